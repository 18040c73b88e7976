import type { RegisteredClient } from './client-registry.ts';
import type { Exchange } from './exchange.ts';
import { jwtBearerGrantType, tokenExchangeGrantType } from './flows.ts';
import type { GrantCase } from './grant-case.ts';
import { issueClientToken, issueTokens } from './issue-tokens.ts';
import type { Refusal } from './personality.ts';
import { quote } from './plain-words.ts';
import { about, broken, passed, type RuleCheck } from './rule-check.ts';
import type { AccessTokenRecord } from './token-storage.ts';

/** Answers in `ctx.body`, or says why not. The rules looked at go to the exchange either way. */
export type GrantHandler = (request: GrantCase) => Promise<Refusal | undefined>;

/** By `grant_type`. */
export const grantHandlers: Readonly<Record<string, GrantHandler>> = {
  [jwtBearerGrantType]: grantByAssertion,
  client_credentials: grantToClient,
  refresh_token: grantAgain,
  [tokenExchangeGrantType]: grantInExchange,
};

/** RFC 7523 section 2.1; with `requested_token_use` the on-behalf-of flow, whose assertion is an access token. */
async function grantByAssertion(request: GrantCase): Promise<Refusal | undefined> {
  const { exchange, client, storage, judge } = request;
  const assertion = exchange.form.get('assertion') ?? '';
  const use = exchange.form.get('requested_token_use');
  if (use !== null) {
    const refusal = checkOnBehalfOf(exchange, client, use);
    if (refusal !== undefined) return refusal;
    const token = storage.accessToken(assertion);
    if (token !== undefined) return grantFor(request, checkUserToken('assertion', token), token.accountId);
  }
  // RFC 7523 section 3.1: whatever is wrong with the assertion, the error is invalid_grant.
  const { checks, rejection, subject } = await judge(assertion, client, 'invalid_grant');
  exchange.checks.push(...checks);
  if (rejection !== undefined) return rejection;
  await issueTokens({ ...request, accountId: subject ?? client.clientId, gty: jwtBearerGrantType });
  return undefined;
}

function checkOnBehalfOf(exchange: Exchange, client: RegisteredClient, use: string): Refusal | undefined {
  const rule = 'requested-token-use';
  if (use !== 'on_behalf_of') {
    return refuse(
      exchange,
      broken(rule, `requested_token_use is ${quote(use)}: it must be on_behalf_of`),
      'invalid_request',
    );
  }
  if (client.authentication === 'none') {
    const detail = 'on_behalf_of is for clients that authenticate, and this one is registered with none';
    return refuse(exchange, broken(rule, detail), 'unauthorized_client');
  }
  exchange.checks.push(passed(rule, 'the client asks on behalf of the user of the access token that it got'));
  return undefined;
}

function checkUserToken(rule: string, token: AccessTokenRecord): RuleCheck {
  return token.accountId === undefined
    ? broken(rule, "this access token is a client's own: it names no user")
    : passed(rule, `it is an access token of this server, for the user ${quote(token.accountId)}`);
}

async function grantFor(
  request: GrantCase,
  check: RuleCheck,
  accountId: string | undefined,
): Promise<Refusal | undefined> {
  if (!check.ok || accountId === undefined) return refuse(request.exchange, check, 'invalid_grant');
  request.exchange.checks.push(check);
  await issueTokens({ ...request, accountId, gty: jwtBearerGrantType });
  return undefined;
}

/** RFC 6749 section 4.4. */
async function grantToClient(request: GrantCase): Promise<Refusal | undefined> {
  const { exchange, client } = request;
  // RFC 6749 section 4.4: this grant must only be used by confidential clients.
  if (client.authentication === 'none') {
    const detail =
      'client_credentials is for clients that authenticate, and this one is registered with none';
    return refuse(exchange, broken('grant-type', detail), 'unauthorized_client');
  }
  await issueClientToken(request);
  return undefined;
}

