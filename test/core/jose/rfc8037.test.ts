import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { expect, it } from 'vitest';
import { decryptToken } from '../../../core/jose/decrypt-token.ts';
import { encryptToken } from '../../../core/jose/encrypt-token.ts';
import { signTexts } from '../../../core/jose/sign-token.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import { describeEntryKey } from '../../../core/keystore/describe-key-store.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { expectCode } from '../fixture.ts';
import {
  altered,
  decryptingKeys,
  encryptingKey,
  entriesOf,
  signingKey,
  vectors,
  verifyingKeys,
} from './vectors.ts';

interface Rfc8037 {
  readonly private: { readonly jwk: JsonObject };
  readonly public: { readonly jwk: JsonObject };
  readonly thumbprint: { readonly value: string };
  readonly signature: { readonly header: string; readonly payload: string; readonly token: string };
  readonly x25519: {
    readonly bob: JsonObject;
    readonly ephemeralSecret: string;
    readonly epk: JsonObject;
    readonly z: string;
  };
  readonly x448: { readonly dave: JsonObject };
}

const rfc = vectors<Rfc8037>('rfc8037.json');

it('RFC 8037 appendices A.1 to A.3: an Ed25519 key, its public half and its thumbprint', async () => {
  const [entry] = await entriesOf(rfc.private.jwk);
  const [publicEntry] = await entriesOf(rfc.public.jwk);
  expect([entry?.kind, publicEntry?.kind]).toEqual(['key', 'public-key']);
  for (const each of [entry, publicEntry]) {
    expect(each && (await describeEntryKey(each))).toEqual({
      type: 'OKP',
      curve: 'Ed25519',
      thumbprint: rfc.thumbprint.value,
    });
  }
});

it('RFC 8037 appendices A.4 and A.5: is signed to the letter, and verifies', async () => {
  const { header, payload, token } = rfc.signature;
  const texts = { header, payload: new TextEncoder().encode(payload) };
  expect((await signTexts(await signingKey(rfc.private.jwk), texts)).token).toBe(token);
  const keys = await verifyingKeys(rfc.public.jwk);
  expect(await verifyToken(token, keys, { at: 0 })).toMatchObject({ valid: true, payload });
  expect(await verifyToken(altered(token), keys, { at: 0 })).toMatchObject({ signature: 'invalid' });
});

it('RFC 8037 appendix A.6: X25519, as far as the example goes, and a token for Bob', async () => {
  const { bob, ephemeralSecret, epk, z } = rfc.x25519;
  const publicKey = createPublicKey({ key: { ...bob }, format: 'jwk' });
  const d = Buffer.from(ephemeralSecret, 'hex').toString('base64url');
  const privateKey = createPrivateKey({ key: { ...epk, d }, format: 'jwk' });
  expect(diffieHellman({ publicKey, privateKey }).toString('hex')).toBe(z);

  const header = { alg: 'ECDH-ES+A128KW', enc: 'A128GCM', kid: 'Bob' };
  const made = await encryptToken(await encryptingKey(bob), header, new TextEncoder().encode('for Bob'));
  expect(made.header).toMatchObject({ ...header, epk: { kty: 'OKP', crv: 'X25519' } });
  // Bob's private key is the one of RFC 7748 section 6.1.
  const secret = '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb';
  const bobsKey = { ...bob, d: Buffer.from(secret, 'hex').toString('base64url') };
  expect(await decryptToken(made.token, await decryptingKeys(bobsKey))).toMatchObject({
    plaintext: 'for Bob',
  });
});

it('RFC 8037 appendix A.7: an X448 key is read, and refused by name for encryption', async () => {
  const [entry] = await entriesOf(rfc.x448.dave);
  expect(entry && (await describeEntryKey(entry))).toMatchObject({ type: 'OKP', curve: 'X448', kid: 'Dave' });
  const error = await expectCode(
    async () =>
      encryptToken(
        await encryptingKey(rfc.x448.dave),
        { alg: 'ECDH-ES+A256KW', enc: 'A256GCM' },
        new Uint8Array(1),
      ),
    'key-type-mismatch',
  );
  expect(error.message).toContain('X448');
});
