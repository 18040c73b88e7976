import type { AnswerMembers } from './answer-format.ts';
import type { Exchange } from './exchange.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';

/** The scalar members of what the library answers. */
export function membersOf(body: unknown): AnswerMembers {
  return Object.fromEntries(Object.entries(body ?? {}).filter(([, value]) => isScalar(value)));
}

/** The rule that an error of the library's speaks of. */
const errorRules: Readonly<Record<string, string>> = {
  invalid_scope: 'scope',
  invalid_target: 'resource',
  unsupported_token_type: 'token',
};

/** What came of a request, where the checks so far do not say it. */
export function checkOutcome({ checks }: Exchange, members: AnswerMembers): readonly RuleCheck[] {
  if (typeof members.error === 'string') {
    if (checks.some((check) => !check.ok)) return [];
    return [
      broken(errorRules[members.error] ?? 'request', String(members.error_description ?? members.error)),
    ];
  }
  if (typeof members.active !== 'boolean') return [];
  return [
    members.active
      ? passed('token', 'the token is active')
      : broken('token', "the token is unknown, expired, revoked, or another client's"),
  ];
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
