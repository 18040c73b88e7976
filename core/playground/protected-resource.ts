import type { IncomingMessage } from 'node:http';
import { sharedPaths } from './flows.ts';
import type { DpopVerdict } from './judge-dpop.ts';
import type { Refusal } from './personality.ts';
import { quote } from './plain-words.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';
import type { AccessTokenRecord } from './token-storage.ts';

export interface ResourceCase {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly findToken: (token: string) => AccessTokenRecord | undefined;
  /** Judges the request's DPoP proof, for a token that is bound to a key. */
  readonly judgeProof: (token: { readonly value: string; readonly jkt: string }) => Promise<DpopVerdict>;
}

export interface ResourceAnswer {
  readonly checks: readonly RuleCheck[];
  readonly token?: AccessTokenRecord;
  readonly status: number;
  readonly body: unknown;
  /** `WWW-Authenticate`, where access is refused (RFC 6750 section 3, RFC 9449 section 7.1). */
  readonly challenge?: string;
}

const rule = 'access-token';

/**
 * Answers at a protected resource: whose token it was called with. At the userinfo endpoint as OpenID Connect Core
 * section 5.3 has it, to tokens with the scope openid.
 */
export async function answerResource(request: ResourceCase): Promise<ResourceAnswer> {
  const { authorization } = request.request.headers;
  if (authorization === undefined) {
    const detail = 'no access token was sent: put it into the header Authorization, as Bearer or as DPoP';
    // RFC 6750 section 3.1: no error code where nothing was tried.
    return {
      checks: [broken(rule, detail)],
      status: 401,
      body: { message: detail },
      challenge: 'Bearer, DPoP',
    };
  }
  const [, scheme = '', value = ''] = /^(bearer|dpop) +([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
  if (scheme === '') {
    return refused([broken(rule, 'the header Authorization is not Bearer or DPoP and an access token')], {
      error: 'invalid_request',
    });
  }
  const token = request.findToken(value);
  if (token === undefined) {
    const detail = 'the access token is not known here, has expired, or was revoked';
    return refused([broken(rule, detail)], { error: 'invalid_token', status: 401 });
  }
  const known = passed(rule, `the access token is active, of the client ${quote(token.clientId)}`);
  const proof = await checkProof(scheme.toLowerCase(), value, token, request);
  const checks = [known, ...proof.checks];
  if (proof.rejection !== undefined) return { ...refused(checks, proof.rejection, scheme), token };
  return {
    token,
    ...(request.path === sharedPaths.userinfo ? userinfo(checks, token) : resource(checks, token)),
  };
}

async function checkProof(
  scheme: string,
  value: string,
  { jkt }: AccessTokenRecord,
  { judgeProof }: ResourceCase,
): Promise<{ readonly checks: readonly RuleCheck[]; readonly rejection?: Refusal }> {
  const name = 'token-type';
  const refuse = (detail: string) => ({
    checks: [broken(name, detail)],
    rejection: { error: 'invalid_token', description: detail, status: 401 },
  });
  if (jkt === undefined) {
    return scheme === 'dpop'
      ? refuse('the token is not bound to a key: send it as Bearer')
      : { checks: [passed(name, 'a Bearer token: whoever has it may use it')] };
  }
  if (scheme !== 'dpop')
    return refuse('the token is bound to a key: send it as DPoP, with a proof (RFC 9449 section 7)');
  const { checks, rejection } = await judgeProof({ value, jkt });
  return {
    checks: [passed(name, 'a DPoP token: bound to a key'), ...checks],
    ...(rejection === undefined ? {} : { rejection: { ...rejection, status: 401 } }),
  };
}

function resource(checks: readonly RuleCheck[], token: AccessTokenRecord): ResourceAnswer {
  const { clientId, accountId, scope, jkt, exp } = token;
  const owner = accountId === undefined ? 'the client itself' : accountId;
  const body = {
    message: `the access token is good: it acts for ${owner}`,
    client_id: clientId,
    ...(accountId === undefined ? {} : { sub: accountId }),
    ...(scope === undefined || scope === '' ? {} : { scope }),
    token_type: jkt === undefined ? 'Bearer' : 'DPoP',
    exp,
  };
  return { checks, status: 200, body };
}

function userinfo(checks: readonly RuleCheck[], { accountId, scope }: AccessTokenRecord): ResourceAnswer {
  if (accountId === undefined || !scope?.split(' ').includes('openid')) {
    const detail = 'the token does not have the scope openid of a user: ask for it at the token endpoint';
    return refused([...checks, broken('scope', detail)], { error: 'insufficient_scope', status: 403 });
  }
  return {
    checks: [...checks, passed('scope', 'the token has the scope openid')],
    status: 200,
    body: { sub: accountId },
  };
}

function refused(
  checks: readonly RuleCheck[],
  { error, status = 400 }: Refusal,
  scheme = 'Bearer',
): ResourceAnswer {
  const description = checks.find((check) => !check.ok)?.detail ?? error;
  const name = scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer';
  return {
    checks,
    status,
    body: { error, error_description: description },
    challenge: `${name} error="${error}", error_description="${description.replaceAll('"', "'")}"`,
  };
}
