import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { maxTokenLength } from '../../../shared/base/limits.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { type DecodedToken, decodeToken } from '../../../shared/jwt/decode-token.ts';
import { withWatchdog } from '../watchdog.ts';
import { compact, part } from './token-parts.ts';

const now = 1_700_000_000;
const decode = (text: string) => decodeToken(text, now);
const codes = (token: DecodedToken) => token.findings.map((each) => each.code);
const codesWithPaths = (token: DecodedToken) => token.findings.map((each) => `${each.code} ${each.path}`);
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const good = compact({ alg: 'RS256' }, { iss: 'me', exp: now + 300 });

function failure(action: () => unknown): SignetError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof SignetError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

describe('the assertions that the servers’ manuals print', () => {
  it('reads the gateway’s, white space and numeric strings and all', () => {
    const token = decode(read('fixtures/manuals/gateway-manual-assertion.txt'));
    expect(token).toMatchObject({
      kind: 'jws',
      header: { alg: 'RS256' },
      claims: {
        iss: 'SampleConfidentialApp',
        aud: 'http://apiserver/api/oauth/token',
        exp: '1341354605',
        iat: '1341354305',
      },
      signature: { bytes: 128 },
      times: {
        exp: { seconds: 1_341_354_605, iso: '2012-07-03T22:30:05Z', relative: '11 years ago' },
        iat: { seconds: 1_341_354_305, iso: '2012-07-03T22:25:05Z' },
      },
    });
    expect(codesWithPaths(token).sort()).toEqual([
      'claim-wrong-type claims.exp',
      'claim-wrong-type claims.iat',
      'token-whitespace token',
    ]);
    expect(token.parts.join('.')).not.toMatch(/\s/);
  });

  it('reads the API manager’s, and finds nothing wrong with it', () => {
    const token = decode(read('fixtures/manuals/api-manager-manual-assertion.txt'));
    expect(token).toMatchObject({
      kind: 'jws',
      header: { alg: 'RS256' },
      claims: {
        exp: 1_458_166_985,
        sub: 'admin',
        nbf: 1_458_106_985,
        aud: ['https://localhost:9443/oauth2/token', 'wso2-IS'],
        iss: 'jwtIDP',
        jti: 'Token56756',
        iat: 1_458_106_985,
      },
      signature: { bytes: 128 },
      times: { exp: { iso: '2016-03-16T22:23:05Z' }, nbf: {}, iat: {} },
      findings: [],
    });
  });
});

it('reads what jose reads, for any JSON object as claims', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (claims) => {
      const token = compact({ alg: 'ES256', kid: 'é😀' }, claims);
      const decoded = decode(token);
      expect(JSON.stringify(decoded.claims)).toBe(JSON.stringify(decodeJwt(token)));
      expect(decoded.header).toEqual({ alg: 'ES256', kid: 'é😀' });
      expect(decoded.kind).toBe('jws');
    }),
  );
});

describe('how many parts', () => {
  it('takes two dots, and says so of any other number but four', () => {
    expect(codes(decode(good))).toEqual([]);
    const [header = '', payload = ''] = good.split('.');
    for (const [text, dots] of [
      [header, '0 dots'],
      [`${header}.${payload}`, '1 dot'],
      [`${good}.`, '3 dots'],
      [`${good}.x.y.z`, '5 dots'],
      ['hello', '0 dots'],
      ['...', '3 dots'],
    ] as const) {
      const token = decode(text);
      expect(token.kind).toBe('malformed');
      expect(token.findings.find((each) => each.code === 'token-malformed')?.message).toContain(
        `this has ${dots}`,
      );
    }
  });

  it('still shows the claims of a token that lost its signature', () => {
    const [header = '', payload = ''] = good.split('.');
    expect(decode(`${header}.${payload}`)).toMatchObject({
      kind: 'malformed',
      header: { alg: 'RS256' },
      claims: { iss: 'me' },
      times: { exp: { seconds: now + 300, relative: 'in 5 minutes' } },
    });
  });

  it('reads five parts as a JWE, whose claims cannot be seen', () => {
    const jwe = `${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a2V5.aXY.Y2lwaGVy.dGFn`;
    expect(decode(jwe)).toMatchObject({ kind: 'jwe', claims: null, findings: [], times: {} });
    expect(decode(jwe)).not.toHaveProperty('signature');
    expect(codesWithPaths(decode(jwe.replace('.aXY.', '.aXY=.')))).toEqual(['token-padding iv']);
    expect(decode(jwe.replace(/^[^.]+/, part('no JSON'))).kind).toBe('malformed');
  });

  it.each(['', ' ', '\n\t \r\n', '\ufeff'])('has nothing to read in %j', (text) => {
    expect(decode(good).kind).toBe('jws');
    expect(failure(() => decode(text)).code).toBe('empty-input');
  });
});

