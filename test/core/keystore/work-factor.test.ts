import { describe, expect, it } from 'vitest';
import { der, derInteger, derOctets, derOid, derSequence } from '../../../core/asn1/der.ts';
import { WorkBudget } from '../../../core/key/work-budget.ts';
import { derivePkcs12, purposes } from '../../../core/keystore/ciphers/pkcs12-key-derivation.ts';
import { readPemText } from '../../../core/keystore/read/pem.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { expectCode, textFixture } from '../fixture.ts';

const number = (value: number) => {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return derInteger(bytes);
};

/** An EncryptedPrivateKeyInfo with a key derivation of choice, around noise. */
function encryptedKey(keyDerivation: Uint8Array): Uint8Array {
  const scheme = derSequence(derOid('2.16.840.1.101.3.4.1.42'), derOctets(new Uint8Array(16)));
  const pbes2 = derSequence(derOid('1.2.840.113549.1.5.13'), derSequence(keyDerivation, scheme));
  return derSequence(pbes2, derOctets(new Uint8Array(64)));
}

const pbkdf2 = (iterations: number) =>
  encryptedKey(
    derSequence(
      derOid('1.2.840.113549.1.5.12'),
      derSequence(derOctets(new Uint8Array(8)), number(iterations)),
    ),
  );

const scrypt = (N: number, r: number, p: number) =>
  encryptedKey(
    derSequence(
      derOid('1.3.6.1.4.1.11591.4.11'),
      derSequence(derOctets(new Uint8Array(8)), number(N), number(r), number(p)),
    ),
  );

async function codeOf(file: Uint8Array): Promise<string | undefined> {
  try {
    return (await readKeyStore(file, { store: 'changeit' })).entries[0]?.unreadable?.code;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

describe('a file that asks for much work', () => {
  it('gets as many rounds of PBKDF2 as the limit allows, and not one more', async () => {
    expect(await codeOf(pbkdf2(10_000))).toBe('wrong-password');
    expect(await codeOf(pbkdf2(10_000_001))).toBe('work-factor-too-high');
    expect(await codeOf(pbkdf2(2 ** 31))).toBe('work-factor-too-high');
  });

  it('gets as much memory for scrypt as the limit allows, and no more', async () => {
    expect(await codeOf(scrypt(16_384, 8, 1))).toBe('wrong-password');
    expect(await codeOf(scrypt(131_072, 8, 1))).toBe('wrong-password');
    expect(await codeOf(scrypt(262_144, 8, 1))).toBe('work-factor-too-high');
    expect(await codeOf(scrypt(2, 1, 2 ** 30))).toBe('work-factor-too-high');
    expect(await codeOf(scrypt(16_384, 1, 100_000))).toBe('work-factor-too-high');
  });

  it('is damaged when its numbers are impossible', async () => {
    expect(await codeOf(pbkdf2(0))).toBe('damaged-file');
    expect(await codeOf(scrypt(1000, 8, 1))).toBe('damaged-file');
    expect(await codeOf(scrypt(1024, 0, 1))).toBe('damaged-file');
  });
});

describe('a file of many keys', () => {
  it('has one budget for all of them together', async () => {
    const budget = new WorkBudget();
    for (let i = 0; i < 10; i++) budget.spend(10_000_000);
    await expectCode(() => budget.spend(1), 'work-factor-too-high');
    await expectCode(() => new WorkBudget().spend(10_000_001), 'work-factor-too-high');
    const pem = (rounds: number) =>
      `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${Buffer.from(pbkdf2(rounds)).toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
    const read = async (text: string, work: WorkBudget) =>
      (await readPemText(text, { store: 'changeit', work })).entries.map(
        ({ unreadable }) => unreadable?.code,
      );
    const keys = pem(1000).repeat(3) + textFixture('pem/rsa-2048.pkcs8.pem');
    await expectCode(() => read(pem(1000).repeat(3), new WorkBudget(3000)), 'wrong-password');
    expect(await read(keys, new WorkBudget(2500))).toEqual([
      'password-needed',
      'password-needed',
      'work-factor-too-high',
      undefined,
    ]);
  });
});

describe("PKCS#12's own key derivation", () => {
  it('refuses more than 10,000,000 rounds', async () => {
    const sha1 = { name: 'sha1', length: 20, block: 64 };
    const password = der(0x1e).subarray(2);
    expect(await derivePkcs12(sha1, purposes.mac, password, new Uint8Array(8), 1, 20)).toHaveLength(20);
    await expectCode(
      () => derivePkcs12(sha1, purposes.mac, password, new Uint8Array(8), 10_000_001, 20),
      'work-factor-too-high',
    );
  });
});
