import { describe, expect, it } from 'vitest';
import {
  audienceToClaim,
  claimToSeconds,
  timeToClaim,
} from '../../../../renderer/workbench/compose/claim-values.ts';

describe('timeToClaim', () => {
  it.each([
    ['+5m', '+5m'],
    ['now', 'now'],
    [' -60s ', '-60s'],
    ['1795000000', 1_795_000_000],
    ['2026-11-21T00:00:00Z', 1_795_219_200],
    ['', undefined],
  ])('keeps %j as %j', (typed, claim) => expect(timeToClaim(typed)).toBe(claim));

  it('keeps what it does not understand, so that it can be reported', () =>
    expect(timeToClaim('soon')).toBe('soon'));
});

describe('claimToSeconds', () => {
  it('resolves expressions and takes numbers', () => {
    expect(claimToSeconds('+5m', 1000)).toBe(1300);
    expect(claimToSeconds(7, 1000)).toBe(7);
  });
  it('is undefined for anything else', () => expect(claimToSeconds('soon', 1000)).toBeUndefined());
});

describe('audienceToClaim', () => {
  it('writes one as a string, several or on demand as an array', () => {
    expect(audienceToClaim('a', false)).toBe('a');
    expect(audienceToClaim('a, b', false)).toEqual(['a', 'b']);
    expect(audienceToClaim('a', true)).toEqual(['a']);
  });
  it('leaves an empty one out', () => expect(audienceToClaim(' , ', true)).toBeUndefined());
});
