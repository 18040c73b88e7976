import { createHmac, createPublicKey, sign as nodeSign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CompactSign, exportJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import type { VerificationKey } from '../../../core/jose/verification-key.ts';
import { type VerifyOptions, verifyToken } from '../../../core/jose/verify-token.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { compact, part } from '../../shared/jwt/token-parts.ts';
import { keyFor, makeKey } from './keys.ts';
import { signToken } from './sign-json.ts';

const at = 1_700_000_000;
const claims = { iss: 'me', aud: 'them', exp: at + 300, nbf: at, iat: at };
const code = (error: string) => expect.objectContaining({ code: error });
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

async function sign(alg: string, payload: JsonObject = claims, header: JsonObject = {}): Promise<string> {
  const { key } = makeKey(keyFor[alg] ?? '').signing;
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg, ...header })
    .sign(key);
}

async function signText(alg: string, payload: string): Promise<string> {
  const { key } = makeKey(keyFor[alg] ?? '').signing;
  return new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg }).sign(key);
}

const keyOf = (alg: string) => makeKey(keyFor[alg] ?? '').verification;

async function verdict(
  token: string,
  keys: VerificationKey | readonly VerificationKey[],
  more: Partial<VerifyOptions> = {},
) {
  const { valid, signature, reason } = await verifyToken(
    token,
    Array.isArray(keys) ? keys : [keys as VerificationKey],
    { at, ...more },
  );
  return { valid, signature, reason };
}

const good = { valid: true, signature: 'valid', reason: null };

describe.each(Object.keys(keyFor))('%s', (alg) => {
  it('accepts what jose signed', async () => {
    expect(await verdict(await sign(alg), keyOf(alg))).toEqual(good);
  });

  it('accepts what Signet signed', async () => {
    const { token } = await signToken(makeKey(keyFor[alg] ?? '').signing, { alg }, claims);
    expect(await verdict(token, keyOf(alg))).toEqual(good);
  });

  it('refuses another payload, header, signature and key', async () => {
    const token = await sign(alg);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const flipped = Buffer.from(signature, 'base64url');
    flipped[5] = (flipped[5] ?? 0) ^ 1;
    const bad = { valid: false, signature: 'invalid', reason: 'signature-invalid' };
    expect(await verdict(token, keyOf(alg))).toEqual(good);
    for (const altered of [
      `${header}.${part({ ...claims, iss: 'mallory' })}.${signature}`,
      `${part({ alg, kid: 'x' })}.${payload}.${signature}`,
      `${header}.${payload}.${flipped.toString('base64url')}`,
      `${header}.${payload}.${Buffer.from(signature, 'base64url').subarray(0, -1).toString('base64url')}`,
      `${header}.${payload}.AA`,
    ]) {
      expect(await verdict(altered, keyOf(alg))).toEqual(bad);
    }
    const [type = '', size = ''] = (keyFor[alg] ?? '').split(' ');
    const another =
      { RSA: 'RSA 3072', EC: `EC ${size} `, OKP: 'OKP Ed25519 again', oct: 'oct 1024' }[type] ?? '';
    expect(await verdict(token, makeKey(another).verification)).toEqual(bad);
  });
});

describe('the manuals’ assertions', () => {
  const key: VerificationKey = {
    source: 'certificate',
    key: createPublicKey(read('fixtures/manuals/api-manager-default-certificate.pem')),
    description: { type: 'RSA', bits: 1024 },
  };

  it('the API manager’s has a valid signature, a weak key, and expired in 2016', async () => {
    const token = read('fixtures/manuals/api-manager-manual-assertion.txt');
    expect(await verdict(token, key, { at: 1_458_106_985 })).toEqual(good);
    const result = await verifyToken(token, [key], { at });
    expect(result).toMatchObject({
      valid: false,
      signature: 'valid',
      reason: 'token-expired',
      key: { bits: 1024, source: 'certificate' },
    });
    expect(result.findings.map((each) => [each.code, each.severity])).toEqual([
      ['key-too-small', 'warning'],
      ['token-expired', 'error'],
    ]);
    expect(result.claims).toEqual([
      { name: 'exp', ok: false, reason: 'token-expired' },
      { name: 'nbf', ok: true },
      { name: 'iat', ok: true },
    ]);
  });

  it('the gateway’s is not of that key', async () => {
    const result = await verifyToken(read('fixtures/manuals/gateway-manual-assertion.txt'), [key], { at });
    expect(result).toMatchObject({ valid: false, signature: 'invalid', reason: 'signature-invalid' });
  });
});

