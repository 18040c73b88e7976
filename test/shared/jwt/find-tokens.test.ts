import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { findTokens } from '../../../shared/jwt/find-tokens.ts';
import { withWatchdog } from '../watchdog.ts';
import { compact, part } from './token-parts.ts';

const one = compact({ alg: 'RS256' }, { iss: 'one' });
const two = compact({ alg: 'ES256', typ: 'JWT' }, { iss: 'two' });
const jwe = `${part({ alg: 'dir', enc: 'A256GCM' })}..aXY.Y2lwaGVydGV4dA.dGFn`;

const tokensIn = (text: string) => findTokens(text).map((each) => each.token);

describe('findTokens', () => {
  it.each([
    ['a bare token', one],
    ['white space around it', `\n  ${one}\n`],
    ['Bearer before it', `Bearer ${one}`],
    ['a header', `Authorization: Bearer ${one}`],
    ['a DPoP header', `Authorization: DPoP ${one}`],
    ['quotes around it', `"${one}",`],
    ['a curl line', `curl -i -H 'Authorization: Bearer ${one}' "https://api.example/v1?x=1"`],
    ['an HTTP message', `GET /me HTTP/1.1\r\nHost: api.example.com\r\nAuthorization: Bearer ${one}\r\n\r\n`],
    ['a URL’s fragment', `https://app.example/cb#id_token=${one}&state=a.b.c`],
    ['a form body', `grant_type=urn%3Aietf%3Aparams&assertion=${one}&format=json`],
    ['JSON', `{"access_token":"${one}","expires_in":3600}`],
    ['JSON as a string in JSON', `"{\\"access_token\\":\\"${one}\\"}"`],
    ['a cookie', `Cookie: theme=dark; session=${one}; other=1`],
    ['a sentence', `It sent ${one}. Why is it refused?`],
  ])('finds the one in %s', (_name, text) => {
    expect(tokensIn(text)).toEqual([one]);
  });

  it('finds several, in their order, each once, and says what stood before them', () => {
    const text = `curl -H "Authorization: Bearer ${two}" -d 'assertion=${one}&again=${two}' # {"id_token": "${jwe}"}`;
    expect(findTokens(text)).toEqual([
      { token: two, name: 'Authorization' },
      { token: one, name: 'assertion' },
      { token: jwe, name: 'id_token' },
    ]);
  });

  it('tells two lines with a token each from one token that was wrapped', () => {
    expect(tokensIn(`${one}\n${two}`)).toEqual([one, two]);
    const wrapped = one.replace('.', '.\n  ');
    expect(tokensIn(wrapped)).toEqual([wrapped]);
    const wrappedJwe = jwe.replace('..', '.\n.');
    expect(tokensIn(wrappedJwe)).toEqual([wrappedJwe]);
  });

  it('takes the five parts of an encrypted token, and three of a signed one', () => {
    expect(tokensIn(`x=${jwe}.more`)).toEqual([jwe]);
    expect(tokensIn(`x=${one}.more`)).toEqual([one]);
  });

  it('keeps the padding of a part', () => {
    const padded = one.replace('.', '=.');
    expect(tokensIn(`assertion=${padded}&format=json`)).toEqual([padded]);
  });

  it('gives a text without a token back, to be looked at as it is', () => {
    expect(tokensIn(' neither here nor there ')).toEqual(['neither here nor there']);
    expect(tokensIn('www.example.com/a.b.c?d=e')).toEqual(['www.example.com/a.b.c?d=e']);
    expect(findTokens('  \n ')).toEqual([]);
  });

  it.each([
    ['a stray character in the header', one.replace('eyJh', 'eyJ!h')],
    ['a stray character in the claims', one.replace('.eyJ', '.eyJ!')],
    ['a stray character in the signature', `${one}!x`],
    ['no signature', one.slice(0, one.lastIndexOf('.'))],
    ['a part too many', `${one}.more`],
  ])('keeps a broken token whole: %s', (_name, broken) => {
    expect(tokensIn(broken)).toEqual([broken]);
    expect(tokensIn(`Bearer ${broken}`)).toEqual([broken]);
  });

  it('finds the gateway manual’s sample, line breaks inside', () => {
    const sample = readFileSync('test/fixtures/manuals/gateway-manual-assertion.txt', 'utf8');
    const [found, ...more] = findTokens(sample);
    expect(more).toEqual([]);
    expect(decodeToken(found?.token ?? '').claims).not.toBeNull();
  });

  it('takes a JSON serialisation for one token, and other JSON for a text that holds some', () => {
    const [header, payload, signature] = one.split('.');
    const [jweHeader, , iv, ciphertext, tag] = jwe.split('.');
    for (const serialized of [
      { payload, protected: header, signature },
      { payload, signatures: [{ protected: header, signature }] },
      { protected: jweHeader, iv, ciphertext, tag },
    ]) {
      const text = JSON.stringify(serialized, null, 2);
      expect(tokensIn(text)).toEqual([text]);
    }
    expect(tokensIn(JSON.stringify({ payload: one }))).toEqual([one]);
  });

  it('comes to an end with what was made to take long', () => {
    const long = 300_000;
    for (const hostile of [
      'ey'.repeat(long),
      'eyJ.'.repeat(long / 2),
      `${'eyJhbGciOi'.repeat(long / 20)} `.repeat(2),
      `"${'a'.repeat(long)}`,
      `${one}\n`.repeat(long / 100),
      'a='.repeat(long),
    ]) {
      withWatchdog(() => findTokens(hostile));
    }
    expect(tokensIn(`${one} ${two} `.repeat(1000))).toEqual([one, two]);
  });
});
