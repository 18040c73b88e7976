import type { PlaygroundCheck, PlaygroundLogEntry } from '../../shared/contract/playground.ts';

export interface CheckGroup {
  readonly title: string;
  readonly checks: readonly PlaygroundCheck[];
}

/** What a rule's name begins with, where it is about a token that the request brings. */
const subjects: Readonly<Record<string, string>> = {
  'client-assertion': 'Client assertion',
  dpop: 'DPoP proof',
  'subject-token': 'Subject token',
  'actor-token': 'Actor token',
};

/** The checks in their order, under what they are about. Checks of one group that come apart make two groups. */
export function groupChecks(checks: readonly PlaygroundCheck[]): readonly CheckGroup[] {
  const groups: { title: string; checks: PlaygroundCheck[] }[] = [];
  for (const check of checks) {
    const [prefix = '', ...rest] = check.rule.split('.');
    const title = rest.length > 0 ? subjects[prefix] : undefined;
    const shown = title === undefined ? check : { ...check, rule: rest.join('.') };
    const last = groups.at(-1);
    if (last && last.title === (title ?? 'Request')) last.checks.push(shown);
    else groups.push({ title: title ?? 'Request', checks: [shown] });
  }
  return groups;
}

/** Why the request was refused: the first broken rule, which is what the answer said too. */
export function firstBroken({ checks }: Pick<PlaygroundLogEntry, 'checks'>): PlaygroundCheck | undefined {
  return checks.find((check) => !check.ok);
}

/** `11 rules kept`, or `2 of 11 rules broken`. */
export function logSummary({ checks }: Pick<PlaygroundLogEntry, 'checks'>): string {
  const brokenCount = checks.filter((check) => !check.ok).length;
  const rules = `${checks.length} ${checks.length === 1 ? 'rule' : 'rules'}`;
  return brokenCount === 0 ? `${rules} kept` : `${brokenCount} of ${rules} broken`;
}

/** `jwt-bearer` of the grant's URN, `client_credentials` as it is. */
export function shortGrant(grant: string): string {
  return grant.slice(grant.lastIndexOf(':') + 1);
}
