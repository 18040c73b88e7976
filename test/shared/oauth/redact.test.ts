import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretName, redactBody, redactHeader, redactUrl } from '../../../shared/oauth/redact.ts';
import { encodeForm } from '../../../shared/oauth/token-request.ts';
import { withWatchdog } from '../watchdog.ts';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl';
const jwe = 'eyJhbGciOiJSU0EifQ.a2V5.aXY.Y2lwaGVydGV4dA.dGFn';

// At least twelve characters, so that they are not in the text around them by chance.
const secret = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9._~+/-]{12,40}={0,2}$/),
  fc.string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 30 }).filter((text) => text.trim() === text),
);
const secretName = fc.constantFrom(
  'access_token',
  'refresh_token',
  'id_token',
  'token',
  'assertion',
  'client_assertion',
  'client_secret',
  'password',
  'accessToken',
  'subject_token',
  'jwt',
  'api_key',
);

describe('names', () => {
  it.each([
    'token_type',
    'issued_token_type',
    'expires_in',
    'scope',
    'grant_type',
    'client_id',
    'error',
    'error_description',
    'tokens_left',
    'format',
  ])('%s stays', (name) => {
    expect(isSecretName(name)).toBe(false);
    expect(redactBody(`${name}=value`)).toBe(`${name}=value`);
  });

  it.each([
    'access_token',
    'Assertion',
    'client_secret',
    'PASSWORD',
    'code',
    'code_verifier',
    'a\ntoken',
    'device_code',
  ])('%s goes', (name) => {
    expect(redactBody(encodeForm([[name, 'value']]))).toMatch(/=\*\*\*$/);
  });
});

describe('a form', () => {
  it('keeps what is no secret as it is sent, and hides what looks like a token under any name', () => {
    const form = encodeForm([
      ['grant_type', 'a b&c'],
      ['assertion', jwt],
      ['hint', jwt],
      ['x', '\ud800'],
    ]);
    expect(redactBody(form)).toBe('grant_type=a+b%26c&assertion=***&hint=***&x=%EF%BF%BD');
  });

  it('lets no secret survive', () => {
    fc.assert(
      fc.property(secretName, secret, fc.string(), (name, value, other) => {
        const text = redactBody(
          encodeForm([
            ['scope', other],
            [name, value],
          ]),
        );
        expect(new URLSearchParams(text).get(name)).toBe('***');
      }),
    );
  });
});

