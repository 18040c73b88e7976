import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signingKeyOf, verificationKeysOf } from '../../../core/jose/entry-keys.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import type { StoreEntry } from '../../../core/key/key-store.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { fixture } from '../fixture.ts';
import { signToken } from '../jose/sign-json.ts';

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

async function read({ privateKey, publicKey }: Pair) {
  const pem = (key: KeyObject, type: 'pkcs8' | 'spki') => Buffer.from(key.export({ format: 'pem', type }));
  const [own] = (await readKeyStore(pem(privateKey, 'pkcs8'), {})).entries;
  const { entries } = await readKeyStore(pem(publicKey, 'spki'), {});
  if (!own) throw new Error('no key was read');
  return { signing: await signingKeyOf(own), keys: await verificationKeysOf(entries) };
}

/** The algorithms that a key signs with, each verified under its public half. */
async function algorithmsOf(pair: Pair, tried: readonly string[]): Promise<readonly string[]> {
  const { signing, keys } = await read(pair);
  const works: string[] = [];
  for (const alg of tried) {
    const signed = await signToken(signing, { alg }, { iss: 'me' }).catch((error) => error);
    if ('token' in signed) {
      expect(await verifyToken(signed.token, keys, { at: 0 })).toMatchObject({ valid: true });
      works.push(alg);
    } else expect(signed.code).toBe('key-type-mismatch');
  }
  return works;
}

const rsa = ['RS256', 'PS256', 'PS384', 'PS512'];

describe('an RSA-PSS key signs with what its own parameters allow (RFC 4055 section 3.1)', () => {
  const make = (options: object) => generateKeyPairSync('rsa-pss', { modulusLength: 2048, ...options });
  it.each([
    ['any hash', {}, ['PS256', 'PS384', 'PS512']],
    ['SHA-256', { hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 32 }, ['PS256']],
    ['SHA-512', { hashAlgorithm: 'sha512', mgf1HashAlgorithm: 'sha512', saltLength: 20 }, ['PS512']],
    [
      'a salt longer than a JWS has',
      { hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 40 },
      [],
    ],
    ['SHA-1, which no JWS is', { hashAlgorithm: 'sha1', mgf1HashAlgorithm: 'sha1', saltLength: 20 }, []],
  ])('%s', async (_, options, algorithms) => {
    expect(await algorithmsOf(make(options), rsa)).toEqual(algorithms);
  });

  it('and a plain one with all', async () => {
    expect(await algorithmsOf(generateKeyPairSync('rsa', { modulusLength: 2048 }), rsa)).toEqual(rsa);
  });
});

it.each([
  ['secp256k1', 'ES256K'],
  ['prime256v1', 'ES256'],
])('%s signs with %s', async (namedCurve, alg) => {
  expect(await algorithmsOf(generateKeyPairSync('ec', { namedCurve }), ['ES256', 'ES256K', 'ES384'])).toEqual(
    [alg],
  );
});

it('Ed448 signs as EdDSA and by its own name (RFC 9864), Ed25519 likewise', async () => {
  const tried = ['EdDSA', 'Ed25519', 'Ed448'];
  expect(await algorithmsOf(generateKeyPairSync('ed448'), tried)).toEqual(['EdDSA', 'Ed448']);
  expect(await algorithmsOf(generateKeyPairSync('ed25519'), tried)).toEqual(['EdDSA', 'Ed25519']);
});

it('a public key that is no point of its curve verifies nothing', async () => {
  const good = await readKeyStore(fixture('pem/ec-p-256.public.pem'), {});
  const [entry] = good.entries;
  const offCurve = entry?.publicKey?.map((byte, index) => (index === 30 ? byte ^ 1 : byte));
  if (!entry || !offCurve) throw new Error('the fixture has no key');
  const keys = async (one: StoreEntry) => (await verificationKeysOf([one])).map(({ key }) => key?.type);
  expect(await keys(entry)).toEqual(['public']);
  expect(await keys({ ...entry, publicKey: offCurve })).toEqual([undefined]);
});
