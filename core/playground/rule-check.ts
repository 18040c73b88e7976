import type { PlaygroundCheck } from '../../shared/contract/playground.ts';
import type { Fault } from '../../shared/servers/server.ts';

/** A rule that was looked at; where it is broken, `fault` says so in the terms of the known servers' answers. */
export interface RuleCheck extends PlaygroundCheck {
  readonly fault?: Fault;
}

export const passed = (rule: string, detail: string): RuleCheck => ({ rule, ok: true, detail });

export const broken = (rule: string, detail: string, fault?: Fault): RuleCheck => ({
  rule,
  ok: false,
  detail,
  ...(fault === undefined ? {} : { fault }),
});

/** The rules' names with what they were held against in front: `client-assertion.exp`. */
export function about(subject: string, checks: readonly RuleCheck[]): readonly RuleCheck[] {
  return checks.map((check) => ({ ...check, rule: `${subject}.${check.rule}` }));
}
