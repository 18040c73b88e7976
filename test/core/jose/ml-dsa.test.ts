import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../core/certificate/certificate-fields.ts';
import { checkSignature } from '../../../core/certificate/check-signature.ts';
import { signingKeyOf, verificationKeysOf } from '../../../core/jose/entry-keys.ts';
import { jweKeysOf } from '../../../core/jose/jwe-key.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import { mlDsaByName } from '../../../core/key/ml-dsa.ts';
import { runtimeHas } from '../../../core/key/ml-dsa-runtime.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { expectCode, fixture, textFixture } from '../fixture.ts';
import { makeKey } from './keys.ts';
import { signToken } from './sign-json.ts';
import { altered, entriesOf, signingKey, verifyingKeys } from './vectors.ts';

const sets = [
  ['ML-DSA-44', 'ml-dsa/ml-dsa-44'],
  ['ML-DSA-65', 'ml-dsa/ml-dsa-65'],
  ['ML-DSA-87', 'ml-dsa/ml-dsa-87'],
] as const;

const set = mlDsaByName('ML-DSA-44');
const supported = set !== undefined && runtimeHas(set);
console.log(
  supported
    ? 'skipped: that ML-DSA is refused where the runtime lacks it (this one has it)'
    : `skipped: signing and verifying with ML-DSA (Node.js ${process.versions.node} lacks it; 24.7 has it)`,
);

const at = 1_800_000_000;
const privateJwk = (file: string) => JSON.parse(textFixture(`${file}.json`));
const publicJwk = (file: string) => {
  const { priv, ...rest } = privateJwk(file);
  return rest;
};

describe.runIf(supported).each(sets)('%s, where the runtime has it', (name, file) => {
  it('verifies what node:crypto signed, and nothing that was altered', async () => {
    const keys = await verifyingKeys(publicJwk(file));
    const token = textFixture(`${file}.jwt`).trim();
    expect((await verifyToken(token, keys, { at })).signature).toBe('valid');
    expect((await verifyToken(altered(token), keys, { at })).signature).toBe('invalid');
  });

  it('signs with a JWK what its public half verifies, and no other key', async () => {
    const { token } = await signToken(await signingKey(privateJwk(file)), { alg: name }, { iss: 'me' });
    expect((await verifyToken(token, await verifyingKeys(publicJwk(file)), { at })).signature).toBe('valid');
    const other = await readKeyStore(fixture(`${file}.public.pem`), {});
    const keys = await verificationKeysOf(other.entries);
    expect((await verifyToken(token, keys, { at })).signature).toBe('invalid');
  });

  it.each(['seed', 'expanded', 'both'])(
    'signs with PKCS#8 with %s what its certificate verifies',
    async (form) => {
      const [entry] = (await readKeyStore(fixture(`${file}.${form}.pem`), {})).entries;
      if (entry === undefined) throw new Error('no entry');
      const { token } = await signToken(await signingKeyOf(entry), { alg: name }, { iss: 'me' });
      const { entries } = await readKeyStore(fixture(`${file}.certificate.pem`), {});
      const verdict = await verifyToken(token, await verificationKeysOf(entries), { at });
      expect(verdict.signature).toBe('valid');
    },
  );

  it('signs with no other algorithm', async () => {
    const key = await signingKey(privateJwk(file));
    const foreign = name === 'ML-DSA-44' ? 'ML-DSA-65' : 'ML-DSA-44';
    for (const alg of [foreign, 'RS256']) {
      await expectCode(() => signToken(key, { alg }, { iss: 'me' }), 'key-type-mismatch');
    }
  });

  it('checks the certificate that signs itself', async () => {
    const { entries } = await readKeyStore(fixture(`${file}.certificate.pem`), {});
    const certificate = parseCertificate(entries[0]?.chain[0] ?? new Uint8Array());
    expect(checkSignature(certificate, certificate)).toBe('valid');
  });
});

describe.skipIf(supported).each(sets)('%s, where the runtime lacks it', (name, file) => {
  it('is refused with the runtime that is needed', async () => {
    for (const call of [
      () => signingKey(privateJwk(file)),
      () => verifyingKeys(publicJwk(file)),
      () => verifyingKeys({ keys: [publicJwk(file)] }),
    ]) {
      const error = await expectCode(call, 'algorithm-unsupported');
      expect(error.message).toContain(name);
      expect(error.hint).toContain('Node.js 24.7');
    }
  });

  it('is not called a mismatch beside keys of other kinds', async () => {
    const { verification } = makeKey('RSA 2048');
    const verdict = await verifyToken(textFixture(`${file}.jwt`).trim(), [verification], { at });
    expect(verdict).toMatchObject({ signature: 'unchecked', reason: 'algorithm-unsupported' });
    expect(verdict.findings.map(({ message }) => message).join()).toContain('Node.js 24.7');
  });
});

it('a key in a set leaves the others of use', async () => {
  const rsa = makeKey('RSA 2048');
  const jwk = rsa.verification.key.export({ format: 'jwk' });
  const set = { keys: [publicJwk('ml-dsa/ml-dsa-44'), { kty: 'RSA', n: `${jwk.n}`, e: `${jwk.e}` }] };
  const { token } = await signToken(rsa.signing, { alg: 'RS256' }, { iss: 'me' });
  expect((await verifyToken(token, await verifyingKeys(set), { at })).signature).toBe('valid');
  const encrypting = await jweKeysOf(await entriesOf(set), 'encrypt');
  expect(encrypting.map(({ description }) => description.type)).toContain('RSA');
});
