import { describe, expect, it } from 'vitest';
import { firstBroken, groupChecks, logSummary, shortGrant } from '../../../renderer/playground/log-groups.ts';
import type { PlaygroundCheck } from '../../../shared/contract/playground.ts';

const check = (rule: string, ok = true): PlaygroundCheck => ({ rule, ok, detail: `${rule}!` });

describe('groupChecks', () => {
  it('puts the rules of a token under its name, in their order', () => {
    const checks = [check('grant-type'), check('client-assertion.exp'), check('dpop.htm'), check('sub')];
    expect(groupChecks(checks).map(({ title, checks: [first] }) => [title, first?.rule])).toEqual([
      ['Request', 'grant-type'],
      ['Client assertion', 'exp'],
      ['DPoP proof', 'htm'],
      ['Request', 'sub'],
    ]);
  });

  it('leaves a rule that is named for a path as it is', () => {
    expect(groupChecks([check('claims.exp')])).toEqual([{ title: 'Request', checks: [check('claims.exp')] }]);
  });
});

it('sums up', () => {
  const checks = [check('a'), check('b', false), check('c', false)];
  expect(firstBroken({ checks })?.rule).toBe('b');
  expect(logSummary({ checks })).toBe('2 of 3 rules broken');
  expect(logSummary({ checks: [check('a')] })).toBe('1 rule kept');
  expect(shortGrant('urn:ietf:params:oauth:grant-type:jwt-bearer')).toBe('jwt-bearer');
  expect(shortGrant('client_credentials')).toBe('client_credentials');
});
