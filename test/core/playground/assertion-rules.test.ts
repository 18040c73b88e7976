import { describe, expect, it } from 'vitest';
import { checkClaims } from '../../../core/playground/assertion-rules.ts';
import type { ClientKind } from '../../../shared/contract/playground.ts';

const now = 1_700_000_000;
const facts = { now, issuer: 'me', audiences: ['http://here/token', 'https://here/token'] };

const brokenRules = (kind: ClientKind, claims: Record<string, unknown>) =>
  checkClaims(kind, { ...facts, claims: { iss: 'me', sub: 'alice', aud: 'http://here/token', ...claims } })
    .filter((check) => !check.ok)
    .map((check) => check.rule);

describe('how far away exp may be', () => {
  it.each([
    ['gateway', 0, ['exp']],
    ['gateway', 1, []],
    ['gateway', 300, []],
    ['gateway', 300.5, ['lifetime']],
    ['gateway', 301, ['lifetime']],
    ['api-manager', 0, ['exp']],
    ['api-manager', 300, ['lifetime']],
    ['api-manager', 301, []],
    ['api-manager', 86_400, []],
  ] as const)('%s, %d seconds', (kind, seconds, broken) => {
    expect(brokenRules(kind, { exp: now + seconds, iat: now })).toEqual(broken);
  });
});

describe('how far ahead iat and nbf may be', () => {
  it.each([
    ['iat', 0, []],
    ['iat', 1, []],
    ['iat', 2, ['iat']],
    ['nbf', 0, []],
    ['nbf', 1, []],
    ['nbf', 2, ['nbf']],
  ] as const)('%s, %d seconds', (name, seconds, broken) => {
    expect(brokenRules('gateway', { exp: now + 60, iat: now, [name]: now + seconds })).toEqual(broken);
    expect(brokenRules('api-manager', { exp: now + 600, iat: now, [name]: now + seconds })).toEqual(broken);
  });
});

it.each([true, null, {}, [now + 60], '', 1e300])('takes %j for no NumericDate', (exp) => {
  expect(brokenRules('gateway', { exp, iat: now })).toEqual(['exp']);
});

it('takes each of the addresses as audience, alone or in an array', () => {
  for (const aud of ['https://here/token', ['x', 'http://here/token']]) {
    expect(brokenRules('gateway', { aud, exp: now + 60, iat: now })).toEqual([]);
  }
  expect(brokenRules('gateway', { aud: ['http://here/token', 1], exp: now + 60, iat: now })).toEqual(['aud']);
});

it('writes no token and no control characters into a detail', () => {
  const token = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl';
  const checks = checkClaims('gateway', {
    ...facts,
    claims: { iss: token, sub: `a\n\u0000"\u00e9`, aud: 'x'.repeat(5000) },
  });
  const text = checks.map((check) => check.detail).join('|');
  expect(text).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  expect(text).not.toContain('eyJ');
  expect(text).not.toContain('x'.repeat(61));
});
