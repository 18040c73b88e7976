import { describe, expect, it } from 'vitest';
import { looksLikeJwt, memberWords, tokenMembers } from '../../../../renderer/parts/exchange/members.ts';
import { formatOf, withFormat } from '../../../../renderer/workbench/send/answer-format-select.tsx';

describe('tokenMembers', () => {
  it('parts tokens from the rest', () => {
    const tokens = { access_token: 'a', token_type: 'Bearer', id_token: 'i', expires_in: '3600' };
    expect(tokenMembers({ tokens })).toEqual({
      tokens: [
        ['access_token', 'a'],
        ['id_token', 'i'],
      ],
      others: [
        ['token_type', 'Bearer'],
        ['expires_in', '3600'],
      ],
    });
  });

  it('shows digits that no number of JavaScript has', () => {
    const tokensText = '{"access_token":"a","id":12345678901234567890}';
    const tokens = JSON.parse(tokensText);
    expect(tokenMembers({ tokens, tokensText }).others).toEqual([['id', '12345678901234567890']]);
  });
});

describe('looksLikeJwt', () => {
  it('knows a token by its look', () => expect(looksLikeJwt('eyJhbGciOiJub25lIn0.e30.')).toBe(true));
  it('is not misled by an opaque token with dots', () => expect(looksLikeJwt('mF_9.B5f-4.1JqM')).toBe(false));
});

describe('memberWords', () => {
  it('says a lifetime in hours, string or number', () => {
    expect(memberWords('expires_in', '5400')).toBe('5400 s: 1 h 30 min');
    expect(memberWords('expires_in', 30)).toBe('30 s: 30 s');
  });
  it('leaves nonsense as it is', () => expect(memberWords('expires_in', 'soon')).toBe('soon'));
});

it('withFormat replaces the format and keeps the rest', () => {
  const params = withFormat(
    [
      ['scope', 's'],
      ['format', 'json'],
    ],
    'xml',
  );
  expect(formatOf(params)).toBe('xml');
  expect(withFormat(params, '')).toEqual([['scope', 's']]);
});