/** RFC 6749 section 6. Each use gives a new refresh token; a second use of the old one ends them all (RFC 9700 section 4.14.2). */
async function grantAgain(request: GrantCase): Promise<Refusal | undefined> {
  const { provider, exchange, client } = request;
  const rule = 'refresh-token';
  const refuseToken = (detail: string) => refuse(exchange, broken(rule, detail), 'invalid_grant');
  const token = await provider.RefreshToken.find(exchange.form.get('refresh_token') ?? '');
  if (token?.grantId === undefined) {
    return refuseToken('the refresh token is not known here, has expired, or was revoked');
  }
  if (token.clientId !== client.clientId) return refuseToken('the token was given to another client');
  if (token.consumed) {
    await provider.RefreshToken.revokeByGrantId(token.grantId);
    return refuseToken(
      'the refresh token was used before: each use gives a new one, and all of its tokens are revoked now',
    );
  }
  if (token.jkt !== undefined && token.jkt !== exchange.jkt) {
    return refuseToken('the refresh token is bound to a DPoP key: send a proof that is signed with it');
  }
  const before = new Set(token.scope?.split(' '));
  const scope = exchange.form.get('scope') ?? token.scope;
  const more = scope?.split(' ').filter((name) => !before.has(name)) ?? [];
  if (more.length > 0) {
    const detail = `scope asks for ${quote(more.join(' '))}, which the refresh token does not have`;
    return refuse(exchange, broken('scope', detail), 'invalid_scope');
  }
  await token.consume();
  const { accountId, grantId, gty = 'refresh_token' } = token;
  await issueTokens({ ...request, accountId, grantId, gty, ...(scope === undefined ? {} : { scope }) });
  exchange.checks.push(passed(rule, 'the refresh token was exchanged; the answer holds a new one'));
  return undefined;
}

const tokenTypes = {
  accessToken: 'urn:ietf:params:oauth:token-type:access_token',
  jwt: 'urn:ietf:params:oauth:token-type:jwt',
} as const;

/** RFC 8693. Whatever is wrong with a token that is sent, the error is invalid_request (section 2.2.2). */
async function grantInExchange(request: GrantCase): Promise<Refusal | undefined> {
  const { exchange } = request;
  const requested = exchange.form.get('requested_token_type') ?? tokenTypes.accessToken;
  if (requested !== tokenTypes.accessToken) {
    const detail = `requested_token_type is ${quote(requested)}: this server makes ${tokenTypes.accessToken}`;
    return refuse(exchange, broken('requested-token-type', detail), 'invalid_request');
  }
  const subject = await readExchanged(request, 'subject');
  if (typeof subject === 'object') return subject;
  if (exchange.form.has('actor_token')) {
    const actor = await readExchanged(request, 'actor');
    if (typeof actor === 'object') return actor;
  }
  await issueTokens({
    ...request,
    accountId: subject,
    gty: tokenExchangeGrantType,
    more: { issued_token_type: tokenTypes.accessToken },
  });
  return undefined;
}

/** The user that a subject or actor token names, or why the token is refused. */
async function readExchanged(
  { exchange, client, storage, judge }: GrantCase,
  party: 'subject' | 'actor',
): Promise<string | Refusal> {
  const rule = `${party}-token`;
  const value = exchange.form.get(`${party}_token`) ?? '';
  const type = exchange.form.get(`${party}_token_type`);
  if (type === tokenTypes.accessToken) {
    const token = storage.accessToken(value);
    const check =
      token === undefined
        ? broken(rule, `the ${party} token is no access token of this server, or has expired`)
        : checkUserToken(rule, token);
    if (!check.ok) return refuse(exchange, check, 'invalid_request');
    exchange.checks.push(check);
    return token?.accountId ?? '';
  }
  if (type === tokenTypes.jwt) {
    const { checks, rejection, subject } = await judge(value, client, 'invalid_request');
    exchange.checks.push(...about(rule, checks));
    return rejection ?? subject ?? client.clientId;
  }
  const detail = `${party}_token_type is ${quote(type)}: it must be ${Object.values(tokenTypes).join(' or ')}`;
  return refuse(exchange, broken(`${rule}-type`, detail), 'invalid_request');
}

function refuse(exchange: Exchange, check: RuleCheck, error: string): Refusal {
  exchange.checks.push(check);
  return { error, description: check.detail };
}
