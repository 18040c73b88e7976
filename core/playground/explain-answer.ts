import type { PlaygroundCheck } from '../../shared/contract/playground.ts';
import type { AnswerMembers } from './answer-format.ts';
import type { ProviderAnswer } from './authorization-server.ts';
import type { Exchange } from './exchange.ts';
import { toDescription } from './plain-words.ts';

/** The library's reasons in the words of someone who sent the request. */
const refusalWords: Readonly<Record<string, string>> = {
  'client not found': 'the client id is not registered here',
  'client mismatch': 'the token was given to another client',
  'invalid secret provided': 'the client secret is wrong',
  'the provided authentication mechanism does not match the registered client authentication method':
    'the client does not authenticate in the registered way: with id and secret at the API manager, and with neither at the gateway',
  'refresh token not found': 'the refresh token is not known here, has expired, or was revoked',
  'refresh token is expired': 'the refresh token has expired',
  'refresh token already used':
    'the refresh token was used before: each use gives a new one, and all of its tokens are revoked now',
  'grant not found': 'the grant behind the token was revoked',
};

/** The rule that an error speaks of, where no check has said so. */
const errorRules: Readonly<Record<string, string>> = {
  invalid_client: 'client-authentication',
  invalid_grant: 'refresh-token',
  invalid_scope: 'scope',
  unauthorized_client: 'client',
  unsupported_grant_type: 'grant-type',
};

/**
 * The scalar members of what the library answers; an error's description says why.
 *
 * @param refusal the library's own reason, where it kept that from the answer
 */
export function explainAnswer(body: unknown, refusal: string | undefined): AnswerMembers {
  const members = Object.fromEntries(Object.entries(body ?? {}).filter(([, value]) => isScalar(value)));
  if (typeof members.error !== 'string') return members;
  const reason = refusal ?? members.error_description;
  if (typeof reason !== 'string') return members;
  return { ...members, error_description: toDescription(refusalWords[reason] ?? reason) };
}

/** How the client proved itself, as a check. */
export function checkClient({ client }: ProviderAnswer, members: AnswerMembers): readonly PlaygroundCheck[] {
  const rule = 'client-authentication';
  if (members.error === 'invalid_client') {
    return [
      {
        rule,
        ok: false,
        detail: String(members.error_description ?? 'the client could not be authenticated'),
      },
    ];
  }
  if (client === undefined) return [];
  const detail = client.hasSecret
    ? "the client's id and secret match"
    : 'a gateway client has no secret: its client id names it, and only the assertion proves it';
  return [{ rule, ok: true, detail }];
}

/** What came of a request that holds no assertion, as a check. */
export function checkOutcome(
  { kind, assertion, checks }: Exchange,
  members: AnswerMembers,
): readonly PlaygroundCheck[] {
  if (typeof members.error === 'string') {
    if (checks.some((check) => !check.ok)) return [];
    return [
      {
        rule: errorRules[members.error] ?? 'request',
        ok: false,
        detail: String(members.error_description ?? members.error),
      },
    ];
  }
  if (typeof members.active === 'boolean') {
    const detail = members.active
      ? 'the token is active'
      : "the token is unknown, expired, revoked, or another client's";
    return [{ rule: 'token', ok: members.active, detail }];
  }
  if (kind !== undefined && assertion === undefined) {
    return [
      {
        rule: 'refresh-token',
        ok: true,
        detail: 'the refresh token was exchanged; the answer holds a new one',
      },
    ];
  }
  return [];
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
