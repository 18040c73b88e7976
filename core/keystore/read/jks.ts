// Layout of a JKS key store, and of JCEKS, which differs in its magic and in how it protects keys. All numbers
// are big-endian; text is modified UTF-8 with two bytes of length.
//
//   magic u32 (feedfeed JKS, cececece JCEKS) | version u32 (1, 2) | number of entries u32
//   entry     tag u32 | alias text | created u64, ms since 1970
//     tag 1   length u32 | EncryptedPrivateKeyInfo | chain length u32 | certificates, leaf first
//     tag 2   certificate
//     tag 3   JCEKS only: a secret key as a Java object stream, without a length
//   certificate   type text (version 2 only) | length u32 | X.509 DER
//   the end   SHA-1(password in UTF-16BE | "Mighty Aphrodite" | all of the above)
//
// Nothing here needs a library: this reader stands behind `signet keytool -export`.

import { createHash, timingSafeEqual } from 'node:crypto';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { type Asn1, algorithmOf, membersOf, octetsOf, readAsn1 } from '../../asn1/asn1.ts';
import { ByteReader } from '../../asn1/byte-reader.ts';
import { damaged, passedOver } from '../../asn1/damaged.ts';
import { algorithmUnsupported } from '../../key/algorithm-unsupported.ts';
import type { KeyStore, Passwords, ReadOptions, StoreEntry } from '../../key/key-store.ts';
import { isPrivateKeyInfo } from '../../key/private-key-info.ts';
import { takingTurns } from '../../key/taking-turns.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { jceksKeyProtector, unprotectJceksKey } from '../ciphers/jceks-key-protector.ts';
import { sunKeyProtector, unprotectSunKey } from '../ciphers/jks-key-protector.ts';
import { utf16BigEndian } from '../ciphers/password-forms.ts';
import { requireFewEntries } from './entry-limit.ts';
import { readSealedSecret, type SealedSecret, unsealSecret } from './jceks-secret.ts';
import { integrityFailed, openKey, opensAny, wrongStorePassword } from './protected-key.ts';

const digestLength = 20;
const entryTag = { key: 1, certificate: 2, secret: 3 } as const;

/** An entry as it stands in the file, its key still protected. */
interface RawEntry {
  readonly alias: string;
  readonly kind: 'key' | 'certificate' | 'secret';
  readonly created?: Date;
  /** Why there is nothing else of it. */
  readonly problem?: SignetError;
  readonly protectedKey?: Uint8Array;
  readonly sealedSecret?: SealedSecret;
  readonly chain: readonly Uint8Array[];
}

/**
 * Reads a JKS key store. Listing it needs no password: without one its integrity is unchecked and its keys
 * are unreadable.
 * Errors: `damaged-file`, `algorithm-unsupported`; where a store password was given and the check at the end fails under
 * it, `integrity-failed` if that password opens one of the keys, else `wrong-password`.
 * Source: sun.security.provider.JavaKeyStore and com.sun.crypto.provider.JceKeyStore of OpenJDK.
 */
export async function readJks(
  bytes: Uint8Array,
  passwords: Passwords,
  options: ReadOptions = {},
): Promise<KeyStore> {
  return { format: 'jks', ...(await readStore(bytes, passwords, options)) };
}

/** As {@link readJks}, for JCEKS. Errors besides: `work-factor-too-high`. */
export async function readJceks(
  bytes: Uint8Array,
  passwords: Passwords,
  options: ReadOptions = {},
): Promise<KeyStore> {
  return { format: 'jceks', ...(await readStore(bytes, passwords, options)) };
}

async function readStore(
  bytes: Uint8Array,
  passwords: Passwords,
  { keys, onProgress, ignoreIntegrity = false }: ReadOptions,
): Promise<Omit<KeyStore, 'format'>> {
  const { entries: raw, end } = readEntries(bytes);
  const integrity = checkIntegrity(bytes.subarray(0, end), passwords.store);
  if (integrity === 'bad' && !ignoreIntegrity)
    throw (await opensAny(raw.filter(isProtected), passwords, openProtected))
      ? integrityFailed()
      : wrongStorePassword();
  const entries: StoreEntry[] = [];
  const nextTurn = takingTurns('opening entries', raw.length, onProgress);
  for (const entry of raw) {
    entries.push(await openEntry(entry, keys === 'leave' ? {} : passwords));
    await nextTurn(entries.length);
  }
  return {
    integrity,
    entries,
    ...(end === bytes.length ? {} : { repairs: [passedOver(bytes.length - end)] }),
  };
}

/** The entries, and where the file ends: Java takes no notice of what follows. */
function readEntries(bytes: Uint8Array): { readonly entries: readonly RawEntry[]; readonly end: number } {
  const reader = new ByteReader(bytes);
  reader.uint32();
  const version = reader.uint32();
  if (version !== 1 && version !== 2) throw damaged(`it is of version ${version}, which does not exist`);
  const count = reader.uint32();
  // A number that the file cannot hold is a damaged one.
  if (count <= reader.remaining) requireFewEntries(count);
  const entries: RawEntry[] = [];
  for (let i = 0; i < count; i++) {
    const start = reader.position;
    try {
      entries.push(readEntry(reader, version));
    } catch (error) {
      throw error instanceof SignetError ? damagedEntry(error, { entry: i + 1, of: count, start }) : error;
    }
  }
  if (reader.remaining < digestLength)
    throw damaged(`it ends ${digestLength - reader.remaining} bytes too early`);
  return { entries, end: reader.position + digestLength };
}