describe('a weak key', () => {
  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384'])(
    'of 1024 bits verifies %s, and is named as weak',
    async (alg) => {
      const { signing, verification } = makeKey('RSA 1024');
      const { token } = await signToken(signing, { alg }, claims, { allowWeakKey: true });
      const result = await verifyToken(token, [verification], { at });
      expect(result).toMatchObject({ valid: true, signature: 'valid', reason: null });
      expect(result.findings).toMatchObject([{ code: 'key-too-small', severity: 'warning' }]);
      expect(await verdict(`${token.slice(0, -6)}AAAAAA`, verification)).toMatchObject({
        signature: 'invalid',
      });
    },
  );

  it('of a short secret too', async () => {
    const { signing, verification } = makeKey('oct 64');
    const { token } = await signToken(signing, { alg: 'HS256' }, claims, { allowWeakKey: true });
    const result = await verifyToken(token, [verification], { at });
    expect(result).toMatchObject({ valid: true, findings: [{ code: 'key-too-small' }] });
  });
});

describe('attacks', () => {
  const unchecked = (reason: string) => ({ valid: false, signature: 'unchecked', reason });

  it('RS256/HS256 confusion: the public key is no secret', async () => {
    expect(await verdict(await sign('RS256'), keyOf('RS256'))).toEqual(good);
    const { key } = keyOf('RS256');
    const forms = [
      key.export({ type: 'spki', format: 'pem' }),
      key.export({ type: 'spki', format: 'der' }),
      key.export({ type: 'pkcs1', format: 'pem' }),
      JSON.stringify(await exportJWK(key)),
    ];
    for (const form of forms) {
      const input = `${part({ alg: 'HS256' })}.${part(claims)}`;
      const forged = `${input}.${createHmac('sha256', form).update(input).digest('base64url')}`;
      expect(await verdict(forged, keyOf('RS256'))).toEqual(unchecked('key-type-mismatch'));
    }
  });

  it.each(['none', 'None', 'NONE', 'nOnE'])('alg %s', async (alg) => {
    const token = await sign('ES256');
    const [, payload = '', signature = ''] = token.split('.');
    expect(await verdict(token, keyOf('ES256'))).toEqual(good);
    for (const rest of ['', signature]) {
      expect(await verdict(`${part({ alg })}.${payload}.${rest}`, keyOf('ES256'))).toEqual(
        unchecked('algorithm-none'),
      );
      expect(await verdict(`${part({ alg })}.${payload}.${rest}`, keyOf('HS256'))).toEqual(
        unchecked('algorithm-none'),
      );
    }
  });

  it.each([
    ['no signature', { alg: 'ES256' }, '', 'signature-missing'],
    ['no algorithm', {}, 'c2ln', 'algorithm-missing'],
    ['an unknown algorithm', { alg: 'RS1' }, 'c2ln', 'algorithm-unsupported'],
    ['what every object has', { alg: 'constructor' }, 'c2ln', 'algorithm-unsupported'],
    ['an algorithm that is no text', { alg: ['ES256'] }, 'c2ln', 'algorithm-unsupported'],
    ['an unknown extension', { alg: 'ES256', crit: ['x'], x: 1 }, 'c2ln', 'critical-unsupported'],
    ['an empty crit', { alg: 'ES256', crit: [] }, 'c2ln', 'critical-unsupported'],
    ['a crit that is null', { alg: 'ES256', crit: null }, 'c2ln', 'critical-unsupported'],
  ])('%s', async (_, header, signature, reason) => {
    expect(await verdict(compact(header, claims, signature), keyOf('ES256'))).toEqual(unchecked(reason));
  });

  it('a crit that is signed is refused just so', async () => {
    const input = `${part({ alg: 'ES256', crit: ['exp'], exp: 1 })}.${part(claims)}`;
    const signature = nodeSign('sha256', Buffer.from(input), {
      key: makeKey('EC P-256').signing.key,
      dsaEncoding: 'ieee-p1363',
    });
    expect(await verdict(`${input}.${signature.toString('base64url')}`, keyOf('ES256'))).toEqual(
      unchecked('critical-unsupported'),
    );
  });

  it('a signature of nothing but zeros', async () => {
    for (const alg of ['ES256', 'ES384', 'ES512', 'EdDSA', 'RS256']) {
      const bytes = Buffer.from((await sign(alg)).split('.')[2] ?? '', 'base64url').fill(0);
      expect(await verdict(compact({ alg }, claims, bytes.toString('base64url')), keyOf(alg))).toEqual({
        valid: false,
        signature: 'invalid',
        reason: 'signature-invalid',
      });
    }
  });

  it('a DER signature where r and s must stand side by side', async () => {
    const input = `${part({ alg: 'ES256' })}.${part(claims)}`;
    const { key } = makeKey('EC P-256').signing;
    const der = nodeSign('sha256', Buffer.from(input), key).toString('base64url');
    const plain = nodeSign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    );
    expect(await verdict(`${input}.${plain}`, keyOf('ES256'))).toEqual(good);
    expect(await verdict(`${input}.${der}`, keyOf('ES256'))).toMatchObject({ signature: 'invalid' });
  });

  it('an ES256 token under a key of another curve', async () => {
    expect(await verdict(await sign('ES256'), keyOf('ES384'))).toEqual(unchecked('key-type-mismatch'));
  });

  it('the key that the token brings along', async () => {
    const jwk = await exportJWK(makeKey('EC P-256 ').verification.key);
    const token = await new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'ES256', jwk })
      .sign(makeKey('EC P-256 ').signing.key);
    expect(await verdict(token, makeKey('EC P-256 ').verification)).toEqual(good);
    expect(await verdict(token, keyOf('ES256'))).toMatchObject({ valid: false, signature: 'invalid' });
  });
});

