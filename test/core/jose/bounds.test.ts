import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { GeneralEncrypt, GeneralSign } from 'jose';
import { describe, expect, it } from 'vitest';
import { decryptToken } from '../../../core/jose/decrypt-token.ts';
import { verificationKeysOf } from '../../../core/jose/entry-keys.ts';
import { jweKeysOf } from '../../../core/jose/jwe-key.ts';
import { tokenBudget } from '../../../core/jose/token-work.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import { whyUnsafe } from '../../../core/key/unsafe-key.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { withWatchdogAsync } from '../../shared/watchdog.ts';

// Each part of these is within its own bound; it is the whole that is not. First the same with few parts, accepted.

const at = 1_800_000_000;
const password = new TextEncoder().encode('the password');
const asEntry = { alias: 'p', kind: 'secret', chain: [], secret: password } as const;
const jwks = (keys: readonly object[]) =>
  readKeyStore(new TextEncoder().encode(JSON.stringify({ keys })), {});

/** For the right password, and before it for as many others as asked for, each with so many rounds. */
async function encryptForOthers(others: number, rounds: number, isLastUsual = true): Promise<string> {
  const jwe = new GeneralEncrypt(new TextEncoder().encode('{"sub":"me"}')).setProtectedHeader({
    enc: 'A128GCM',
  });
  const header = { alg: 'PBES2-HS256+A128KW' };
  for (let each = 0; each < others; each += 1) jwe.addRecipient(randomBytes(16)).setUnprotectedHeader(header);
  jwe.addRecipient(password).setUnprotectedHeader(header);
  const token = await jwe.encrypt();
  // jose writes 2,048 rounds; what is asked for is written afterwards.
  const recipients = token.recipients.map(({ header: own, ...recipient }, index) => ({
    ...recipient,
    header: index === others && isLastUsual ? own : { ...own, p2c: rounds },
  }));
  return JSON.stringify({ ...token, recipients });
}

describe('recipients of a JWE', () => {
  it('are tried one after the other, until their rounds are too many together', {
    timeout: 120_000,
  }, async () => {
    const keys = await jweKeysOf([asEntry], 'decrypt');
    const decrypt = async (others: number, isLastUsual = true) => {
      const token = await encryptForOthers(others, 1_000_000, isLastUsual);
      return withWatchdogAsync(() => decryptToken(token, keys), 60);
    };
    expect(await decrypt(2)).toMatchObject({ claims: { sub: 'me' } });
    // What is still within reach is tried.
    expect(await decrypt(20)).toMatchObject({ claims: { sub: 'me' } });
    await expect(decrypt(20, false)).rejects.toHaveProperty('code', 'work-factor-too-high');
  });

  it('are too many where each of a hundred asks each of three RSA keys', { timeout: 120_000 }, async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
    const store = await jwks(Array(3).fill(privateKey.export({ format: 'jwk' })));
    const keys = await jweKeysOf(store.entries, 'decrypt');
    const jwe = new GeneralEncrypt(new TextEncoder().encode('{}')).setProtectedHeader({ enc: 'A128GCM' });
    jwe.addRecipient(publicKey).setUnprotectedHeader({ alg: 'RSA-OAEP' });
    const token = await jwe.encrypt();
    const wrong = { header: { alg: 'RSA-OAEP' }, encrypted_key: randomBytes(512).toString('base64url') };
    const withWrong = (count: number) =>
      JSON.stringify({ ...token, recipients: [...Array(count).fill(wrong), ...token.recipients] });
    const decrypt = (count: number) => withWatchdogAsync(() => decryptToken(withWrong(count), keys), 60);
    expect(await decrypt(10)).toMatchObject({ claims: {} });
    await expect(decrypt(99)).rejects.toHaveProperty('code', 'work-factor-too-high');
  });
});

