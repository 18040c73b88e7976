import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeKey } from '../../../core/key/describe-key.ts';
import { toPublicJwk } from '../../../core/key/public-jwk.ts';

const spki = new Uint8Array(generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }));

describe('an Ed25519 key as JWK', () => {
  it('has the 32 bytes that RFC 8037 gives it', async () => {
    expect(toPublicJwk(spki)).toMatchObject({ kty: 'OKP', crv: 'Ed25519' });
    expect(await describeKey(spki)).toMatchObject({
      type: 'OKP',
      curve: 'Ed25519',
      thumbprint: expect.any(String),
    });
  });

  it('is none when it is shorter, and is described all the same', async () => {
    // SEQUENCE of 12 bytes: the algorithm, and a BIT STRING of no bits.
    const empty = Uint8Array.from([0x30, 0x0a, ...spki.subarray(2, 9), 0x03, 0x01, 0x00]);
    expect(toPublicJwk(empty)).toBeUndefined();
    const description = await describeKey(empty);
    expect(description).toMatchObject({ type: 'OKP', curve: 'Ed25519' });
    expect(description.thumbprint).toBeUndefined();
  });
});
