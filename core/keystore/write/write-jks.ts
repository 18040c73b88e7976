// Layout of a JKS key store as it is written here, version 2; jks.ts reads it, and more:
//
//   magic u32 feedfeed | version u32 2 | number of entries u32
//   entry     tag u32 | alias text | created u64, ms since 1970
//     tag 1   length u32 | EncryptedPrivateKeyInfo | chain length u32 | certificates, leaf first
//     tag 2   certificate
//   certificate   "X.509" text | length u32 | X.509 DER
//   the end   SHA-1(password in UTF-16BE | "Mighty Aphrodite" | all of the above)

import { createHash } from 'node:crypto';
import { SignetError } from '../../../shared/base/signet-error.ts';
import type { StoreEntry } from '../../key/key-store.ts';
import { utf16BigEndian } from '../ciphers/password-forms.ts';
import { protectSunKey } from '../ciphers/protect-sun-key.ts';
import { notForFormat, privateHalf } from './private-half.ts';

export interface JksOptions {
  /** For the integrity of the whole, and for each key. */
  readonly password: string;
  /** The keys' own password, where it is another one. */
  readonly keyPassword?: string;
  /** The time of entries that have none of their own: now if left out. */
  readonly now?: Date;
}

/** An entry whose key may be passed on as it stood under its own password: EncryptedPrivateKeyInfo. */
export interface ProtectedEntry extends StoreEntry {
  readonly protectedKey?: Uint8Array;
}

const magic = 0xfeedfeed;
const entryTag = { key: 1, certificate: 2 } as const;

/**
 * Writes a JKS key store. Aliases are put in lower case, as Java does.
 * Errors: `algorithm-unsupported` for entries that are neither key nor certificate; `password-needed` for keys that are
 * closed; `name-taken` for aliases that differ by case only.
 * Source: sun.security.provider.JavaKeyStore of OpenJDK.
 */
export async function writeJks(
  entries: readonly ProtectedEntry[],
  { password, keyPassword = password, now = new Date() }: JksOptions,
): Promise<Uint8Array> {
  const taken = new Set<string>();
  const parts = [uint32(magic), uint32(2), uint32(entries.length)];
  for (const entry of entries) {
    const alias = entry.alias.toLowerCase();
    if (taken.has(alias)) {
      throw new SignetError('name-taken', `two entries are named ${alias} once in lower case, as JKS has it`);
    }
    taken.add(alias);
    parts.push(...writeEntry(entry, alias, entry.created ?? now, keyPassword));
  }
  const contents = Buffer.concat(parts);
  const digest = createHash('sha1')
    .update(utf16BigEndian(password))
    .update('Mighty Aphrodite')
    .update(contents)
    .digest();
  return new Uint8Array(Buffer.concat([contents, digest]));
}

function writeEntry(entry: ProtectedEntry, alias: string, created: Date, keyPassword: string): Uint8Array[] {
  const head = (tag: number) => [uint32(tag), javaText(alias), uint64(created.getTime())];
  const [leaf] = entry.chain;
  if (entry.kind === 'certificate' && leaf !== undefined)
    return [...head(entryTag.certificate), ...writeCertificate(leaf)];
  if (entry.kind !== 'key') throw notForFormat(entry, 'JKS');
  const key = entry.protectedKey ?? protectSunKey(privateHalf(entry), utf16BigEndian(keyPassword));
  return [
    ...head(entryTag.key),
    uint32(key.length),
    key,
    uint32(entry.chain.length),
    ...entry.chain.flatMap(writeCertificate),
  ];
}

function writeCertificate(der: Uint8Array): Uint8Array[] {
  return [javaText('X.509'), uint32(der.length), der];
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

/**
 * Text as java.io.DataOutput.writeUTF writes it: a length of two bytes and modified UTF-8, where NUL takes two bytes
 * and each half of a surrogate pair three.
 * @param text at most 65,535 bytes once encoded; what is longer is cut off, as no alias is.
 */
function javaText(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < text.length && bytes.length <= 0xffff - 3; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0 && unit < 0x80) bytes.push(unit);
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  }
  return Uint8Array.of(bytes.length >> 8, bytes.length & 0xff, ...bytes);
}
