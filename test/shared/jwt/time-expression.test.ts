import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDuration, resolveTime } from '../../../shared/jwt/time-expression.ts';
import { isoTime } from '../../../shared/jwt/times.ts';

const now = 1_700_000_000;

it.each([
  ['90', 90],
  ['90s', 90],
  ['5m', 300],
  ['1h30m', 5400],
  ['2d', 172_800],
  ['1w', 604_800],
  ['1w2d3h4m5s', 604_800 + 172_800 + 10_800 + 240 + 5],
  ['0s', 0],
  ['', undefined],
  ['m', undefined],
  ['5', 5],
  ['5x', undefined],
  ['5M', undefined],
  ['1.5h', undefined],
  ['-5m', undefined],
  ['5 m', undefined],
  ['1h30', undefined],
  ['99999999999', undefined],
])('the duration %j is %j', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

it.each([
  ['now', now],
  [' now ', now],
  ['+5m', now + 300],
  ['-60s', now - 60],
  ['now+1h', now + 3600],
  ['now + 1h', now + 3600],
  ['now-1w', now - 604_800],
  ['+300', now + 300],
  ['1458166985', 1_458_166_985],
  ['0', 0],
  ['2016-03-16', 1_458_086_400],
  ['2016-03-16T22:23:05Z', 1_458_166_985],
  ['2016-03-16 22:23:05', 1_458_166_985],
  ['2016-03-16T22:23', 1_458_166_980],
  ['2016-03-16T22:23:05.999Z', 1_458_166_985],
  ['2016-03-16T23:23:05+01:00', 1_458_166_985],
  ['2016-03-16T23:23:05+0100', 1_458_166_985],
  ['', undefined],
  ['tomorrow', undefined],
  ['5m', undefined],
  ['+', undefined],
  ['+5', now + 5],
  ['+5x', undefined],
  ['Now', undefined],
  ['2016-13-01', undefined],
  ['2016-03-16T25:00', undefined],
  ['16.03.2016', undefined],
  ['2016-03-16Z', undefined],
  ['1e9', undefined],
  ['-5', now - 5],
  ['1234567890123', undefined],
])('the time %j is %j', (text, seconds) => {
  expect(resolveTime(text, now)).toBe(seconds);
});

it('knows no 30 February', () => {
  expect(resolveTime('2016-02-29', now)).toBe(1_456_704_000);
  expect(resolveTime('2016-02-30', now)).toBeUndefined();
  expect(resolveTime('2015-02-29T00:00:00+01:00', now)).toBeUndefined();
});

it('reads back every time it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (seconds) => {
      expect(resolveTime(isoTime(seconds) ?? '', now)).toBe(seconds);
      expect(resolveTime(String(seconds), now)).toBe(seconds);
    }),
  );
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const time = resolveTime(text, now);
      expect(time === undefined || Number.isFinite(time)).toBe(true);
    }),
  );
});
