import { SignetError } from '../../../shared/base/signet-error.ts';
import { type Asn1, membersOf, oidOf, readAsn1, tags } from '../../asn1/asn1.ts';
import { unlessDamaged } from '../../asn1/damaged.ts';
import { hasBksHead, isBks } from './detect-format.ts';

// Formats that are known and not read, by their first bytes:
//
//   UBER    as BKS up to the rounds, and encrypted from there on
//   BCFKS   SEQUENCE { SEQUENCE { AlgorithmIdentifier, OCTET STRING }, SEQUENCE { AlgorithmIdentifier, AlgorithmIdentifier, OCTET STRING } }
//   KDB     3748 0302 | 0000 0000 | "X509KEY"

interface Foreign {
  readonly name: string;
  readonly hint: string;
  readonly is: (bytes: Uint8Array) => boolean;
}

const bouncyCastle = (type: string) =>
  `convert it: keytool -importkeystore -srckeystore FILE -srcstoretype ${type} -destkeystore FILE.p12 -deststoretype PKCS12 -providerclass org.bouncycastle.jce.provider.BouncyCastleProvider -providerpath bcprov.jar`;

const foreign: readonly Foreign[] = [
  {
    name: 'a UBER key store of Bouncy Castle',
    hint: bouncyCastle('UBER'),
    is: isUber,
  },
  { name: 'a BCFKS key store of Bouncy Castle', hint: bouncyCastle('BCFKS'), is: isBcfks },
  {
    name: 'a CMS key database (KDB) of IBM',
    hint: 'convert it: runmqakm -keydb -convert -db FILE.kdb -new_db FILE.p12 -new_format pkcs12',
    is: (bytes) => startsWith(bytes, Uint8Array.of(0x37, 0x48, 0x03, 0x02)),
  },
  {
    name: 'an NSS database',
    hint: 'export from it: pk12util -d FOLDER -n NICKNAME -o FILE.p12',
    is: (bytes) =>
      startsWith(bytes, ascii('SQLite format 3\0')) || startsWith(bytes, Uint8Array.of(0, 6, 0x15, 0x61)),
  },
  {
    name: 'a CMS message that is encrypted for a recipient',
    hint: 'decrypt it first: openssl cms -decrypt -inform DER -in FILE -recip CERTIFICATE -inkey KEY',
    is: (bytes) => contentTypeOf(bytes) === '1.2.840.113549.1.7.3',
  },
  {
    name: 'a key in the format of PuTTY',
    hint: 'convert it: puttygen FILE -O private-openssh -o KEY',
    is: (bytes) => startsWith(bytes, ascii('PuTTY-User-Key-File-')),
  },
  {
    name: 'a message or key of OpenPGP',
    hint: 'OpenPGP keys sign no tokens; use a PEM, PKCS#12 or JWK key',
    is: (bytes) => startsWith(bytes, ascii('-----BEGIN PGP ')),
  },
  {
    name: 'a web page',
    hint: 'a login or an error page was saved in place of the file: get it again, and look at the address',
    is: (bytes) => /^\s*<(?:!doctype html|html|head|body)\b/i.test(beginning(bytes)),
  },
  {
    name: 'a pointer of Git LFS',
    hint: 'the file itself is not there yet: git lfs pull',
    is: (bytes) => startsWith(bytes, ascii('version https://git-lfs.github.com/')),
  },
  {
    name: 'a ZIP archive',
    hint: 'unpack it, and open the key store or certificate in it',
    is: (bytes) => startsWith(bytes, Uint8Array.of(0x50, 0x4b, 0x03, 0x04)),
  },
  {
    name: 'a file packed with gzip',
    hint: 'unpack it first: gunzip FILE',
    is: (bytes) => startsWith(bytes, Uint8Array.of(0x1f, 0x8b, 0x08)),
  },
  {
    name: 'a JWT',
    hint: 'look into it with signet decode, or check it with signet verify; its key is another file',
    is: (bytes) => /^\s*(?:Bearer )?ey[\w-]{8,}\.[\w-]+\.[\w-]*\s*$/.test(beginning(bytes)),
  },
  {
    name: 'a binary key store that was copied as text, so that its bytes are lost',
    hint: 'copy the original again in binary form; in Maven, keep it out of resource filtering (nonFilteredFileExtension)',
    is: (bytes) => lostBeginnings.some((start) => startsWith(bytes, start)),
  },
];

/** FE ED FE ED of a JKS file, and 30 8x of a PKCS#12 file, where each byte that is no UTF-8 was replaced by U+FFFD. */
const lostBeginnings = ['\ufffd\ufffd\ufffd\ufffd\0\0\0', '0\ufffd'].map((text) =>
  new TextEncoder().encode(text),
);

function beginning(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64 * 1024)).toString('utf8');
}

/**
 * Refuses a file of a format that is known and not read, by its name and with what to do about it.
 * Errors: `unknown-format`.
 */
export function refuseForeign(bytes: Uint8Array): void {
  const found = foreign.find(({ is }) => is(bytes));
  if (found === undefined) return;
  throw new SignetError('unknown-format', `this is ${found.name}, which Signet does not read`, {
    hint: found.hint,
    details: { format: found.name },
  });
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

/** It begins as BKS does, and where BKS has its entries, it is encrypted. */
function isUber(bytes: Uint8Array): boolean {
  return hasBksHead(bytes) && !isBks(bytes);
}

function membersOfFile(bytes: Uint8Array): Asn1[] | undefined {
  return bytes[0] === 0x30 ? unlessDamaged(() => membersOf(readAsn1(bytes))) : undefined;
}

function isBcfks(bytes: Uint8Array): boolean {
  const members = membersOfFile(bytes);
  if (members?.length !== 2) return false;
  const shapes = members.map((node) => unlessDamaged(() => membersOf(node).map(({ tag }) => tag)) ?? []);
  const { sequence, octetString } = tags;
  return (
    String(shapes) ===
    String([
      [sequence, octetString],
      [sequence, sequence, octetString],
    ])
  );
}

function contentTypeOf(bytes: Uint8Array): string | undefined {
  const first = membersOfFile(bytes)?.[0];
  return first?.tag === tags.oid ? unlessDamaged(() => oidOf(first)) : undefined;
}