/** Where it broke, and how far the file could be read: half a transfer looks so. */
function damagedEntry(
  { message, hint }: SignetError,
  where: { readonly entry: number; readonly of: number; readonly start: number },
): SignetError {
  return new SignetError(
    'damaged-file',
    `${message} (in entry ${where.entry} of ${where.of}, which begins at byte ${where.start})`,
    { ...(hint === undefined ? {} : { hint }), details: where },
  );
}

function readEntry(reader: ByteReader, version: number): RawEntry {
  const tag = reader.uint32();
  if (!Object.values<number>(entryTag).includes(tag)) throw damaged('it holds an entry of an unknown kind');
  const alias = reader.javaText();
  const head = { alias, ...readDate(reader) };
  if (tag === entryTag.secret) {
    const sealed = readSealedSecret(reader);
    return sealed instanceof SignetError
      ? { ...head, kind: 'secret', problem: sealed, chain: [] }
      : { ...head, kind: 'secret', sealedSecret: sealed, chain: [] };
  }
  if (tag === entryTag.certificate) {
    const certificate = readCertificate(reader, version);
    return certificate instanceof SignetError
      ? { ...head, kind: 'certificate', problem: certificate, chain: [] }
      : { ...head, kind: 'certificate', chain: [certificate] };
  }
  const protectedKey = reader.bytes(reader.uint32());
  const length = reader.uint32();
  const chain: Uint8Array[] = [];
  for (let i = 0; i < length; i++) {
    const certificate = readCertificate(reader, version);
    if (!(certificate instanceof SignetError)) chain.push(certificate);
  }
  return { ...head, kind: 'key', protectedKey, chain };
}

/** A date that no calendar has is left out. */
function readDate(reader: ByteReader): { readonly created?: Date } {
  const created = new Date(Number(reader.int64()));
  return Number.isNaN(created.getTime()) ? {} : { created };
}

/** One of an unknown type is passed over, and said why: its length is known. */
function readCertificate(reader: ByteReader, version: number): Uint8Array | SignetError {
  const type = version === 2 ? reader.javaText() : 'X.509';
  const bytes = reader.bytes(reader.uint32());
  if (type === 'X.509') return bytes;
  const shown = type.slice(0, 40);
  return new SignetError(
    'algorithm-unsupported',
    `the certificate is of the type ${shown}, which is not supported`,
    {
      details: { type: shown },
    },
  );
}

function checkIntegrity(bytes: Uint8Array, password: string | undefined): KeyStore['integrity'] {
  if (password === undefined) return 'unchecked';
  const contents = bytes.subarray(0, bytes.length - digestLength);
  const digest = createHash('sha1')
    .update(utf16BigEndian(password))
    .update('Mighty Aphrodite')
    .update(contents)
    .digest();
  return timingSafeEqual(digest, bytes.subarray(bytes.length - digestLength)) ? 'ok' : 'bad';
}

async function openEntry(entry: RawEntry, passwords: Passwords): Promise<StoreEntry> {
  const { protectedKey: _, sealedSecret: __, problem, ...rest } = entry;
  if (!isProtected(entry)) return { ...rest, ...(problem === undefined ? {} : { unreadable: problem }) };
  const opened = await openKey(passwords, (password, work) => openProtected(entry, password, work));
  if ('unreadable' in opened) return { ...rest, ...opened };
  return rest.kind === 'key' ? { ...rest, ...opened } : { ...rest, secret: opened.privateKey };
}

function isProtected({ protectedKey, sealedSecret }: RawEntry): boolean {
  return protectedKey !== undefined || sealedSecret !== undefined;
}

/** The private key or the secret of an entry; undefined for a wrong password, and for an entry that has neither. */
async function openProtected(
  { protectedKey, sealedSecret }: RawEntry,
  password: string,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  if (sealedSecret !== undefined) return await unsealSecret(sealedSecret, password, work);
  return protectedKey === undefined ? undefined : await decryptKey(protectedKey, password, work);
}

async function decryptKey(
  protectedKey: Uint8Array,
  password: string,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  const [algorithmNode, octets] = membersOf(readAsn1(protectedKey));
  const algorithm = algorithmOf(algorithmNode);
  const unprotect = protectors[algorithm.oid];
  if (unprotect === undefined) throw algorithmUnsupported('key protection', algorithm.oid);
  const key = await unprotect(octetsOf(octets), password, algorithm.parameters, work);
  return key !== undefined && isPrivateKeyInfo(key) ? key : undefined;
}

type Unprotect = (
  ciphertext: Uint8Array,
  password: string,
  parameters: Asn1 | undefined,
  work: WorkBudget,
) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

const protectors: Readonly<Record<string, Unprotect>> = {
  [sunKeyProtector]: (ciphertext, password) => unprotectSunKey(ciphertext, utf16BigEndian(password)),
  [jceksKeyProtector]: (ciphertext, password, parameters, work) =>
    unprotectJceksKey(parameters, ciphertext, password, work),
};