describe('a token that had to be repaired is not valid', () => {
  it.each([
    ['white space', (token: string) => `${token.slice(0, 30)}\n${token.slice(30)}`, 'token-whitespace'],
    ['padding of the signature', (token: string) => `${token}==`, 'token-padding'],
    [
      'a stray character',
      (token: string) => `${token.slice(0, -3)}*${token.slice(-3)}`,
      'token-stray-characters',
    ],
    [
      'the other alphabet',
      (token: string) => token.replace(/[-_](?=[^.]*$)/, (c) => (c === '-' ? '+' : '/')),
      'token-stray-characters',
    ],
  ])('%s', async (_, damage, reason) => {
    // A signature with a "-" or "_" in it, for the other alphabet to show.
    let token = await sign('ES256');
    while (!/[-_]/.test(token.split('.')[2] ?? '')) token = await sign('ES256');
    expect(await verdict(token, keyOf('ES256'))).toEqual(good);
    const result = await verifyToken(damage(token), [keyOf('ES256')], { at });
    expect(result).toMatchObject({ valid: false, signature: 'valid', reason });
    expect(result.findings).toMatchObject([{ code: reason, severity: 'error' }]);
  });

  it('padding that was signed along', async () => {
    const input = `${Buffer.from('{"alg":"ES256"} ').toString('base64')}.${part(claims)}`;
    expect(input).toContain('=');
    const signature = nodeSign('sha256', Buffer.from(input), {
      key: makeKey('EC P-256').signing.key,
      dsaEncoding: 'ieee-p1363',
    });
    expect(await verdict(`${input}.${signature.toString('base64url')}`, keyOf('ES256'))).toEqual({
      valid: false,
      signature: 'valid',
      reason: 'token-padding',
    });
  });

  it('duplicate members', async () => {
    const input = `${part({ alg: 'ES256' })}.${part(`{"iss":"a","iss":"me","exp":${at + 300}}`)}`;
    const signature = nodeSign('sha256', Buffer.from(input), {
      key: makeKey('EC P-256').signing.key,
      dsaEncoding: 'ieee-p1363',
    });
    expect(await verdict(`${input}.${signature.toString('base64url')}`, keyOf('ES256'))).toEqual({
      valid: false,
      signature: 'valid',
      reason: 'duplicate-member',
    });
  });
});

