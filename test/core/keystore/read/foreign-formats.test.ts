import { describe, expect, it } from 'vitest';
import { der, derOctets, derOid, derSequence } from '../../../../core/asn1/der.ts';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import { expectCode, fixture } from '../../fixture.ts';

const numbers = (...values: readonly number[]) =>
  Buffer.concat(values.map((value) => Buffer.of(0, 0, value >> 8, value & 255)));
const salt = Buffer.alloc(20, 7);
const algorithm = derSequence(derOid('1.2.840.113549.1.5.13'));

/** As keytool with Bouncy Castle's provider wrote them. */
const real = (name: string) => fixture(`foreign/${name}`);

const files: readonly (readonly [string, Uint8Array, string])[] = [
  ['a UBER key store', real('store.uber'), 'UBER'],
  ['a BCFKS key store', real('store.bcfks'), 'BCFKS'],
  ['a UBER key store', Buffer.concat([numbers(1, 20), salt, numbers(1024), Buffer.alloc(60, 0xa5)]), 'UBER'],
  [
    'a BCFKS key store',
    derSequence(
      derSequence(algorithm, derOctets(new Uint8Array(64))),
      derSequence(algorithm, algorithm, derOctets(new Uint8Array(32))),
    ),
    'BCFKS',
  ],
  ['a CMS key database', Buffer.from('3748030200000000583530394b455900', 'hex'), 'runmqakm'],
  ['an NSS database', Buffer.from('SQLite format 3\0 and more'), 'pk12util'],
  ['a CMS message', derSequence(derOid('1.2.840.113549.1.7.3'), der(0xa0, derSequence())), 'openssl cms'],
  ['in the format of PuTTY', Buffer.from('PuTTY-User-Key-File-3: ssh-rsa\r\n'), 'puttygen'],
  ['OpenPGP', Buffer.from('-----BEGIN PGP PRIVATE KEY BLOCK-----\n'), 'PEM'],
];

describe('a file of a format that is not read', () => {
  it.each(files)('is named: %s', async (name, bytes, advice) => {
    for (const passwords of [{}, { store: 'changeit' }]) {
      const error = await expectCode(() => readKeyStore(Uint8Array.from(bytes), passwords), 'unknown-format');
      expect(error.message).toContain(name);
      expect(error.hint).toContain(advice);
    }
  });
});

describe('a damaged file', () => {
  it.each(['keystores/openssl.p12', 'der/leaf.cer', 'keystores/several.jks'])(
    '%s says where',
    async (path) => {
      const file = fixture(path);
      await readKeyStore(file, { store: 'changeit' });
      const error = await expectCode(
        () => readKeyStore(file.subarray(0, file.length - 40), { store: 'changeit' }),
        'damaged-file',
      );
      expect(error.message).toMatch(/at byte \d+/);
    },
  );
});