describe('an answer', () => {
  it('keeps all but the tokens', () => {
    expect(redactBody('{"access_token":"abc","token_type":"Bearer","expires_in":3600}')).toBe(
      '{"access_token":"***","token_type":"Bearer","expires_in":3600}',
    );
    expect(redactBody('access_token=abc&token_type=Bearer')).toBe('access_token=***&token_type=Bearer');
    expect(redactBody('<r><access_token>abc</access_token><token_type>Bearer</token_type></r>')).toBe(
      '<r><access_token>***</access_token><token_type>Bearer</token_type></r>',
    );
    expect(redactBody('{"code":"900901","message":"Invalid Credentials"}')).toContain('900901');
  });

  it.each([
    ['escaped slashes', '{"access_token":"ab\\/cd-secret"}'],
    ['an escaped name', '{"access\\u005ftoken":"cd-secret"}'],
    ['nesting', '{"data":{"access_token":"cd-secret"}}'],
    ['an array', '[{"access_token" : "cd-secret"}]'],
    ['a trailing comma', '{"access_token":"cd-secret",}'],
    ['JSON cut short', '{"access_token":"cd-secret'],
    ['an escaped quote', '{"access_token":"a\\"cd-secret"}'],
    ['percent encoding', 'access_token=a%2Fcd-secret&token_type=Bearer'],
    ['characters that forms need not encode', "access_token='!*(),;cd-secret&token_type=Bearer"],
    ['an encoded name', 'access%5Ftoken=cd-secret&token_type=Bearer'],
    ['a form within prose', 'Your access_token=cd-secret, thank you'],
    ['XML entities', '<r><access_token>a&amp;cd-secret</access_token></r>'],
    ['CDATA', '<r><access_token><![CDATA[cd-secret]]></access_token></r>'],
    ['a namespace', '<o:r xmlns:o="u"><o:access_token x="1">cd-secret</o:access_token></o:r>'],
    ['a page', '<html><script>var x = {"access_token": "cd-secret"}</script></html>'],
    ['XML that is not sound', '<r><access_token>cd-secret</r>'],
  ])('hides a token in spite of %s', (_, body) => {
    const text = redactBody(body);
    expect(text).not.toContain('cd-secret');
    expect(text).toContain('***');
  });

  const escapeXml = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  it.each([
    ['JSON', (name: string, value: string) => JSON.stringify({ token_type: 'x', [name]: value })],
    ['nested JSON', (name: string, value: string) => JSON.stringify({ a: [{ [name]: value }] }, null, 1)],
    ['a form', (name: string, value: string) => `error=x&${name}=${encodeURIComponent(value)}`],
    ['XML', (name: string, value: string) => `<r><${name}>${escapeXml(value)}</${name}></r>`],
  ] as const)('lets no secret survive in %s', (_, write) => {
    fc.assert(
      fc.property(secretName, secret, (name, value) => {
        const text = redactBody(write(name, value));
        expect(text).toContain('***');
        for (const written of [
          value,
          JSON.stringify(value).slice(1, -1),
          encodeURIComponent(value),
          escapeXml(value),
        ])
          expect(text).not.toContain(written);
      }),
      { numRuns: 300 },
    );
  });

  it('hides whole JWTs and JWEs wherever they stand', () => {
    for (const token of [jwt, jwe, `${jwt.split('.').slice(0, 2).join('.')}.`]) {
      for (const [before, after] of [
        ['', ''],
        ['assertion ', ' was refused'],
        ['(', ')'],
        ['name-', ''],
        ['see.also.', ''],
        ['"', '"'],
      ] as const) {
        const text = redactBody(before + token + after);
        expect(text).toBe(`${before}***${after}`);
      }
    }
    expect(redactBody('eyJust two.dots.here')).toBe('eyJust two.dots.here');
  });

  it.each([
    ['eyJ-', 'eyJ-'],
    ['eyJ', 'eyJ'],
    ['quotes', '"\\'],
    ['names', 'a'],
    ['opening elements', '<access_token'],
    ['elements', '<access_token>'],
    ['pairs', 'access_token=&'],
    ['percent signs', '%3'],
    ['dots', 'eyJabcde.'],
    ['spaces', '"token" '],
  ])('comes to an end on 4 MB of %s', (_, piece) => {
    const body = piece.repeat(Math.floor(4_000_000 / piece.length));
    expect(typeof withWatchdog(() => redactBody(body), 60)).toBe('string');
  });
});

describe('headers', () => {
  it.each([
    ['Authorization', 'Basic Y2xpZW50OnNlY3JldA==', 'Basic ***'],
    ['authorization', `Bearer ${jwt}`, 'Bearer ***'],
    ['Authorization', 'Digest username="a", response="b"', 'Digest ***'],
    ['Authorization', 'nothing-but-a-token', '***'],
    ['Proxy-Authorization', 'Basic abc', 'Basic ***'],
    ['Set-Cookie', 'session=abc', '***'],
    ['Cookie', 'session=abc', '***'],
    ['X-Auth-Token', 'abc', '***'],
    ['X-Api-Key', 'abc', '***'],
    ['DPoP', jwt, '***'],
    ['Location', 'https://x/?access_token=abc&state=1', 'https://x/?access_token=***&state=1'],
    ['Location', 'https://x/#access_token=abc', 'https://x/#access_token=***'],
    ['Content-Type', 'application/json; charset=UTF-8', 'application/json; charset=UTF-8'],
    ['WWW-Authenticate', 'Basic realm="x"', 'Basic realm="x"'],
  ])('%s: %s', (name, value, shown) => {
    expect(redactHeader(name, value)).toBe(shown);
  });
});

it.each([
  ['https://x/token?tenantDomain=a%20b&x=1?2#y', 'https://x/token?tenantDomain=a%20b&x=1?2#y'],
  ['https://x/token?client_secret=abc&a=1', 'https://x/token?client_secret=***&a=1'],
  ['https://x/token?a=1&code=abc', 'https://x/token?a=1&code=***'],
  ['https://user:abc@x/token', 'https://user:***@x/token'],
  ['https://x/a:b@c', 'https://x/a:b@c'],
  [`https://x/${jwt}`, 'https://x/***'],
  ['https://x/', 'https://x/'],
])('the URL %s', (url, shown) => {
  expect(redactUrl(url)).toBe(shown);
});
