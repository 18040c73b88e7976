import { describe, expect, it } from 'vitest';
import { compareTokens } from '../../../shared/jwt/compare-tokens.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { compact } from './token-parts.ts';

const compare = (left: string, right: string) => compareTokens(decodeToken(left), decodeToken(right));
const changes = (left: object, right: object) =>
  compare(compact({ alg: 'RS256' }, left), compact({ alg: 'RS256' }, right))
    .filter((each) => each.path !== 'header.alg')
    .map(({ path, change }) => `${change} ${path}`);

describe('compareTokens', () => {
  it('tells members that stayed, changed, came and went, those of the header first', () => {
    const left = compact({ alg: 'RS256', kid: 'a' }, { iss: 'me', exp: 1, nbf: 2 });
    const right = compact({ alg: 'RS256', kid: 'b' }, { iss: 'me', exp: 9, jti: 'x' });
    expect(compare(left, right)).toEqual([
      { path: 'header.alg', change: 'same', left: 'RS256', right: 'RS256' },
      { path: 'header.kid', change: 'changed', left: 'a', right: 'b' },
      { path: 'claims.iss', change: 'same', left: 'me', right: 'me' },
      { path: 'claims.exp', change: 'changed', left: 1, right: 9 },
      { path: 'claims.nbf', change: 'removed', left: 2, right: undefined },
      { path: 'claims.jti', change: 'added', left: undefined, right: 'x' },
    ]);
  });

  it('goes into objects, and takes arrays as a whole', () => {
    expect(changes({ act: { sub: 'a', iss: 'i' } }, { act: { iss: 'i', sub: 'b' } })).toEqual([
      'changed claims.act.sub',
      'same claims.act.iss',
    ]);
    expect(changes({ aud: ['a', 'b'] }, { aud: ['b', 'a'] })).toEqual(['changed claims.aud']);
    expect(changes({ aud: 'a' }, { aud: ['a'] })).toEqual(['changed claims.aud']);
    expect(changes({ amr: [{ x: 1, y: 2 }] }, { amr: [{ y: 2, x: 1 }] })).toEqual(['same claims.amr']);
    expect(changes({ cnf: {} }, { cnf: {} })).toEqual(['same claims.cnf']);
  });

  it('takes 1 and "1" for different, and members that every object inherits for missing', () => {
    expect(changes({ exp: 1 }, { exp: '1' })).toEqual(['changed claims.exp']);
    expect(changes({}, { constructor: 1 })).toEqual(['added claims.constructor']);
  });

  it('compares payloads that are no objects as texts', () => {
    expect(compare(compact({}, 'one'), compact({}, 'two'))).toEqual([
      { path: 'payload', change: 'changed', left: 'one', right: 'two' },
    ]);
  });
});
