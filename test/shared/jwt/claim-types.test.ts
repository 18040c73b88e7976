import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../shared/base/json.ts';
import { audiences, checkClaimTypes, numericDate, readTimes } from '../../../shared/jwt/claim-types.ts';

const now = 1_700_000_000;
const found = (claims: JsonObject) => checkClaimTypes(claims).map((each) => `${each.code} ${each.path}`);

const good: JsonObject = {
  iss: 'me',
  sub: 'you',
  aud: ['them', 'others'],
  exp: now + 300,
  nbf: now,
  iat: now - 0.5,
  auth_time: now,
  jti: '1',
  admin: true,
};

it('finds nothing in claims of the right types, nor in none at all', () => {
  expect(found(good)).toEqual([]);
  expect(found({})).toEqual([]);
  expect(found({ ...good, aud: 'one' })).toEqual([]);
  expect(found({ ...good, aud: [] })).toEqual([]);
});

describe('wrong types', () => {
  const others: readonly JsonValue[] = ['1700000000', true, null, [now], {}];
  it.each(['exp', 'nbf', 'iat', 'auth_time'])('%s must be a number', (name) => {
    for (const value of others) {
      expect(found({ ...good, [name]: value })).toEqual([`claim-wrong-type claims.${name}`]);
    }
  });

  it.each(['iss', 'sub', 'jti'])('%s must be a string', (name) => {
    for (const value of [1, true, null, ['me'], {}]) {
      expect(found({ ...good, [name]: value })).toEqual([`claim-wrong-type claims.${name}`]);
    }
  });

  it('aud must be a string or an array of them', () => {
    for (const aud of [1, null, {}, ['a', 1], [['a']], [null]] as JsonValue[]) {
      expect(found({ ...good, aud })).toEqual(['claim-wrong-type claims.aud']);
    }
  });

  it('says what it found, and where the rule stands', () => {
    const [finding] = checkClaimTypes({ exp: '1700000000' });
    expect(finding).toMatchObject({
      severity: 'warning',
      message: 'exp is a string, but a NumericDate is a JSON number',
      reference: 'RFC 7519 section 4.1.4',
    });
    expect(checkClaimTypes({ sub: null })[0]?.message).toBe('sub is null, but must be a string');
    expect(checkClaimTypes({ sub: [] })[0]?.message).toBe('sub is an array, but must be a string');
    expect(checkClaimTypes({ sub: {} })[0]?.message).toBe('sub is an object, but must be a string');
  });
});

it.each(['exp', 'nbf', 'iat', 'auth_time'])('%s beyond what a number holds is an error', (name) => {
  for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    expect(checkClaimTypes({ [name]: value })).toMatchObject([
      { code: 'claim-wrong-type', severity: 'error' },
    ]);
  expect(checkClaimTypes({ [name]: Number.MAX_VALUE }).map(({ severity }) => severity)).not.toContain(
    'error',
  );
});

it('tells milliseconds from seconds', () => {
  expect(found({ exp: 99_999_999_999 })).toEqual([]);
  expect(found({ exp: 100_000_000_000 })).toEqual(['claim-in-milliseconds claims.exp']);
  expect(found({ iat: now * 1000 })).toEqual(['claim-in-milliseconds claims.iat']);
  expect(found({ iat: String(now * 1000) })).toEqual([
    'claim-wrong-type claims.iat',
    'claim-in-milliseconds claims.iat',
  ]);
});

it.each([
  [0, 0],
  [1.5, 1.5],
  [-1, -1],
  ['1341354605', 1_341_354_605],
  ['1341354605.25', 1_341_354_605.25],
  ['', undefined],
  ['soon', undefined],
  ['0x10', undefined],
  ['1e9', undefined],
  [' 1', undefined],
  ['1234567890123456', undefined],
  [null, undefined],
  [undefined, undefined],
  [[1], undefined],
] as const)('numericDate(%j) is %j', (value, seconds) => {
  expect(numericDate(value)).toBe(seconds);
});

it('puts times into words, numeric strings included, and leaves out what is none', () => {
  expect(
    readTimes({ exp: String(now + 60), nbf: now, iat: 'soon', auth_time: 1e300, jti: '5' }, now),
  ).toEqual({
    exp: { seconds: now + 60, iso: '2023-11-14T22:14:20Z', relative: 'in 1 minute' },
    nbf: { seconds: now, iso: '2023-11-14T22:13:20Z', relative: 'now' },
  });
});

it('reads an audience as a list', () => {
  expect(audiences('a')).toEqual(['a']);
  expect(audiences(['a', 'b'])).toEqual(['a', 'b']);
  expect(audiences([])).toEqual([]);
  for (const wrong of [undefined, null, 1, {}, ['a', 1]]) expect(audiences(wrong)).toBeUndefined();
});
