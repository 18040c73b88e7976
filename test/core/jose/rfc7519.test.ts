import { describe, expect, it } from 'vitest';
import { decryptToken } from '../../../core/jose/decrypt-token.ts';
import { encryptToken } from '../../../core/jose/encrypt-token.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { decodeToken } from '../../../shared/jwt/decode-token.ts';
import { expectCode } from '../fixture.ts';
import { decryptingKeys, encryptingKey, vectors, verifyingKeys } from './vectors.ts';

interface Rfc7519 {
  readonly jwt: { readonly key: JsonObject; readonly token: string };
  readonly unsecured: { readonly token: string };
  readonly refused: readonly { readonly section: string; readonly key: JsonObject; readonly token: string }[];
}

const rfc = vectors<Rfc7519>('rfc7519.json');
const claims = { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true };

it('RFC 7519 section 3.1: a JWT decodes and verifies, and has expired since 2011', async () => {
  const { token, key } = rfc.jwt;
  expect(decodeToken(token)).toMatchObject({ claims, times: { exp: { iso: '2011-03-22T18:43:00Z' } } });
  const keys = await verifyingKeys(key);
  expect(await verifyToken(token, keys, { at: 1_300_819_379 })).toMatchObject({ valid: true });
  expect(await verifyToken(token, keys, { at: 1_300_819_380 })).toMatchObject({ reason: 'token-expired' });
});

it('RFC 7519 section 6.1: an unsecured JWT is shown, and never valid', async () => {
  const { token } = rfc.unsecured;
  expect(decodeToken(token)).toMatchObject({ kind: 'unsecured', claims });
  const verdict = await verifyToken(token, await verifyingKeys(rfc.jwt.key), { at: 0 });
  expect(verdict).toMatchObject({ valid: false, reason: 'algorithm-none' });
});

describe.each(rfc.refused)('RFC 7519 appendix $section', ({ token, key }) => {
  it('is encrypted with RSA1_5, which is refused by name', async () => {
    expect(decodeToken(token)).toMatchObject({ kind: 'jwe', header: { alg: 'RSA1_5' } });
    await expectCode(async () => decryptToken(token, await decryptingKeys(key)), 'algorithm-unsupported');
  });

  it('is encrypted and decrypted with RSA-OAEP in its place', async () => {
    const header = { alg: 'RSA-OAEP', enc: 'A128CBC-HS256' };
    const { token: made } = await encryptToken(
      await encryptingKey(key),
      header,
      new TextEncoder().encode(rfc.jwt.token),
    );
    const { plaintext = '', nested } = await decryptToken(made, await decryptingKeys(key));
    expect(nested).toBe(true);
    const verdict = await verifyToken(plaintext, await verifyingKeys(rfc.jwt.key), { at: 0 });
    expect(verdict).toMatchObject({ valid: true, payload: claims });
  });
});
