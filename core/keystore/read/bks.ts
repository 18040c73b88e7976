// Layout of a BKS key store of Bouncy Castle (org.bouncycastle.jcajce.provider.keystore.bc.BcKeyStoreSpi). All numbers are
// big-endian; text is modified UTF-8 with two bytes of length.
//
//   version u32 (1, 2) | salt length u32 | salt | rounds u32 | entries | 0 | HMAC-SHA-1 over entries and 0
//   entry     kind u8 | alias text | created u64, ms since 1970 | chain length u32 | certificates, leaf first
//     kind 1  certificate
//     kind 2  key, as it is
//     kind 3  length u32 | bytes that somebody protected in a way of his own
//     kind 4  length u32 | salt length u32 | salt | rounds u32 | key under PBEWithSHAAnd3-KeyTripleDES-CBC
//   certificate   type text | length u32 | X.509 DER
//   key       kind u8 (0 private, 1 public, 2 secret) | format text | algorithm text | length u32 | bytes
//
// Passwords and keys are those of PKCS#12 (RFC 7292 appendix B). Version 1 took the MAC key's length in bytes for bits, so
// that its MAC has a key of two bytes and proves next to nothing.

import { timingSafeEqual } from 'node:crypto';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { ByteReader } from '../../asn1/byte-reader.ts';
import { damaged, passedOver, unlessDamaged } from '../../asn1/damaged.ts';
import type { KeyStore, Passwords, ReadOptions, StoreEntry } from '../../key/key-store.ts';
import { isPrivateKeyInfo } from '../../key/private-key-info.ts';
import { computeHmac } from '../../key/script-hashes.ts';
import { takingTurns } from '../../key/taking-turns.ts';
import { WorkBudget } from '../../key/work-budget.ts';
import { decryptCbc } from '../ciphers/decrypt-cbc.ts';
import { type Digest, digests } from '../ciphers/digest-names.ts';
import { bmpPasswords, firstOpened } from '../ciphers/password-forms.ts';
import { derivePkcs12, purposes } from '../ciphers/pkcs12-key-derivation.ts';
import { requireFewEntries } from './entry-limit.ts';
import { integrityFailed, openKey, opensAny, wrongStorePassword } from './protected-key.ts';

const sha1 = digests['1.3.14.3.2.26'] as Digest;
const macLength = 20;
const entryKind = { certificate: 1, key: 2, secret: 3, sealed: 4 } as const;
const keyKinds = ['key', 'public-key', 'secret'] as const;

/** A key as it was encoded: what kind it is, and its bytes. */
interface EncodedKey {
  readonly kind: (typeof keyKinds)[number];
  readonly bytes: Uint8Array;
}

interface Sealed {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly ciphertext: Uint8Array;
}

interface RawEntry {
  readonly alias: string;
  readonly created?: Date;
  readonly chain: readonly Uint8Array[];
  readonly key?: EncodedKey;
  readonly sealed?: Sealed;
  readonly problem?: SignetError;
}

/**
 * Reads a BKS key store. Listing it needs no password: without one its integrity is unchecked and its keys are unreadable.
 * Errors: `damaged-file`, `work-factor-too-high`; where a store password was given and the check fails under it,
 * `integrity-failed` if that password opens one of the keys, else `wrong-password`.
 */
export async function readBks(
  bytes: Uint8Array,
  passwords: Passwords,
  { keys, onProgress, ignoreIntegrity = false }: ReadOptions = {},
): Promise<KeyStore> {
  const reader = new ByteReader(bytes);
  const version = reader.uint32();
  const salt = reader.bytes(reader.uint32());
  const iterations = reader.uint32();
  const start = reader.position;
  const raw = readEntries(reader);
  const contents = bytes.subarray(start, reader.position);
  const mac = reader.bytes(macLength);
  const usable = { ...passwords, work: passwords.work ?? new WorkBudget() };
  const integrity = await checkIntegrity({ version, salt, iterations, contents, mac }, usable);
  if (integrity === 'bad' && !ignoreIntegrity) {
    const sealed = raw.flatMap((entry) => (entry.sealed ? [entry.sealed] : []));
    throw (await opensAny(sealed, usable, unseal)) ? integrityFailed() : wrongStorePassword();
  }
  const entries: StoreEntry[] = [];
  const nextTurn = takingTurns('opening entries', raw.length, onProgress);
  for (const entry of raw) {
    entries.push(await openEntry(entry, keys === 'leave' ? {} : usable));
    await nextTurn(entries.length);
  }
  return {
    format: 'bks',
    integrity,
    entries,
    ...(reader.remaining === 0 ? {} : { repairs: [passedOver(reader.remaining)] }),
  };
}

function readEntries(reader: ByteReader): readonly RawEntry[] {
  const entries: RawEntry[] = [];
  for (;;) {
    const [kind = 0] = reader.bytes(1);
    if (kind === 0) return entries;
    entries.push(readEntry(reader, kind));
    requireFewEntries(entries.length);
  }
}

