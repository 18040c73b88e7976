import { expect, it } from 'vitest';
import { applyFix, deriveFix, removeFix, setFix } from '../../../shared/jwt/fix.ts';

const composition = {
  header: { alg: 'RS256', x5t: 'wrong' },
  claims: { iss: 'me', exp: 1, 'https://example.com/a.b': true },
};
const freshId = () => '00000000-0000-4000-8000-000000000001';
const apply = (fix: Parameters<typeof applyFix>[0]) => applyFix(fix, composition, freshId);

it('sets a member where it stands, and leaves a time expression to the signer', () => {
  const { header, claims, derive } = apply(setFix('claims.exp', '+5m'));
  expect(Object.entries(claims)).toEqual([
    ['iss', 'me'],
    ['exp', '+5m'],
    ['https://example.com/a.b', true],
  ]);
  expect(header).toEqual(composition.header);
  expect(derive).toEqual([]);
});

it('makes a fresh id for {uuid}', () => {
  expect(apply(setFix('claims.jti', '{uuid}')).claims.jti).toBe(freshId());
});

it('removes a member whose name holds dots', () => {
  expect(apply(removeFix('claims.https://example.com/a.b')).claims).toEqual({ iss: 'me', exp: 1 });
  expect(apply(removeFix('header.x5t')).header).toEqual({ alg: 'RS256' });
});

it('takes a wrong thumbprint away where the core derives the right one', () => {
  expect(apply(deriveFix('x5t'))).toEqual({
    header: { alg: 'RS256' },
    claims: composition.claims,
    derive: ['x5t'],
  });
});

it('takes a member called __proto__ for data', () => {
  const { claims } = apply(setFix('claims.__proto__', 'x'));
  expect(Object.keys(claims)).toContain('__proto__');
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

it('says on the button what it does', () => {
  expect(
    [
      setFix('claims.exp', '+5m'),
      setFix('claims.jti', '{uuid}'),
      removeFix('claims.scope'),
      deriveFix('x5t'),
    ].map((each) => each.title),
  ).toEqual(['Set exp to +5m', 'Give jti a fresh UUID', 'Remove scope', 'Add x5t']);
});
