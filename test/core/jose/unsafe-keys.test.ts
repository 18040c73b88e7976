import { createHmac, createPublicKey, createSecretKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { armour } from '../../../core/asn1/armour.ts';
import { der, derInteger, derOctets, derSequence } from '../../../core/asn1/der.ts';
import { describeChain } from '../../../core/certificate/describe-chain.ts';
import { requestCertificate } from '../../../core/certificate/request-certificate.ts';
import { selfSign } from '../../../core/certificate/self-sign.ts';
import { encryptToken } from '../../../core/jose/encrypt-token.ts';
import { signingKeyOf, verificationKeysOf } from '../../../core/jose/entry-keys.ts';
import { headerCertificateKeys } from '../../../core/jose/header-certificate.ts';
import { jweKeysOf } from '../../../core/jose/jwe-key.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import type { StoreEntry } from '../../../core/key/key-store.ts';
import { describeKeyStore } from '../../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { createClientRegistry } from '../../../core/playground/client-registry.ts';
import { part } from '../../shared/jwt/token-parts.ts';
import { authority, makeCertificate, signedBy, spkiOf } from '../../support/make-certificate.ts';
import { paddedHash, rsaFromPrimes, signUnder, unsafeKeys } from '../../support/unsafe-keys.ts';
import { expectCode } from '../fixture.ts';

// The first of these was reported with a token forged for a key with exponent 1: "valid, no finding".

const at = 1_800_000_000;
const claims = { sub: 'admin', exp: at + 300 };
const [e1Name] = Object.keys(unsafeKeys);
const keys = Object.entries(unsafeKeys).map(([name, make]) => [name, make()] as const);
const honest = generateKeyPairSync('rsa', { modulusLength: 2048 });

const entriesOf = async (text: string | Uint8Array) =>
  (await readKeyStore(typeof text === 'string' ? Buffer.from(text) : text, {})).entries;

async function judge(token: string, entries: readonly StoreEntry[]) {
  const { valid, signature, reason, key, findings } = await verifyToken(
    token,
    await verificationKeysOf(entries),
    { at },
  );
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return { valid, signature, reason, unsafe: key?.unsafe !== undefined, errors };
}

const refused = {
  valid: false,
  signature: 'unchecked',
  reason: 'key-unsafe',
  unsafe: true,
  errors: ['key-unsafe'],
};

function input(alg: string): string {
  return `${part({ alg })}.${part(claims)}`;
}

describe.each(keys)('%s', (_, unsafe) => {
  const { spki, algorithm, privateKey } = unsafe;
  const pem = armour('PUBLIC KEY', spki);
  const signed = input(algorithm);
  const signature = signUnder(unsafe, Buffer.from(signed));
  const token = `${signed}.${part(signature ?? new Uint8Array(256))}`;

  it.runIf(signature !== undefined)('makes signatures that are true to the mathematics', () => {
    const hash = algorithm === 'EdDSA' ? null : 'sha256';
    const key = createPublicKey(pem);
    expect(verify(hash, Buffer.from(signed), key, signature ?? Buffer.of())).toBe(true);
  });

  it('verifies nothing: as public key, certificate or one of a set', async () => {
    expect(await judge(token, await entriesOf(pem))).toEqual(refused);
    const certificate = makeCertificate({
      subject: 'CN=weak',
      publicKey: spki,
      sign: () => new Uint8Array(9),
    });
    expect(await judge(token, await entriesOf(certificate))).toEqual(refused);
    expect(await judge(token, [...(await entriesOf(pem)), ...(await entriesOf(certificate))])).toMatchObject({
      valid: false,
      reason: 'key-unsafe',
    });
    const [keyOfX5c] = await headerCertificateKeys(
      { x5c: [Buffer.from(certificate).toString('base64')] },
      [certificate],
      at,
    ).catch(() => []);
    expect(keyOfX5c?.key).toBeUndefined();
  });

  it('is told where it is listed', async () => {
    const store = await readKeyStore(Buffer.from(pem), {});
    const { entries } = await describeKeyStore(store);
    expect(entries[0]?.key).toMatchObject({ unsafe: expect.stringMatching(/^(has|was|is) /) });
  });

  it('is not registered in the playground', async () => {
    const certificate = makeCertificate({
      subject: 'CN=weak',
      publicKey: spki,
      sign: () => new Uint8Array(9),
    });
    const register = (certificate: Uint8Array) =>
      createClientRegistry().add({ kind: 'gateway', certificate });
    const good = makeCertificate({
      subject: 'CN=good',
      publicKey: spkiOf(honest.publicKey),
      sign: signedBy(honest.privateKey),
    });
    expect(register(good).certificate?.algorithms).toContain('RS256');
    await expectCode(() => register(certificate), 'key-unsafe');
  });

  it.runIf(privateKey !== undefined)('signs nothing', async () => {
    const pkcs8 = Uint8Array.from(privateKey?.export({ format: 'der', type: 'pkcs8' }) as Buffer);
    const [entry] = await entriesOf(pkcs8);
    expect(entry?.privateKey).toBeDefined();
    await expectCode(() => signingKeyOf(entry as StoreEntry), 'key-unsafe');
    await expectCode(() => selfSign({ privateKey: pkcs8, subject: 'CN=x', days: 1 }), 'key-unsafe');
    await expectCode(() => requestCertificate({ privateKey: pkcs8, subject: 'CN=x' }), 'key-unsafe');
  });

  it.runIf(algorithm === 'RS256')('encrypts for nobody', async () => {
    await expectCode(async () => jweKeysOf(await entriesOf(pem), 'encrypt'), 'key-unsafe');
  });
});

describe('the same, with an honest key', () => {
  const pem = armour('PUBLIC KEY', spkiOf(honest.publicKey));
  const signed = input('RS256');
  const token = `${signed}.${part(signedBy(honest.privateKey)(Buffer.from(signed)))}`;
  const accepted = { valid: true, signature: 'valid', reason: null, unsafe: false, errors: [] };

  it('verifies, signs and encrypts', async () => {
    expect(await judge(token, await entriesOf(pem))).toEqual(accepted);
    const [entry] = await entriesOf(
      Uint8Array.from(honest.privateKey.export({ format: 'der', type: 'pkcs8' })),
    );
    await signingKeyOf(entry as StoreEntry);
    const [key] = await jweKeysOf(await entriesOf(pem), 'encrypt');
    expect(key).toBeDefined();
    const { token: encrypted } = await encryptToken(
      key as never,
      { alg: 'RSA-OAEP-256', enc: 'A256GCM' },
      Buffer.from('x'),
    );
    expect(encrypted.split('.')).toHaveLength(5);
  });

  it('is found beside an unsafe one, which is named when the honest one does not verify', async () => {
    const both = [
      ...(await entriesOf(armour('PUBLIC KEY', keys[0]?.[1].spki ?? new Uint8Array()))),
      ...(await entriesOf(pem)),
    ];
    expect(await judge(token, both)).toMatchObject({ valid: true, errors: [] });
    const forged = `${signed}.${part(paddedHash(Buffer.from(signed)))}`;
    expect(await judge(forged, both)).toMatchObject({
      valid: false,
      signature: 'invalid',
      reason: 'signature-invalid',
      errors: expect.arrayContaining(['signature-invalid', 'key-unsafe']),
    });
  });
});

it('a prime that is near another makes an honest key still', async () => {
  const key = rsaFromPrimes((1n << 521n) - 1n, (1n << 607n) - 1n);
  expect(
    await judge(`${input('RS256')}.AA`, await entriesOf(armour('PUBLIC KEY', spkiOf(createPublicKey(key))))),
  ).toMatchObject({
    reason: 'signature-invalid',
  });
});

describe('a shared secret that everybody has', () => {
  const sign = (secret: Uint8Array) =>
    `${input('HS256')}.${createHmac('sha256', createSecretKey(secret)).update(input('HS256')).digest('base64url')}`;
  const entry = (secret: Uint8Array): StoreEntry => ({ alias: 's', kind: 'secret', chain: [], secret });

  it('verifies nothing, as no bytes or as zeros', async () => {
    const good = Buffer.from('0123456789abcdef0123456789abcdef');
    expect(await judge(sign(good), [entry(good)])).toMatchObject({ valid: true });
    // One and the same to HMAC.
    expect(sign(new Uint8Array(32))).toBe(sign(new Uint8Array()));
    for (const length of [0, 32, 64]) {
      expect(await judge(sign(new Uint8Array(length)), [entry(new Uint8Array(length))])).toEqual(refused);
      await expectCode(() => signingKeyOf(entry(new Uint8Array(length))), 'key-unsafe');
    }
    await expectCode(() => entriesOf('{"kty":"oct","k":""}'), 'damaged-file');
  });
});

describe('certificates that an unsafe key has issued', () => {
  const e1 = keys.find(([name]) => name === e1Name)?.[1].spki ?? new Uint8Array();
  const issuers = {
    honest: { spki: spkiOf(honest.publicKey), sign: signedBy(honest.privateKey) },
    unsafe: { spki: e1, sign: (bytes: Uint8Array) => paddedHash(bytes) },
  };
  const chainOf = (who: keyof typeof issuers) => {
    const { spki, sign } = issuers[who];
    const subject = `CN=${who} root`;
    const root = makeCertificate({ subject, publicKey: spki, sign, extensions: [authority] });
    const leaf = makeCertificate({
      subject: 'CN=leaf',
      issuer: subject,
      publicKey: spkiOf(honest.publicKey),
      sign,
    });
    return { root, leaf };
  };
  const signed = input('RS256');
  const token = `${signed}.${part(signedBy(honest.privateKey)(Buffer.from(signed)))}`;

  it('prove nothing in a chain', async () => {
    const good = chainOf('honest');
    expect((await describeChain([good.leaf, good.root])).problems.map(({ code }) => code)).toEqual([]);
    const bad = chainOf('unsafe');
    const { problems } = await describeChain([bad.leaf, bad.root]);
    expect(problems).toEqual([
      expect.objectContaining({ code: 'key-unsafe', severity: 'error', path: 'chain[1]' }),
    ]);
  });

  it('are no reason to trust an x5c, neither as anchor nor in between', async () => {
    const verdict = async (x5c: readonly Uint8Array[], anchor: Uint8Array) => {
      const header = { alg: 'RS256', x5c: x5c.map((each) => Buffer.from(each).toString('base64')) };
      const found = await headerCertificateKeys(header, [anchor], at);
      const { valid, findings } = await verifyToken(token, found, { at });
      return { valid, why: findings.find(({ code }) => code === 'certificate-untrusted')?.message };
    };
    const good = chainOf('honest');
    expect(await verdict([good.leaf], good.root)).toEqual({ valid: true, why: undefined });
    const bad = chainOf('unsafe');
    expect(await verdict([bad.leaf], bad.root)).toMatchObject({ valid: false });
    const middle = makeCertificate({
      subject: 'CN=unsafe root',
      issuer: 'CN=honest root',
      publicKey: e1,
      sign: signedBy(honest.privateKey),
      extensions: [authority],
    });
    expect(await verdict([bad.leaf, middle], good.root)).toEqual({
      valid: false,
      why: expect.stringContaining('the key of certificate 2 of x5c has the exponent 1'),
    });
  });
});

it('an RSA private key with the exponent 1 opens, and signs nothing', async () => {
  const { n = '', p = '', q = '', qi = '' } = honest.privateKey.export({ format: 'jwk' });
  const number = (text: string) => derInteger(Buffer.from(text, 'base64url'));
  const one = derInteger(1);
  const pkcs1 = derSequence(derInteger(0), number(n), one, one, number(p), number(q), one, one, number(qi));
  const rsa = derSequence(Uint8Array.from(Buffer.from('06092a864886f70d010101', 'hex')), der(5));
  const [entry] = await entriesOf(derSequence(derInteger(0), rsa, derOctets(pkcs1)));
  await expectCode(() => signingKeyOf(entry as StoreEntry), 'key-unsafe');
});
