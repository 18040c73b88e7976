import { spawnSync } from 'node:child_process';
import { createHmac, pbkdf2Sync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { explicitValue, membersOf, octetsOf, readAsn1, tags } from '../../../core/asn1/asn1.ts';
import { der, derInteger, derNull, derOctets, derOid, derSequence } from '../../../core/asn1/der.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import type { ErrorCode } from '../../../shared/base/error-code.ts';
import { hasTool } from '../../support/tools.ts';
import { expectCode, fixture } from '../fixture.ts';

// Every way in which the MAC of a PKCS#12 file can be odd, beside what openssl and keytool do with the same file: what neither
// uses, Signet does not use unasked.

const file = fixture('keystores/openssl.p12');
const password = 'changeit';
const [version, authSafe, macData] = membersOf(readAsn1(file));
const [, content] = membersOf(authSafe);
const contents = octetsOf(explicitValue(content, 0));
const [digestInfo, saltNode, iterationsNode] = membersOf(macData);
const [digestNode, macNode] = membersOf(digestInfo);
const bytes = (node: { readonly bytes: Uint8Array } | undefined) => node?.bytes ?? new Uint8Array();
const [digest, mac, salt, iterations] = [digestNode, macNode, saltNode, iterationsNode].map(bytes) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

const withMac = (...members: readonly Uint8Array[]) =>
  derSequence(bytes(version), bytes(authSafe), derSequence(...members));
const info = (algorithm: Uint8Array, value: Uint8Array = mac) => derSequence(algorithm, value);
const number = (value: bigint) => {
  if (value < 0n) return der(tags.integer, Uint8Array.of(Number(value + 256n)));
  const hex = value.toString(16);
  return derInteger(new Uint8Array(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')));
};

const hmacSha256 = derSequence(derOid('1.2.840.113549.2.9'), derNull());
const kdfSalt = Buffer.from('saltsalt');
const rounds = 2048;
const pbkdf2 = (more: readonly Uint8Array[], count = BigInt(rounds)) =>
  derSequence(derOid('1.2.840.113549.1.5.12'), derSequence(derOctets(kdfSalt), number(count), ...more));
const pbmac1 = (kdf: Uint8Array, scheme: Uint8Array) =>
  derSequence(derOid('1.2.840.113549.1.5.14'), derSequence(kdf, scheme));
const pbmacValue = derOctets(
  createHmac('sha256', pbkdf2Sync(password, kdfSalt, rounds, 32, 'sha256'))
    .update(contents)
    .digest(),
);
const ignored = [derOctets(Buffer.from('NOT USED')), number(1n)];
const goodKdf = pbkdf2([number(32n), hmacSha256]);
const unknownOid = derSequence(derOid('1.3.6.1.4.1.99999.1'), derNull());

/** With the right MAC under a key of that many bytes. */
function pbmac1WithKeyOf(length: number): Uint8Array {
  const key = pbkdf2Sync(password, kdfSalt, rounds, length, 'sha256');
  const value = derOctets(createHmac('sha256', key).update(contents).digest());
  const kdf = pbkdf2([number(BigInt(length)), hmacSha256]);
  return withMac(info(pbmac1(kdf, hmacSha256), value), ...ignored);
}

type Row = readonly [string, Uint8Array, 'ok' | ErrorCode];
const table: readonly Row[] = [
  ['as it was', withMac(info(digest), salt, iterations), 'ok'],
  ['PBMAC1', withMac(info(pbmac1(goodKdf, hmacSha256), pbmacValue), ...ignored), 'ok'],
  ['an unknown digest', withMac(info(unknownOid), salt, iterations), 'algorithm-unsupported'],
  [
    'a signature algorithm for a digest',
    withMac(info(derSequence(derOid('1.2.840.113549.1.1.11'), derNull())), salt, iterations),
    'algorithm-unsupported',
  ],
  ['an HMAC for a digest', withMac(info(hmacSha256), salt, iterations), 'algorithm-unsupported'],
  [
    'PBMAC1 with an unknown PRF',
    withMac(info(pbmac1(pbkdf2([number(32n), unknownOid]), hmacSha256), pbmacValue), ...ignored),
    'algorithm-unsupported',
  ],
  [
    'PBMAC1 with an unknown MAC',
    withMac(info(pbmac1(goodKdf, unknownOid), pbmacValue), ...ignored),
    'algorithm-unsupported',
  ],
  [
    'PBMAC1 with an unknown key derivation',
    withMac(info(pbmac1(unknownOid, hmacSha256), pbmacValue), ...ignored),
    'algorithm-unsupported',
  ],
  [
    'PBMAC1 without the key’s length',
    withMac(info(pbmac1(pbkdf2([hmacSha256]), hmacSha256), pbmacValue), ...ignored),
    'damaged-file',
  ],
  // The MAC fits: somebody without the password makes such a file in 256 tries.
  ...[1, 8, 19].map(
    (length): Row => [`PBMAC1 under a key of ${length} bytes`, pbmac1WithKeyOf(length), 'damaged-file'],
  ),
  ['PBMAC1 under a key of 20 bytes', pbmac1WithKeyOf(20), 'ok'],
  [
    'PBMAC1 without parameters',
    withMac(info(derSequence(derOid('1.2.840.113549.1.5.14')), pbmacValue), ...ignored),
    'damaged-file',
  ],
  [
    'PBMAC1 with no rounds',
    withMac(info(pbmac1(pbkdf2([number(32n), hmacSha256], 0n), hmacSha256), pbmacValue), ...ignored),
    'damaged-file',
  ],
  [
    'PBMAC1 with too many rounds',
    withMac(
      info(pbmac1(pbkdf2([number(32n), hmacSha256], 2n ** 31n - 1n), hmacSha256), pbmacValue),
      ...ignored,
    ),
    'work-factor-too-high',
  ],
  ['no rounds', withMac(info(digest), salt, number(0n)), 'damaged-file'],
  ['fewer rounds than none', withMac(info(digest), salt, number(-1n)), 'damaged-file'],
  ['other rounds', withMac(info(digest), salt, number(2047n)), 'integrity-failed'],
  ['too many rounds', withMac(info(digest), salt, number(2n ** 31n - 1n)), 'work-factor-too-high'],
  ['rounds beyond any number', withMac(info(digest), salt, number(2n ** 70n)), 'damaged-file'],
  ['the rounds left out', withMac(info(digest), salt), 'integrity-failed'],
  ['an empty salt', withMac(info(digest), derOctets(new Uint8Array()), iterations), 'integrity-failed'],
  ['no salt', withMac(info(digest)), 'damaged-file'],
  ['an empty MAC', withMac(info(digest, derOctets(new Uint8Array())), salt, iterations), 'integrity-failed'],
  [
    'the MAC cut short',
    withMac(info(digest, derOctets(mac.subarray(2, 12))), salt, iterations),
    'integrity-failed',
  ],
  ['no MAC in it', withMac(derSequence(digest), salt, iterations), 'damaged-file'],
  ['nothing in it', withMac(), 'damaged-file'],
  ['a digest without its sequence', withMac(digest, salt, iterations), 'damaged-file'],
];

const folder = mkdtempSync(join(tmpdir(), 'signet-mac-'));
afterAll(() => rmSync(folder, { recursive: true }));
const peers = (['openssl', 'keytool'] as const).filter((name) => hasTool(name));
if (peers.length < 2) console.log(`skipped: openssl or keytool is not here: only ${peers.join()} is asked`);

function readsIt(peer: 'openssl' | 'keytool', path: string): boolean {
  const args = {
    openssl: ['pkcs12', '-in', path, '-passin', `pass:${password}`, '-noout', '-legacy'],
    keytool: ['-list', '-keystore', path, '-storepass', password],
  }[peer];
  return spawnSync(peer, args, { timeout: 10_000 }).status === 0;
}

describe('a PKCS#12 file with', () => {
  it.each(table)('%s', async (_, store, outcome) => {
    if (outcome === 'ok') expect((await readKeyStore(store, { store: password })).integrity).toBe('ok');
    else await expectCode(() => readKeyStore(store, { store: password }), outcome);
  });

  it.each(table.filter(([, , outcome]) => outcome !== 'ok'))(
    '%s is not used by the others either',
    (name, store) => {
      const path = join(folder, 'odd.p12');
      writeFileSync(path, store);
      // OpenSSL knows SHA256withRSA as another name of SHA-256, which RFC 7292 does not have.
      const lenient = name === 'a signature algorithm for a digest' ? ['openssl'] : [];
      expect(peers.filter((peer) => !lenient.includes(peer) && readsIt(peer, path))).toEqual([]);
    },
  );
});

it.each(table.filter(([, , outcome]) => outcome === 'algorithm-unsupported'))(
  'with %s it is used unchecked where that is asked for, and says so',
  async (_, store) => {
    const read = await readKeyStore(store, { store: password }, { ignoreIntegrity: true });
    expect(read.integrity).toBe('unchecked');
    expect(read.closed).toMatchObject([{ code: 'algorithm-unsupported' }]);
    expect(read.entries.length).toBeGreaterThan(0);
  },
);
