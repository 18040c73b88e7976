import { expect, it } from 'vitest';
import { deriveFix, removeFix, setFix } from '../../../shared/jwt/fix.ts';

it('says on the button what it does', () => {
  const fixes = [
    setFix('claims.exp', '+5m'),
    setFix('claims.jti', '{uuid}'),
    setFix('claims.aud', ['a', 'b']),
    setFix('claims.sub', 'me', 'Set sub to iss'),
    removeFix('claims.https://box.example/scope'),
    deriveFix('x5t'),
  ];
  expect(fixes.map((each) => each.title)).toEqual([
    'Set exp to +5m',
    'Give jti a fresh UUID',
    'Set aud to ["a","b"]',
    'Set sub to iss',
    'Remove https://box.example/scope',
    'Add x5t',
  ]);
});

it('is plain data', () => {
  expect(structuredClone(setFix('claims.exp', '+5m'))).toEqual({
    title: 'Set exp to +5m',
    changes: [{ set: { path: 'claims.exp', value: '+5m' } }],
  });
});
