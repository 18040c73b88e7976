import { describe, expect, it } from 'vitest';
import { der, derInteger, derOctets, derOid, derSequence } from '../../../core/asn1/der.ts';
import type { KeyStore } from '../../../core/key/key-store.ts';
import { describeKeyStore } from '../../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { toJwk } from '../../../core/keystore/write/write-jwk.ts';
import { algorithmsForKey } from '../../../shared/jwt/algorithms.ts';
import { expectCode, fixture, textFixture } from '../fixture.ts';

// Reading asks nothing of the crypto library: all of this holds on Node.js 20, which has no ML-DSA.

/** The key ids of the examples in RFC 9964: thumbprints of the keys whose seed is all zeros. */
const sets = [
  ['ML-DSA-44', 'ml-dsa/ml-dsa-44', 'T4xl70S7MT6Zeq6r9V9fPJGVn76wfnXJ21-gyo0Gu6o', 17, 2560],
  ['ML-DSA-65', 'ml-dsa/ml-dsa-65', 'Suiu29qbfuaBaR4Ats-c6XQBePB_OpAxAwcTR_0KXVM', 18, 4032],
  ['ML-DSA-87', 'ml-dsa/ml-dsa-87', 'tRn1JNIkgMsABVQBlXeDHxAIcclh-2IX0UdDEzPt5XU', 19, 4896],
] as const;

const readJson = (value: object) => readKeyStore(new TextEncoder().encode(JSON.stringify(value)), {});
const derOf = (file: string) =>
  new Uint8Array(Buffer.from(textFixture(file).replace(/-----.*-----|\n/g, ''), 'base64'));
const keyOf = async (store: KeyStore) => (await describeKeyStore(store)).entries[0]?.key;

describe.each(sets)('%s', (name, file, thumbprint, arc, expandedLength) => {
  const jwk = JSON.parse(textFixture(`${file}.json`));
  const { priv, ...publicJwk } = jwk;
  const named = { type: 'AKP', curve: name, restrictedTo: [name], readable: true };

  it('is read from a JWK, private and public, alone and in a set', async () => {
    for (const value of [jwk, publicJwk, { keys: [publicJwk] }, { keys: [jwk] }]) {
      const key = await keyOf(await readJson(value));
      expect(key).toEqual({ ...named, thumbprint });
      expect(key && algorithmsForKey(key)).toEqual([name]);
    }
    expect((await readJson(jwk)).entries[0]?.kind).toBe('key');
    expect((await readJson(publicJwk)).entries[0]?.kind).toBe('public-key');
  });

  it('is written as the JWK that was read', async () => {
    const [entry] = (await readJson(jwk)).entries;
    if (entry === undefined) throw new Error('no entry');
    expect(await toJwk(entry, { privateKeys: true })).toEqual({ ...jwk, kid: thumbprint });
    expect(await toJwk(entry, { privateKeys: false })).toEqual({ ...publicJwk, kid: thumbprint });
    const [expanded] = (await readKeyStore(fixture(`${file}.expanded.pem`), {})).entries;
    const error = await expectCode(
      () => toJwk({ ...entry, ...(expanded && { privateKey: expanded.privateKey }) }, { privateKeys: true }),
      'algorithm-unsupported',
    );
    expect(error.message).toContain('seed');
  });

  it.each(['seed', 'expanded', 'both'])('is read from PKCS#8 with %s, PEM and DER', async (form) => {
    const pem = await readKeyStore(fixture(`${file}.${form}.pem`), {});
    const bytes = await readKeyStore(derOf(`${file}.${form}.pem`), {});
    expect(await keyOf(pem)).toMatchObject(named);
    expect(pem.entries[0]).toMatchObject({ kind: 'key', chain: [] });
    expect(bytes.entries[0]?.privateKey).toEqual(pem.entries[0]?.privateKey);
  });

  it('is described alike by its public key, PEM and DER, and by its certificate', async () => {
    const key = await keyOf(await readKeyStore(fixture(`${file}.public.pem`), {}));
    expect(key).toMatchObject({ ...named, thumbprint: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await keyOf(await readKeyStore(derOf(`${file}.public.pem`), {}))).toEqual(key);
    const store = await readKeyStore(fixture(`${file}.certificate.pem`), {});
    const [certificate] = (await describeKeyStore(store)).entries[0]?.chain ?? [];
    const { readable, ...described } = key ?? {};
    expect(certificate?.key).toEqual(described);
  });

  it('of another length is damaged', async () => {
    await readJson(jwk);
    await expectCode(() => readJson({ ...jwk, pub: jwk.pub.slice(4) }), 'damaged-file');
    await expectCode(() => readJson({ ...jwk, priv: jwk.priv.slice(4) }), 'damaged-file');
    await expectCode(() => readJson({ ...jwk, pub: undefined }), 'damaged-file');
    const algorithm = derSequence(derOid(`2.16.840.1.101.3.4.3.${arc}`));
    const read = (key: Uint8Array) => readKeyStore(derSequence(derInteger(0), algorithm, derOctets(key)), {});
    const octets = (length: number) => derOctets(new Uint8Array(length));
    await read(octets(expandedLength));
    await expectCode(() => read(octets(expandedLength - 1)), 'damaged-file');
    await read(der(0x80, new Uint8Array(32)));
    await expectCode(() => read(der(0x80, new Uint8Array(31))), 'damaged-file');
    await read(derSequence(octets(32), octets(expandedLength)));
    await expectCode(() => read(derSequence(octets(32), octets(33))), 'damaged-file');
    await expectCode(() => read(derSequence(octets(33), octets(expandedLength))), 'damaged-file');
    await expectCode(() => read(derInteger(1)), 'damaged-file');
  });
});

it('the seed of RFC 9881 stands in PKCS#8 as its example has it', async () => {
  const { entries } = await readKeyStore(fixture('ml-dsa/ml-dsa-44.seed.pem'), {});
  expect(Buffer.from(entries[0]?.privateKey ?? []).toString('base64')).toBe(
    'MDQCAQAwCwYJYIZIAWUDBAMRBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f',
  );
});
