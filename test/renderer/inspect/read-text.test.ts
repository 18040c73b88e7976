import { describe, expect, it } from 'vitest';
import { nestedTokens } from '../../../renderer/inspect/nested-tokens.ts';
import { readText, tokenInShort } from '../../../renderer/inspect/read-text.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { compact } from '../../shared/jwt/token-parts.ts';

const token = 'eyJhbGciOiJub25lIn0.e30.';

describe('readText', () => {
  it('passes over what copying brings along', () => {
    for (const text of [
      token,
      ` ${token}\n`,
      `Bearer ${token}`,
      `Authorization: Bearer ${token}`,
      `"${token}",`,
    ]) {
      expect(readText(text)).toMatchObject([{ decoded: { kind: 'unsecured' }, error: null }]);
    }
  });

  it('reads every token of a text, and tells them apart in one line', () => {
    const signed = compact({ alg: 'RS256' }, { iss: 'https://a.example' });
    const read = readText(`id_token=${signed}&logout=x ${token}`);
    expect(read.map(tokenInShort)).toEqual(['id_token · RS256 · from https://a.example', 'Token 2 · none']);
  });

  it('says nothing of nothing', () => expect(readText(' \n')).toEqual([]));

  it('reports a token that is too large', () => {
    expect(readText('a'.repeat(3 * 1024 * 1024))).toMatchObject([
      { decoded: null, error: { code: 'input-too-large' } },
    ]);
  });
});

describe('nestedTokens', () => {
  it('finds tokens in claims, however deep, in the header, and as the payload', () => {
    const inside = compact({ alg: 'HS256' }, { a: 1 });
    const outer = compact({ alg: 'RS256', svt: [inside] }, { act: { id_token: inside }, host: 'a.b.c' });
    expect(nestedTokens(decodeToken(outer))).toEqual([
      { path: 'header.svt[0]', token: inside },
      { path: 'claims.act.id_token', token: inside },
    ]);
    const wrapped = compact({ alg: 'RS256', cty: 'JWT' }, inside);
    expect(nestedTokens(decodeToken(wrapped))).toEqual([{ path: 'payload', token: inside }]);
    expect(nestedTokens(decodeToken(token))).toEqual([]);
  });
});
