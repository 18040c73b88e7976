import { createSecretKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { decryptToken } from '../../../core/jose/decrypt-token.ts';
import { encryptToken } from '../../../core/jose/encrypt-token.ts';
import type { JweKey } from '../../../core/jose/jwe-key.ts';
import { contentEncryptions, keyManagementAlgorithms } from '../../../shared/jwt/encryption-algorithms.ts';
import type { KeyDescription } from '../../../shared/jwt/key-description.ts';
import { expectCode } from '../fixture.ts';
import { makeKey } from './keys.ts';

const claims = { iss: 'me', name: 'Zoë 😀' };
const plaintext = new TextEncoder().encode(JSON.stringify(claims));

interface Pair {
  readonly forEncrypting: JweKey;
  readonly forDecrypting: JweKey;
}

function pair(publicKey: KeyObject, privateKey: KeyObject, description: KeyDescription): Pair {
  return {
    forEncrypting: { source: 'public key', key: publicKey, description },
    forDecrypting: { source: 'key', key: privateKey, description },
  };
}

function secret(bytes: Uint8Array): Pair {
  const key = createSecretKey(bytes);
  return pair(key, key, { type: 'oct', bits: bytes.length * 8 });
}

function ofTestKey(kind: string): Pair {
  const { signing, verification } = makeKey(kind);
  return pair(verification.key, signing.key, verification.description);
}

const x25519 = generateKeyPairSync('x25519');
const agreementKeys: readonly Pair[] = [
  ...['EC P-256', 'EC P-384', 'EC P-521'].map(ofTestKey),
  pair(x25519.publicKey, x25519.privateKey, { type: 'OKP', curve: 'X25519' }),
];

function keysFor(alg: string, enc: string): readonly Pair[] {
  const facts = keyManagementAlgorithms[alg];
  if (facts?.keyType === 'RSA') return [ofTestKey('RSA 2048')];
  if (facts?.keyType === 'agreement') return agreementKeys;
  if (alg === 'dir') return [secret(randomBytes((contentEncryptions[enc]?.bits ?? 0) / 8))];
  return [secret(facts?.bits ? randomBytes(facts.bits / 8) : Buffer.from('a password'))];
}

describe.each(Object.keys(keyManagementAlgorithms))('%s', (alg) => {
  it.each(Object.keys(contentEncryptions))(
    'with %s: jose opens what Signet encrypts, and the other way round',
    async (enc) => {
      for (const { forEncrypting, forDecrypting } of keysFor(alg, enc)) {
        const { token, header } = await encryptToken(forEncrypting, { alg, enc, kid: 'k' }, plaintext);
        expect(header).toMatchObject({ alg, enc, kid: 'k' });
        const opened = await compactDecrypt(token, forDecrypting.key, { keyManagementAlgorithms: [alg] });
        expect(opened.plaintext).toEqual(plaintext);

        const theirs = await new CompactEncrypt(plaintext)
          .setProtectedHeader({ alg, enc })
          .encrypt(forEncrypting.key);
        const decrypted = await decryptToken(theirs, [forDecrypting]);
        expect(decrypted).toMatchObject({ header: { alg, enc }, claims, nested: false, findings: [] });
        expect(structuredClone(decrypted)).toEqual(decrypted);

        const [first = '', ...rest] = theirs.split('.');
        for (const index of rest.keys()) {
          const changed = rest.map((part, at) => (at === index ? flip(part) : part));
          if (changed[index] === rest[index]) continue;
          await expectCode(
            () => decryptToken([first, ...changed].join('.'), [forDecrypting]),
            'decryption-failed',
          );
        }
      }
    },
  );
});

/** Another first character: bits of the first byte. */
function flip(part: string): string {
  return part === '' ? part : `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`;
}

describe('a key that does not go with the algorithm', () => {
  const header = { alg: 'RSA-OAEP-256', enc: 'A128GCM' };

  it.each([
    ['another type', ofTestKey('EC P-256'), header],
    ['another length', secret(randomBytes(16)), { alg: 'A256KW', enc: 'A128GCM' }],
    ['not as long as the content encryption’s', secret(randomBytes(16)), { alg: 'dir', enc: 'A256GCM' }],
    ['a curve that only signs', ofTestKey('OKP Ed25519'), { alg: 'ECDH-ES', enc: 'A128GCM' }],
  ])('%s', async (_, wrong, asked) => {
    const [right] = keysFor(asked.alg, asked.enc);
    if (!right) throw new Error('no key');
    const { token } = await encryptToken(right.forEncrypting, asked, plaintext);
    expect((await decryptToken(token, [right.forDecrypting])).claims).toEqual(claims);
    await expectCode(() => encryptToken(wrong.forEncrypting, asked, plaintext), 'key-type-mismatch');
    await expectCode(() => decryptToken(token, [wrong.forDecrypting]), 'key-type-mismatch');
  });

  it('RSA below 2048 bits', async () => {
    const weak = ofTestKey('RSA 1024');
    expect((await encryptToken(ofTestKey('RSA 2048').forEncrypting, header, plaintext)).token).toBeTruthy();
    await expectCode(() => encryptToken(weak.forEncrypting, header, plaintext), 'key-too-small');
  });

  it.each([
    [{}, true],
    [{ use: 'enc' }, true],
    [{ use: 'sig' }, false],
    [{ key_ops: ['wrapKey', 'unwrapKey'] }, true],
    [{ key_ops: ['sign'] }, false],
    [{ alg: 'RSA-OAEP-256' }, true],
    [{ alg: 'RSA-OAEP' }, false],
    [{ alg: 'RS256' }, false],
  ])('a JWK that says of itself %j: %s', async (restrictions, fits) => {
    const key = { ...ofTestKey('RSA 2048').forEncrypting, restrictions };
    if (fits) expect((await encryptToken(key, header, plaintext)).token).toBeTruthy();
    else await expectCode(() => encryptToken(key, header, plaintext), 'key-type-mismatch');
  });
});

describe('several keys', () => {
  it('are chosen by kid, and tried one by one without it', async () => {
    const [right, wrong] = [secret(randomBytes(16)), secret(randomBytes(16))];
    const withKid = ({ forDecrypting: key }: Pair, kid: string): JweKey => ({
      ...key,
      description: { ...key.description, kid },
    });
    const { token } = await encryptToken(
      right.forEncrypting,
      { alg: 'A128KW', enc: 'A128GCM', kid: 'a' },
      plaintext,
    );
    expect((await decryptToken(token, [withKid(wrong, 'b'), withKid(right, 'a')])).key.kid).toBe('a');
    expect((await decryptToken(token, [wrong.forDecrypting, right.forDecrypting])).claims).toEqual(claims);
    await expectCode(
      () => decryptToken(token, [withKid(wrong, 'a'), withKid(right, 'b')]),
      'decryption-failed',
    );
    await expectCode(() => decryptToken(token, []), 'key-missing');
  });
});

describe('what is inside', () => {
  const key = secret(randomBytes(16));
  const open = async (bytes: Uint8Array) => {
    const { token } = await encryptToken(key.forEncrypting, { alg: 'dir', enc: 'A128GCM' }, bytes);
    return decryptToken(token, [key.forDecrypting]);
  };

  it('a token is told as one, and the header says so', async () => {
    const inner = 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln';
    const { header, ...rest } = await open(Buffer.from(inner));
    expect(header.cty).toBe('JWT');
    expect(rest).toMatchObject({ plaintext: inner, nested: true });
  });

  it('text, JSON that is no object, and bytes', async () => {
    expect(await open(Buffer.from('plain text'))).toMatchObject({ plaintext: 'plain text', nested: false });
    expect(await open(Buffer.from('[1]'))).toMatchObject({ plaintext: '[1]' });
    expect(await open(Buffer.of(0xff, 0xfe))).toMatchObject({
      plaintext: '__4',
      plaintextEncoding: 'base64url',
    });
  });

  it('duplicate members are a finding', async () => {
    expect((await open(Buffer.from('{"a":1,"a":2}'))).findings).toMatchObject([{ code: 'duplicate-member' }]);
  });
});