/** A modulus that is not known to be unsafe; nobody has its private key. */
function rsaKey(bits: number): JsonObject {
  for (;;) {
    const n = randomBytes(bits / 8);
    n[0] = 0xc1;
    n[n.length - 1] = 1 | (n.at(-1) ?? 0);
    const jwk = { kty: 'RSA', n: n.toString('base64url'), e: 'AQAB' };
    if (
      whyUnsafe(
        new Uint8Array(createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' })),
      ) === undefined
    )
      return jwk;
  }
}

describe('keys and signatures of a JWS', () => {
  it('are checked, until they are too many together', { timeout: 120_000 }, async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signatures = await signedBy(privateKey, 4);
    const verify = async (others: number) => {
      const others16k = Array.from({ length: others }, () => rsaKey(16_384));
      const { entries } = await jwks([...others16k, publicKey.export({ format: 'jwk' })]);
      return withWatchdogAsync(async () => {
        const work = tokenBudget();
        return verifyToken(signatures, await verificationKeysOf(entries, work), { at, work });
      }, 60);
    };
    expect(await verify(20)).toMatchObject({
      signature: 'valid',
      signatures: Array(4).fill({ signature: 'valid' }),
    });
    await expect(verify(330)).rejects.toHaveProperty('code', 'work-factor-too-high');
  });

  it('are explained as far as the budget goes, and the verdict stands', { timeout: 120_000 }, async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = await signedBy(privateKey, 1);
    const { entries } = await jwks(Array.from({ length: 300 }, () => rsaKey(16_384)));
    const verdict = await withWatchdogAsync(async () => {
      const work = tokenBudget();
      return verifyToken(token, await verificationKeysOf(entries, work), { at, work });
    }, 60);
    expect(verdict).toMatchObject({ valid: false, reason: 'signature-invalid' });
  });

  it('are too many where each signature goes with a megabyte of payload', { timeout: 120_000 }, async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const others = Array.from(
      { length: 9 },
      () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
    );
    const { entries } = await jwks([...others, publicKey].map((key) => key.export({ format: 'jwk' })));
    const sign = new GeneralSign(Buffer.alloc(700_000, '{}'));
    sign.addSignature(privateKey).setProtectedHeader({ alg: 'ES256' });
    const token = await sign.sign();
    const [signature] = token.signatures;
    const verify = (count: number) =>
      withWatchdogAsync(
        async () =>
          verifyToken(
            JSON.stringify({ ...token, signatures: Array(count).fill(signature) }),
            await verificationKeysOf(entries),
            { at },
          ),
        60,
      );
    expect(await verify(3)).toMatchObject({ signature: 'valid' });
    await expect(verify(100)).rejects.toHaveProperty('code', 'work-factor-too-high');
  });

  it('are too many where a set of keys is', { timeout: 120_000 }, async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = publicKey.export({ format: 'jwk' });
    const take = async (count: number) => {
      const { entries } = await jwks(Array(count).fill(key));
      return withWatchdogAsync(() => verificationKeysOf(entries), 60);
    };
    expect(await take(1000)).toHaveLength(1000);
    await expect(take(9000)).rejects.toHaveProperty('code', 'work-factor-too-high');
  });
});

it('a call that is cancelled checks nothing more', async () => {
  const cancel = new AbortController();
  const work = tokenBudget({ signal: cancel.signal });
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { entries } = await jwks(Array(200).fill(publicKey.export({ format: 'jwk' })));
  const reading = verificationKeysOf(entries, work);
  setImmediate(() => cancel.abort());
  await expect(reading).rejects.toHaveProperty('code', 'cancelled');
  const token = await signedBy(privateKey, 1, 'ES256');
  const keys = await verificationKeysOf(entries.slice(0, 1));
  expect(await verifyToken(token, keys, { at })).toMatchObject({ signature: 'valid' });
  await expect(verifyToken(token, keys, { at, work })).rejects.toHaveProperty('code', 'cancelled');
  await expect(
    decryptToken(await encryptForOthers(1, 1000), await jweKeysOf([asEntry], 'decrypt'), work),
  ).rejects.toHaveProperty('code', 'cancelled');
});

async function signedBy(key: KeyObject, count: number, alg = 'RS256'): Promise<string> {
  const jws = new GeneralSign(new TextEncoder().encode('{}'));
  for (let each = 0; each < count; each += 1) jws.addSignature(key).setProtectedHeader({ alg });
  return JSON.stringify(await jws.sign());
}