function readEntry(reader: ByteReader, kind: number): RawEntry {
  const alias = reader.javaText();
  const created = new Date(Number(reader.int64()));
  const length = reader.uint32();
  requireFewEntries(length);
  const head = {
    alias,
    ...(Number.isNaN(created.getTime()) ? {} : { created }),
    chain: Array.from({ length }, () => readCertificate(reader)),
  };
  switch (kind) {
    case entryKind.certificate:
      return { ...head, chain: [readCertificate(reader)] };
    case entryKind.key:
      return { ...head, key: readKey(reader) };
    case entryKind.secret:
      reader.bytes(reader.uint32());
      return {
        ...head,
        problem: new SignetError('algorithm-unsupported', 'the key was protected by a program of its own', {
          hint: 'export it with the program that wrote the key store',
        }),
      };
    case entryKind.sealed: {
      const sealed = new ByteReader(reader.bytes(reader.uint32()));
      const salt = sealed.bytes(sealed.uint32());
      const iterations = sealed.uint32();
      return { ...head, sealed: { salt, iterations, ciphertext: sealed.bytes(sealed.remaining) } };
    }
    default:
      throw damaged('it holds an entry of an unknown kind');
  }
}

function readCertificate(reader: ByteReader): Uint8Array {
  const type = reader.javaText();
  const bytes = reader.bytes(reader.uint32());
  if (type === 'X.509' || type === 'X509') return bytes;
  throw damaged(`it holds a certificate of the type ${type.slice(0, 40)}`);
}

/** Errors: `damaged-file`. */
function readKey(reader: ByteReader): EncodedKey {
  const kind = keyKinds[reader.bytes(1)[0] ?? 0];
  reader.javaText();
  reader.javaText();
  const bytes = reader.bytes(reader.uint32());
  if (kind === undefined) throw damaged('it holds a key of an unknown kind');
  return { kind, bytes };
}

async function checkIntegrity(
  {
    version,
    salt,
    iterations,
    contents,
    mac,
  }: { version: number; salt: Uint8Array; iterations: number; contents: Uint8Array; mac: Uint8Array },
  { store, work }: Passwords & { readonly work: WorkBudget },
): Promise<KeyStore['integrity']> {
  if (store === undefined) return 'unchecked';
  const keyLength = version === 1 ? macLength >> 3 : macLength;
  const fitting = await firstOpened(bmpPasswords(store), async (form) => {
    work.spend(iterations);
    const key = await derivePkcs12(sha1, purposes.mac, form, salt, iterations, keyLength, work);
    return timingSafeEqual(await computeHmac(sha1.name, key, contents), mac) ? form : undefined;
  });
  return fitting === undefined ? 'bad' : 'ok';
}

/** The encoded key; undefined for a wrong password. */
async function unseal(
  { salt, iterations, ciphertext }: Sealed,
  password: string,
  work: WorkBudget,
): Promise<EncodedKey | undefined> {
  return firstOpened(bmpPasswords(password), async (form) => {
    const derive = (purpose: number, length: number) => {
      work.spend(iterations);
      return derivePkcs12(sha1, purpose, form, salt, iterations, length, work);
    };
    const key = await derive(purposes.key, 24);
    const plain = decryptCbc('des-ede3-cbc', key, await derive(purposes.iv, 8), ciphertext);
    // A wrong password that passes the padding check leaves noise behind.
    const read = plain && unlessDamaged(() => readKey(new ByteReader(plain)));
    return read?.kind === 'key' && !isPrivateKeyInfo(read.bytes) ? undefined : read;
  });
}

async function openEntry(entry: RawEntry, passwords: Passwords): Promise<StoreEntry> {
  const { alias, created, chain, key, sealed, problem } = entry;
  const head = { alias, ...(created === undefined ? {} : { created }), chain };
  if (problem !== undefined) return { ...head, kind: 'key', unreadable: problem };
  if (key !== undefined) return { ...head, ...asEntry(key) };
  if (sealed === undefined) return { ...head, kind: 'certificate' };
  let found: EncodedKey | undefined;
  const opened = await openKey(passwords, async (password, work) => {
    found = await unseal(sealed, password, work);
    return found?.bytes;
  });
  if ('unreadable' in opened) return { ...head, kind: 'key', ...opened };
  return { ...head, ...asEntry(found ?? { kind: 'key', bytes: opened.privateKey }) };
}

function asEntry({
  kind,
  bytes,
}: EncodedKey): Pick<StoreEntry, 'kind' | 'privateKey' | 'publicKey' | 'secret'> {
  if (kind === 'key') return { kind, privateKey: bytes };
  return kind === 'secret' ? { kind, secret: bytes } : { kind, publicKey: bytes };
}