describe('claims', () => {
  it.each([
    [{ exp: at }, {}, 'token-expired'],
    [{ exp: at - 59 }, { leeway: 60 }, null],
    [{ exp: at - 60 }, { leeway: 60 }, 'token-expired'],
    [{ nbf: at + 1 }, {}, 'token-not-yet-valid'],
    [{ nbf: at + 1 }, { leeway: 1 }, null],
    [{ iat: at + 1 }, {}, 'token-issued-in-future'],
    [{ exp: String(at + 300) }, {}, 'claim-wrong-type'],
    [{}, { issuer: 'me' }, null],
    [{}, { issuer: 'you' }, 'claim-mismatch'],
    [{}, { audience: 'them' }, null],
    [{}, { audience: 'us' }, 'claim-mismatch'],
    [{ aud: ['us', 'them'] }, { audience: 'them' }, null],
    [{}, { algorithm: 'ES256' }, null],
  ] as [JsonObject, Partial<VerifyOptions>, string | null][])(
    '%j with %j: %s',
    async (changes, options, reason) => {
      const token = await sign('ES256', { ...claims, ...changes });
      expect(await verdict(token, keyOf('ES256'), options)).toEqual({
        valid: reason === null,
        signature: 'valid',
        reason,
      });
    },
  );

  it('come second to the signature', async () => {
    const token = await sign('ES256', { ...claims, exp: at - 1 });
    expect(await verdict(token, makeKey('EC P-256 ').verification)).toMatchObject({
      reason: 'signature-invalid',
    });
  });

  // A reader holds 1e999 as Infinity, and a token that expires then would be accepted for ever.
  it.each([
    [`{"exp":${at + 300}}`, null],
    ['{"exp":1e300}', null],
    ['{"nbf":1e300}', 'token-not-yet-valid'],
    ['{"exp":1e999}', 'claim-wrong-type'],
    ['{"exp":-1e999}', 'claim-wrong-type'],
    [`{"exp":1${'0'.repeat(400)}}`, 'claim-wrong-type'],
    [`{"exp":${at + 300},"nbf":-1e400}`, 'claim-wrong-type'],
    [`{"exp":${at + 300},"nbf":1e400}`, 'claim-wrong-type'],
    [`{"exp":${at + 300},"iat":-1e309}`, 'claim-wrong-type'],
    [`{"exp":${at + 300},"iat":1E+309}`, 'claim-wrong-type'],
  ])('%.40s: %s', async (payload, reason) => {
    const token = await signText('ES256', payload);
    expect(await verdict(token, keyOf('ES256'))).toEqual({
      valid: reason === null,
      signature: 'valid',
      reason,
    });
    const { findings } = await verifyToken(token, [keyOf('ES256')], { at });
    const errors = findings.filter(({ severity }) => severity === 'error').map((each) => each.code);
    expect(errors).toEqual(reason === null ? [] : [reason]);
  });

  it('are not looked for in a payload that is no JSON object', async () => {
    for (const [payload, shown] of [
      ['plain text', 'plain text'],
      ['[1]', [1]],
      ['17', 17],
      [Buffer.from([0xff, 0xfe]), '__4'],
    ] as const) {
      const token = await new CompactSign(Buffer.from(payload))
        .setProtectedHeader({ alg: 'ES256' })
        .sign(makeKey('EC P-256').signing.key);
      const result = await verifyToken(token, [keyOf('ES256')], { at });
      expect(result).toMatchObject({ valid: true, signature: 'valid', claims: [], payload: shown });
    }
  });
});

describe('the algorithm that was asked for', () => {
  it('is the only one', async () => {
    const token = await sign('RS256');
    expect(await verdict(token, keyOf('RS256'), { algorithm: 'RS256' })).toEqual(good);
    expect(await verdict(token, keyOf('RS256'), { algorithm: 'PS256' })).toEqual({
      valid: false,
      signature: 'unchecked',
      reason: 'algorithm-not-allowed',
    });
  });
});

