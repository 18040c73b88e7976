import { expect, it } from 'vitest';
import { currentSeconds, isoTime, relativeTime, timeInWords } from '../../../shared/jwt/times.ts';

const now = 1_700_000_000;

it.each([
  [0, 'now'],
  [0.9, 'now'],
  [-0.9, 'now'],
  [1, 'in 1 second'],
  [-1, '1 second ago'],
  [59, 'in 59 seconds'],
  [60, 'in 1 minute'],
  [300, 'in 5 minutes'],
  [-300, '5 minutes ago'],
  [3600, 'in 1 hour'],
  [86_400, 'in 1 day'],
  [-86_400 * 2, '2 days ago'],
  [86_400 * 31, 'in 1 month'],
  [86_400 * 366, 'in 1 year'],
  [-86_400 * 3653, '10 years ago'],
  [8.64e12, 'in 273,785 years'],
  [8.65e12, 'in the far future'],
  [-1e300, 'in the far past'],
  [Number.POSITIVE_INFINITY, 'in the far future'],
  [Number.NEGATIVE_INFINITY, 'in the far past'],
])('%d seconds away is %s', (distance, words) => {
  expect(relativeTime(now + distance, now)).toBe(words);
});

it.each([
  [0, '1970-01-01T00:00:00Z'],
  [-1, '1969-12-31T23:59:59Z'],
  [1_458_166_985, '2016-03-16T22:23:05Z'],
  [1_458_166_985.9, '2016-03-16T22:23:05Z'],
  [8.64e12, '+275760-09-13T00:00:00Z'],
  [8.64e12 + 1, undefined],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
])('%d is %s', (seconds, iso) => {
  expect(isoTime(seconds)).toBe(iso);
});

it('says a time in every way, or not at all', () => {
  expect(timeInWords(now + 60, now)).toEqual({
    seconds: now + 60,
    iso: '2023-11-14T22:14:20Z',
    relative: 'in 1 minute',
  });
  expect(timeInWords(1e300, now)).toBeUndefined();
});

it('counts whole seconds', () => {
  const before = Math.floor(Date.now() / 1000);
  const seconds = currentSeconds();
  expect(Number.isInteger(seconds)).toBe(true);
  expect(seconds).toBeGreaterThanOrEqual(before);
  expect(seconds).toBeLessThanOrEqual(Math.floor(Date.now() / 1000));
});

it('says distances as Intl.RelativeTimeFormat does', () => {
  const format = new Intl.RelativeTimeFormat('en');
  for (let size = 1; size < 8e12; size *= 1.37) {
    for (const distance of [size, -size]) {
      const words = relativeTime(now + distance, now);
      const [, count, unit] = /([\d,]+) (\w+?)s?\b/.exec(words) ?? [];
      const number = Math.sign(distance) * Number(count?.replaceAll(',', ''));
      expect(words).toBe(format.format(number, unit as Intl.RelativeTimeFormatUnit));
    }
  }
});
