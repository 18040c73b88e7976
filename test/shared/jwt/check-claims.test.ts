import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../shared/base/json.ts';
import { type ClaimExpectations, checkClaims } from '../../../shared/jwt/check-claims.ts';

const at = 1_700_000_000;
const good: JsonObject = { iss: 'me', aud: ['them', 'others'], exp: at + 300, nbf: at, iat: at };
const expected: ClaimExpectations = { at, leeway: 0, issuer: 'me', audience: 'them' };

function reasons(claims: JsonObject, changes: Partial<ClaimExpectations> = {}): Record<string, string> {
  const { checks } = checkClaims(claims, { ...expected, ...changes });
  return Object.fromEntries(checks.map((each) => [each.name, each.ok ? 'ok' : (each.reason ?? '')]));
}

it('accepts claims that are as expected', () => {
  expect(reasons(good)).toEqual({ exp: 'ok', nbf: 'ok', iat: 'ok', iss: 'ok', aud: 'ok' });
  expect(checkClaims(good, expected).findings).toEqual([]);
});

it('checks the times where they are present, the others where they are asked for', () => {
  expect(checkClaims({}, { at, leeway: 0 })).toEqual({ checks: [], findings: [] });
  expect(checkClaims(good, { at, leeway: 0 }).checks.map((each) => each.name)).toEqual(['exp', 'nbf', 'iat']);
  expect(reasons({})).toEqual({ iss: 'claim-missing', aud: 'claim-missing' });
});

describe('boundaries', () => {
  it.each([
    // "on or after which the JWT MUST NOT be accepted for processing"
    ['exp', at + 1, 0, 'ok'],
    ['exp', at, 0, 'token-expired'],
    ['exp', at + 0.5, 0, 'ok'],
    ['exp', at - 59, 60, 'ok'],
    ['exp', at - 60, 60, 'token-expired'],
    // "before which the JWT MUST NOT be accepted"
    ['nbf', at, 0, 'ok'],
    ['nbf', at + 1, 0, 'token-not-yet-valid'],
    ['nbf', at + 60, 60, 'ok'],
    ['nbf', at + 61, 60, 'token-not-yet-valid'],
    ['iat', at, 0, 'ok'],
    ['iat', at + 1, 0, 'token-issued-in-future'],
    ['iat', at + 60, 60, 'ok'],
    ['iat', at + 61, 60, 'token-issued-in-future'],
  ] as const)('%s %d with leeway %d: %s', (name, value, leeway, reason) => {
    expect(reasons({ ...good, [name]: value }, { leeway })).toMatchObject({ [name]: reason });
  });
});

describe('each broken in turn', () => {
  it.each([
    ['exp', at - 1, 'token-expired'],
    ['exp', String(at + 300), 'claim-wrong-type'],
    ['exp', null, 'claim-wrong-type'],
    // As 1e999 and -1e999 are read: beyond what a number holds.
    ['exp', Number.POSITIVE_INFINITY, 'claim-wrong-type'],
    ['exp', Number.NEGATIVE_INFINITY, 'claim-wrong-type'],
    ['nbf', Number.NEGATIVE_INFINITY, 'claim-wrong-type'],
    ['nbf', Number.POSITIVE_INFINITY, 'claim-wrong-type'],
    ['iat', Number.NEGATIVE_INFINITY, 'claim-wrong-type'],
    ['iat', Number.POSITIVE_INFINITY, 'claim-wrong-type'],
    ['nbf', at + 10, 'token-not-yet-valid'],
    ['nbf', '0', 'claim-wrong-type'],
    ['iat', at + 10, 'token-issued-in-future'],
    ['iat', {}, 'claim-wrong-type'],
    ['iss', 'you', 'claim-mismatch'],
    ['iss', 'ME', 'claim-mismatch'],
    ['iss', ['me'], 'claim-mismatch'],
    ['iss', null, 'claim-mismatch'],
    ['aud', 'others', 'claim-mismatch'],
    ['aud', 'them/', 'claim-mismatch'],
    ['aud', [], 'claim-mismatch'],
    ['aud', ['them', 1], 'claim-wrong-type'],
    ['aud', { them: true }, 'claim-wrong-type'],
  ] as [string, JsonValue, string][])('%s %j: %s', (name, value, reason) => {
    const { checks, findings } = checkClaims({ ...good, [name]: value }, expected);
    expect(checks.filter((each) => !each.ok)).toEqual([{ name, ok: false, reason }]);
    // A wrong type is found when decoding, and not said twice.
    expect(findings.map((each) => [each.code, each.path, each.severity])).toEqual(
      reason === 'claim-wrong-type' ? [] : [[reason, `claims.${name}`, 'error']],
    );
  });
});

it('says by how much', () => {
  const message = (claims: JsonObject) => checkClaims(claims, expected).findings[0]?.message;
  expect(message({ ...good, exp: at - 3600 })).toBe('the token expired 1 hour ago');
  expect(message({ ...good, nbf: at + 120 })).toBe('the token is valid in 2 minutes');
  expect(message({ ...good, iat: at + 86_400 })).toBe('the token was issued in 1 day');
  expect(message({ ...good, iss: 'you' })).toBe('iss is "you", not "me"');
});

it('survives times that no calendar reaches', () => {
  const far = JSON.parse('{"exp":-1e300,"nbf":1e300,"iat":1e300}') as JsonObject;
  expect(reasons({ ...good, ...far })).toMatchObject({
    exp: 'token-expired',
    nbf: 'token-not-yet-valid',
    iat: 'token-issued-in-future',
  });
});