describe('white space, padding and stray characters', () => {
  it('passes over white space around the token without a word', () => {
    expect(decode(`\n  ${good}\r\n`)).toEqual(decode(good));
  });

  it.each(['\n', ' ', '\t', '\r\n    ', '\u00a0'])('passes over %j inside, and reports it', (space) => {
    const token = decode(good.slice(0, 10) + space + good.slice(10));
    expect(codesWithPaths(token)).toEqual(['token-whitespace token']);
    expect({ ...token, findings: [] }).toEqual(decode(good));
  });

  it('names each part that is padded', () => {
    const token = decode(`${Buffer.from('{"alg":"RS256"} ').toString('base64')}.${part({ a: 1 })}=.c2lnbg==`);
    expect(codesWithPaths(token)).toEqual([
      'token-padding header',
      'token-padding payload',
      'token-padding signature',
    ]);
    expect(token).toMatchObject({ kind: 'jws', claims: { a: 1 }, signature: { bytes: 4 } });
  });

  it('names stray characters, the first five of them', () => {
    const [header = '', payload = ''] = good.split('.');
    const token = decode(`${header}.${payload}.ab+/!"§😀\u202e`);
    expect(codesWithPaths(token)).toEqual(['token-stray-characters signature']);
    expect(token.findings[0]?.message).toContain('"+" "/" "!" "\\"" "§"');
    expect(token.findings[0]?.message).not.toContain('😀');
  });

  it('tells a part that was cut short, and bits that belong to no byte', () => {
    const [header = '', payload = ''] = good.split('.');
    expect(codesWithPaths(decode(`${header}.${payload}.abcde`))).toEqual(['token-malformed signature']);
    expect(codesWithPaths(decode(`${header}.${payload}.YR`))).toEqual(['token-not-canonical signature']);
  });
});

describe('the payload', () => {
  it('is shown as text when it is not JSON', () => {
    const token = decode(compact({ alg: 'RS256' }, 'Live long and prosper'));
    expect(token).toMatchObject({ kind: 'jws', claims: null, payload: 'Live long and prosper' });
    expect(token.findings).toMatchObject([{ code: 'payload-not-json', severity: 'info' }]);
  });

  it.each(['[1,2]', '"text"', '17', 'null'])(
    'is shown as text when it is JSON, but no object: %s',
    (json) => {
      const token = decode(compact({ alg: 'RS256' }, json));
      expect(token).toMatchObject({ claims: null, payload: json });
      expect(codes(token)).toEqual(['payload-not-json']);
    },
  );

  it.each([
    ['Latin-1', Buffer.from('{"name":"Zoë"}', 'latin1')],
    ['UTF-16 with its mark', Buffer.from('\ufeff{"a":1}', 'utf16le')],
    ['a lone continuation byte', Buffer.from([0x7b, 0x80, 0x7d])],
    ['an overlong slash', Buffer.from([0xc0, 0xaf])],
    ['a surrogate', Buffer.from([0xed, 0xa0, 0x80])],
  ])('is given as base64url when it is %s', (_, bytes) => {
    const token = decode(compact({ alg: 'RS256' }, bytes));
    expect(token).toMatchObject({
      kind: 'jws',
      claims: null,
      payload: bytes.toString('base64url'),
      payloadEncoding: 'base64url',
    });
    expect(codes(token)).toContain('payload-not-utf8');
  });

  it('may have been taken out of the token', () => {
    const token = decode(`${part({ alg: 'RS256' })}..c2ln`);
    expect(token).toMatchObject({ kind: 'jws', claims: null, payload: '' });
    expect(codes(token)).toEqual(['payload-detached']);
  });

  it('keeps a claim called __proto__ as data', () => {
    const { claims } = decode(compact({ alg: 'RS256' }, '{"__proto__":{"exp":1},"iss":"me"}'));
    expect(Object.keys(claims ?? {})).toEqual(['__proto__', 'iss']);
    expect(claims?.exp).toBeUndefined();
  });

  it('reads times no calendar reaches without a fault', () => {
    const token = decode(compact({ alg: 'RS256' }, '{"exp":1e400,"nbf":-1e300,"iat":8640000000001}'));
    expect(token.kind).toBe('jws');
    expect(token.times).toEqual({});
  });
});