describe('what a JWK says of itself', () => {
  it.each([
    [{}, null],
    [{ use: 'sig' }, null],
    [{ use: 'enc' }, 'key-use-mismatch'],
    [{ key_ops: ['verify'] }, null],
    [{ key_ops: ['sign'] }, null],
    [{ key_ops: ['encrypt', 'wrapKey'] }, 'key-use-mismatch'],
    [{ key_ops: [] }, 'key-use-mismatch'],
    [{ alg: 'RS256' }, null],
    [{ alg: 'RS512' }, 'key-use-mismatch'],
    [{ alg: 'RSA-OAEP' }, 'key-use-mismatch'],
  ])('%j: %s', async (restrictions, reason) => {
    expect(await verdict(await sign('RS256'), { ...keyOf('RS256'), restrictions })).toEqual({
      valid: reason === null,
      signature: reason === null ? 'valid' : 'unchecked',
      reason,
    });
  });
});

describe('several keys', () => {
  const withKid = (key: VerificationKey, kid: string): VerificationKey => ({
    ...key,
    description: { ...key.description, kid },
  });
  const [right, wrong] = [keyOf('ES256'), makeKey('EC P-256 ').verification];

  it('are tried one by one, whatever their type', async () => {
    const token = await sign('ES256');
    const result = await verifyToken(token, [keyOf('HS256'), keyOf('RS256'), wrong, right], { at });
    expect(result).toMatchObject({ valid: true, key: { type: 'EC', curve: 'P-256' } });
  });

  it('are chosen by kid', async () => {
    const token = await sign('ES256', claims, { kid: 'a' });
    expect(await verdict(token, [withKid(wrong, 'b'), withKid(right, 'a')])).toEqual(good);
    expect(await verdict(token, [withKid(wrong, 'a'), withKid(right, 'b')])).toMatchObject({
      signature: 'invalid',
    });
    expect(await verdict(token, [withKid(wrong, 'c'), withKid(right, 'b')])).toEqual(good);
  });

  it('are named in the verdict when it is clear which one is meant', async () => {
    const token = await sign('ES256', { ...claims, iss: 'x' });
    expect((await verifyToken(token, [wrong], { at })).key).toMatchObject({ source: 'public key' });
    expect((await verifyToken(token, [wrong, makeKey('EC P-256  ').verification], { at })).key).toBeNull();
  });

  it('must be one at least', async () => {
    await expect(verifyToken(await sign('ES256'), [], { at })).rejects.toEqual(code('key-missing'));
  });
});

describe('the certificate that vouches for the key', () => {
  it.each([
    [at - 1, at + 1, null],
    [at, at, null],
    [at - 10, at - 1, 'certificate-expired'],
    [at + 1, at + 10, 'certificate-not-yet-valid'],
  ])('valid from %d to %d: %s', async (notBefore, notAfter, finding) => {
    const result = await verifyToken(
      await sign('ES256'),
      [{ ...keyOf('ES256'), validity: { notBefore, notAfter } }],
      { at },
    );
    expect(result.valid).toBe(true);
    expect(result.findings.map((each) => each.code)).toEqual(finding === null ? [] : [finding]);
  });
});

describe('what is no token', () => {
  it.each([
    ['prose', 'hello', 'token-malformed'],
    ['a JWE', `${part({ alg: 'dir', enc: 'A256GCM' })}..aXY.Y2lwaGVy.dGFn`, 'token-encrypted'],
    ['two parts', `${part({ alg: 'ES256' })}.${part(claims)}`, 'token-malformed'],
    ['a header that is no JSON', compact('x', claims), 'header-not-json'],
  ])('%s is a verdict, not a failure', async (_, token, reason) => {
    const result = await verifyToken(token, [keyOf('ES256')], { at });
    expect(result).toMatchObject({ valid: false, signature: 'unchecked', reason });
    expect(structuredClone(result)).toEqual(result);
  });

  it('nothing is a failure', async () => {
    await expect(verifyToken(' ', [keyOf('ES256')], { at })).rejects.toEqual(code('empty-input'));
  });
});
