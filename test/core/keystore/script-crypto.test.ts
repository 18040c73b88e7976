import { createHmac, generateKeyPairSync, pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { computePublicKey } from '../../../core/key/compute-public-key.ts';
import { parsePrivateKeyInfo } from '../../../core/key/private-key-info.ts';
import { publicKeyBits } from '../../../core/key/public-half.ts';
import { derivePbkdf2InScript } from '../../../core/key/script-hashes.ts';
import { hmacs } from '../../../core/keystore/ciphers/digest-names.ts';
import { expectCode } from '../fixture.ts';

// What stands in for the crypto library where that is BoringSSL, beside OpenSSL.

const pairs = {
  Ed448: () => generateKeyPairSync('ed448'),
  X448: () => generateKeyPairSync('x448'),
  secp256k1: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
  brainpoolP256r1: () => generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }),
  brainpoolP384r1: () => generateKeyPairSync('ec', { namedCurve: 'brainpoolP384r1' }),
  brainpoolP512r1: () => generateKeyPairSync('ec', { namedCurve: 'brainpoolP512r1' }),
};

describe('a public key that is computed', () => {
  it.each(Object.entries(pairs))('is the one of openssl: %s', async (_, generate) => {
    const { privateKey, publicKey } = generate();
    const info = parsePrivateKeyInfo(privateKey.export({ format: 'der', type: 'pkcs8' }));
    const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
    expect(Buffer.compare((await computePublicKey(info)) ?? Buffer.of(), publicKeyBits(spki))).toBe(0);
    expect(await computePublicKey({ ...info, key: info.key.subarray(0, 8) })).toBeUndefined();
  });

  it('is none for a curve that nobody here knows', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp224k1' });
    const info = parsePrivateKeyInfo(privateKey.export({ format: 'der', type: 'pkcs8' }));
    expect(await computePublicKey(info)).toBeUndefined();
  });
});

describe('PBKDF2 in JavaScript', () => {
  it.each(['sha512-224', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'])(
    'with %s gives what openssl gives',
    async (name) => {
      expect(Object.values(hmacs)).toContainEqual(expect.objectContaining({ name }));
      const [password, salt] = [Buffer.from('changeit'), Buffer.from('12345678')];
      const derived = await derivePbkdf2InScript(password, salt, 1000, 40, name);
      expect(Buffer.from(derived)).toEqual(pbkdf2Sync(password, salt, 1000, 40, name));
      expect(createHmac(name, password).digest()).toHaveLength(
        Object.values(hmacs).find((each) => each.name === name)?.length ?? 0,
      );
    },
  );

  it('is not to be had with a hash that nobody here knows', async () => {
    const bytes = Buffer.alloc(8);
    await expectCode(() => derivePbkdf2InScript(bytes, bytes, 1, 8, 'md2'), 'algorithm-unsupported');
  });
});
