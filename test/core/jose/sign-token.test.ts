import { constants, createHmac, verify as nodeVerify } from 'node:crypto';
import fc from 'fast-check';
import { compactVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/base/json.ts';
import { stepNames } from '../../../shared/contract/jose.ts';
import { keyFor, makeKey } from './keys.ts';
import { signToken } from './sign-json.ts';

const claims = { iss: 'me', exp: 1_700_000_300, aud: ['a', 'b'], name: 'Zoë 😀' };
const code = (error: string) => expect.objectContaining({ code: error });

/** Node's own primitives as a peer that shares no code with jose. */
function nodeAccepts(algorithm: string, token: string, kind: string): boolean {
  const { key } = makeKey(kind).verification;
  const at = token.lastIndexOf('.');
  const input = Buffer.from(token.slice(0, at));
  const signature = Buffer.from(token.slice(at + 1), 'base64url');
  const bits = algorithm.slice(-3);
  if (algorithm.startsWith('HS'))
    return createHmac(`sha${bits}`, key).update(input).digest().equals(signature);
  if (algorithm.startsWith('Ed')) return nodeVerify(null, input, key, signature);
  if (algorithm.startsWith('ES')) {
    return nodeVerify(`sha${bits}`, input, { key, dsaEncoding: 'ieee-p1363' }, signature);
  }
  const padding = algorithm.startsWith('PS')
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: Number(bits) / 8 }
    : {};
  return nodeVerify(`sha${bits}`, input, { key, ...padding }, signature);
}

describe.each(Object.keys(keyFor))('%s', (algorithm) => {
  const kind = keyFor[algorithm] ?? '';

  it('signs what jose and node both accept', async () => {
    const signed = await signToken(makeKey(kind).signing, { alg: algorithm, typ: 'JWT' }, claims);
    const { payload, protectedHeader } = await compactVerify(signed.token, makeKey(kind).verification.key);
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(claims);
    expect(protectedHeader).toEqual({ alg: algorithm, typ: 'JWT' });
    expect(nodeAccepts(algorithm, signed.token, kind)).toBe(true);
    expect(signed.findings).toEqual([]);
  });

  it('signs with no other type of key', async () => {
    const others = [...new Set(Object.values(keyFor))].filter(
      (other) => other.split(' ')[0] !== kind.split(' ')[0] || (other.startsWith('EC') && other !== kind),
    );
    for (const other of others) {
      await expect(signToken(makeKey(other).signing, { alg: algorithm }, claims)).rejects.toEqual(
        code('key-type-mismatch'),
      );
    }
  });
});

describe('what is signed', () => {
  it('is what was given, member by member, in its order', async () => {
    const header = { kid: '1', alg: 'ES256', typ: 'JWT', x: { b: 1, a: [2] } };
    const { token, signingInput } = await signToken(makeKey('EC P-256').signing, header, claims);
    const [first = '', second = ''] = token.split('.');
    expect(`${first}.${second}`).toBe(signingInput);
    expect(Buffer.from(first, 'base64url').toString()).toBe(JSON.stringify(header));
    expect(Buffer.from(second, 'base64url').toString()).toBe(JSON.stringify(claims));
  });

  it('may be any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
        const written = JSON.stringify(value);
        const { token } = await signToken(makeKey('oct 256').signing, { alg: 'HS256' }, JSON.parse(written));
        const { payload } = await compactVerify(token, makeKey('oct 256').verification.key);
        expect(new TextDecoder().decode(payload)).toBe(JSON.stringify(JSON.parse(written)));
      }),
      { numRuns: 50 },
    );
  });

  it('keeps a member called __proto__', async () => {
    const header = JSON.parse('{"alg":"HS256","__proto__":{"alg":"none"}}') as JsonObject;
    const { token } = await signToken(makeKey('oct 256').signing, header, {});
    expect(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).toContain('__proto__');
    await compactVerify(token, makeKey('oct 256').verification.key);
  });

  it('is shown in the eight steps of the manual', async () => {
    const { token, steps } = await signToken(makeKey('oct 256').signing, { alg: 'HS256' }, claims);
    const [header = '', payload = '', signature = ''] = token.split('.');
    expect(steps.map((each) => each.name)).toEqual(stepNames);
    expect(steps.map((each) => each.value)).toEqual([
      '{"alg":"HS256"}',
      header,
      JSON.stringify(claims),
      payload,
      `${header}.${payload}`,
      signature,
      token,
      `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${token}`,
    ]);
  });
});

describe('a weak key', () => {
  it.each([
    ['RSA 1024', 'RS256'],
    ['RSA 1024', 'RS512'],
    ['RSA 1024', 'PS256'],
    ['RSA 1024', 'PS384'],
    ['oct 128', 'HS256'],
    ['oct 256', 'HS384'],
    ['oct 384', 'HS512'],
  ])('%s is refused for %s, and then allowed', async (kind, alg) => {
    const { signing } = makeKey(kind);
    await expect(signToken(signing, { alg }, claims)).rejects.toEqual(code('key-too-small'));
    const { token, findings, signingInput } = await signToken(signing, { alg }, claims, {
      allowWeakKey: true,
    });
    expect(findings).toMatchObject([{ code: 'key-too-small', severity: 'warning', path: 'key' }]);
    expect(token.startsWith(`${signingInput}.`)).toBe(true);
    expect(nodeAccepts(alg, token, kind)).toBe(true);
  });

  it.each([
    ['RSA 1024', 'PS512'],
    ['RSA 512', 'RS512'],
  ])('%s is too small for %s at all', async (kind, alg) => {
    const attempt = signToken(makeKey(kind).signing, { alg }, claims, { allowWeakKey: true });
    await expect(attempt).rejects.toEqual(code('key-too-small'));
  });
});

describe('a header that cannot be honoured', () => {
  it.each([
    ['no algorithm', {}, 'algorithm-unsupported'],
    ['an algorithm that is no text', { alg: 256 }, 'algorithm-unsupported'],
    ['none', { alg: 'none' }, 'algorithm-unsupported'],
    ['an unknown one', { alg: 'RS1' }, 'algorithm-unsupported'],
    ['what every object has', { alg: 'constructor' }, 'algorithm-unsupported'],
    ['an unknown crit', { alg: 'ES256', crit: ['exp'], exp: 1 }, 'algorithm-unsupported'],
    ['an empty crit', { alg: 'ES256', crit: [] }, 'algorithm-unsupported'],
    ['an unencoded payload that crit does not name', { alg: 'ES256', b64: false }, 'algorithm-unsupported'],
  ])('%s', async (_, header, error) => {
    const { signing } = makeKey('EC P-256');
    expect((await signToken(signing, { alg: 'ES256' }, claims)).token).toBeTruthy();
    await expect(signToken(signing, header as JsonObject, claims)).rejects.toEqual(code(error));
  });
});