describe('the header', () => {
  it.each(['{"alg":', '[]', 'null', '"RS256"', '{"alg":"RS256",}', '\ufeff{"alg":"RS256"}'])(
    '%j is no header',
    (text) => {
      expect(decode(compact('{"alg":"RS256"}', { a: 1 })).kind).toBe('jws');
      const token = decode(compact(text, { a: 1 }));
      expect(token).toMatchObject({ kind: 'malformed', header: null, claims: { a: 1 } });
      expect(codes(token)).toContain('header-not-json');
    },
  );

  it('may be empty or not UTF-8, which is no header either', () => {
    expect(codes(decode(`.${part({ a: 1 })}.c2ln`))).toContain('header-not-json');
    expect(codes(decode(compact(Buffer.from([0xff, 0xfe]), {})))).toContain('header-not-json');
  });

  it('reports duplicate members, in the header and deep in the claims', () => {
    const token = decode(
      compact('{"alg":"RS256","alg":"none"}', '{"iss":"a","cnf":{"kid":1,"kid":2},"iss":"b"}'),
    );
    expect(codesWithPaths(token)).toEqual([
      'duplicate-member header.alg',
      'duplicate-member claims.cnf.kid',
      'duplicate-member claims.iss',
      'algorithm-none header.alg',
    ]);
    expect(token).toMatchObject({ header: { alg: 'none' }, claims: { iss: 'b' } });
  });

  it.each(['none', 'None', 'NONE', 'nOnE'])('tells an unsecured token, spelt %s', (alg) => {
    for (const signature of ['', 'c2ln']) {
      const token = decode(compact({ alg }, { a: 1 }, signature));
      expect(token.kind).toBe('unsecured');
      expect(codes(token)).toEqual(['algorithm-none']);
    }
  });

  it('tells a signature that is missing from one that need not be there', () => {
    const token = decode(compact({ alg: 'RS256' }, { a: 1 }, ''));
    expect(token.kind).toBe('jws');
    expect(codesWithPaths(token)).toEqual(['signature-missing signature']);
  });

  it.each([{}, { typ: 'JWT' }])('names no algorithm in %j', (header) => {
    expect(codesWithPaths(decode(compact(header, {})))).toEqual(['algorithm-missing header.alg']);
  });

  it.each(['alg', 'kid', 'typ', 'cty', 'x5t', 'x5t#S256'])('%s must be a string', (name) => {
    expect(codes(decode(compact({ alg: 'RS256', [name]: 'RS256' }, {})))).not.toContain('header-wrong-type');
    for (const value of [1, null, ['RS256'], {}]) {
      expect(codesWithPaths(decode(compact({ alg: 'RS256', [name]: value }, {})))).toEqual([
        `header-wrong-type header.${name}`,
      ]);
    }
  });

  it.each([
    [{ jku: 'https://evil.example/jwks' }, 'key-reference-not-fetched header.jku'],
    [{ x5u: 'https://evil.example/cert' }, 'key-reference-not-fetched header.x5u'],
    [{ jwk: { kty: 'oct', k: 'AA' } }, 'key-in-header header.jwk'],
    [{ x5c: ['MIIB'] }, 'key-in-header header.x5c'],
  ])('says what it does not trust in %j', (header, found) => {
    expect(codesWithPaths(decode(compact({ alg: 'RS256', ...header }, {})))).toEqual([found]);
  });
});

describe('size', () => {
  it('takes 2 MiB and not one letter more', () => {
    const header = part({ alg: 'RS256' });
    const room = maxTokenLength - `${header}..YQ`.length;
    const longest = `${header}.${'a'.repeat(room)}.YQ`;
    expect(longest.length).toBe(maxTokenLength);
    expect(withWatchdog(() => decode(longest)).parts).toHaveLength(3);
    const refusal = failure(() => decode(`${longest}a`));
    expect(refusal.code).toBe('input-too-large');
    expect(refusal.details).toEqual({ maximum: maxTokenLength });
  });

  it.each([
    ['dots', '.'],
    ['padding', '='],
    ['white space', ' '],
    ['stray characters', 'é'],
    ['letters', 'a'],
  ])('comes to an end on 2 MiB of nothing but %s', (_, letter) => {
    const filled = letter.repeat(maxTokenLength - 200);
    expect(withWatchdog(() => decode(`x${filled}x`)).kind).toBe('malformed');
    expect(withWatchdog(() => decode(good.replace('.', `.${filled}`))).header).toEqual({ alg: 'RS256' });
  });

  it('never throws anything but its two refusals', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.base64String().map((text) => `${text}.${text}.`),
        ),
        (text) => {
          try {
            const token = decode(text);
            expect(structuredClone(token)).toEqual(token);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(SignetError);
          }
        },
      ),
    );
  });
});

it('reads members that are named as JavaScript’s own methods are, and calls none of them', () => {
  const tricky = { toString: '', valueOf: 1, constructor: null };
  expect(decode(compact({ alg: 'ES256' }, tricky)).claims).toEqual(tricky);
  for (const header of [{ alg: tricky }, { alg: 'ES256', crit: [tricky] }, { alg: 'ES256', typ: tricky }])
    expect(decode(compact(header, {})).findings.length).toBeGreaterThan(0);
});
