// Layout of a PKCS#12 file (RFC 7292) as it is written here, in DER; pkcs12.ts reads more:
//
//   PFX           SEQUENCE { INTEGER 3, ContentInfo data: the safes, MacData }
//   the safes     SEQUENCE { data: SafeContents of the keys and secrets, each shrouded,
//                            encryptedData: SafeContents of the certificates }             either is left out where empty
//   SafeBag       SEQUENCE { OID, [0] EXPLICIT value, SET { friendlyName, localKeyID | trusted key usage } }
//   MacData       SEQUENCE { SEQUENCE { AlgorithmIdentifier, OCTET STRING }, salt OCTET STRING, iterations INTEGER }
//
// The order and the attributes are keytool's: it takes a certificate for an entry of its own only where Oracle's
// trusted key usage stands with it, and the date of an entry from a localKeyID that reads "Time " and milliseconds.

import { createHash, createHmac, randomBytes } from 'node:crypto';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { tags } from '../../asn1/asn1.ts';
import { der, derContext, derInteger, derNull, derOctets, derOid, derSequence } from '../../asn1/der.ts';
import { magnitude } from '../../asn1/magnitude.ts';
import type { StoreEntry } from '../../key/key-store.ts';
import { takingTurns } from '../../key/taking-turns.ts';
import { type Digest, digests } from '../ciphers/digest-names.ts';
import { encryptPbes1 } from '../ciphers/encrypt-pbes1.ts';
import { type Encrypted, encryptPbes2 } from '../ciphers/encrypt-pbes2.ts';
import { bmpPassword } from '../ciphers/password-forms.ts';
import { derivePkcs12, purposes } from '../ciphers/pkcs12-key-derivation.ts';
import { notForFormat, privateHalf } from './private-half.ts';

export interface Pkcs12Options {
  /** Protects the whole and, by the custom of all readers, each key. */
  readonly password: string;
  /** For Windows before 2018 and Java before 2020: triple DES, and a MAC with SHA-1. */
  readonly legacy?: boolean;
  /** The time of entries that have none of their own: now if left out. */
  readonly now?: Date;
}

/** How a file is protected: keytool 17 and openssl 3 take as many rounds or fewer. */
interface Protection {
  readonly encrypt: (plain: Uint8Array, password: string, iterations: number) => Promise<Encrypted>;
  readonly macDigest: string;
  readonly iterations: number;
}

const modern: Protection = {
  encrypt: encryptPbes2,
  macDigest: '2.16.840.1.101.3.4.2.1',
  iterations: 10_000,
};
const legacyProtection: Protection = {
  encrypt: encryptPbes1,
  macDigest: '1.3.14.3.2.26',
  iterations: 10_000,
};

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  secretBag: '1.2.840.113549.1.12.10.1.5',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  trustedKeyUsage: '2.16.840.1.113894.746875.1.1',
  anyExtendedKeyUsage: '2.5.29.37.0',
  hmacWithSha256: '1.2.840.113549.2.9',
};

/**
 * Writes a PKCS#12 file: private keys with their chains, trusted certificates, shared secrets.
 * Errors: `algorithm-unsupported` for entries of another kind; `password-needed` for keys that are closed.
 * Source: RFC 7292; sun.security.pkcs12.PKCS12KeyStore of OpenJDK for the attributes.
 */
export async function writePkcs12(
  entries: readonly StoreEntry[],
  { password, legacy = false, now = new Date() }: Pkcs12Options,
): Promise<Uint8Array> {
  const protection = legacy ? legacyProtection : modern;
  const bags: Bags = { keys: [], certificates: [], written: new Set() };
  const times = new Set<number>();
  const nextTurn = takingTurns('writing entries', entries.length);
  for (const [index, entry] of entries.entries()) {
    await addBags(entry, localKeyId(entry.created ?? now, times), bags, (plain) =>
      protection.encrypt(plain, password, protection.iterations),
    );
    await nextTurn(index);
  }
  const safes: Uint8Array[] = [];
  if (bags.keys.length > 0 || bags.certificates.length === 0)
    safes.push(contentInfo(derSequence(...bags.keys)));
  if (bags.certificates.length > 0) {
    const plain = derSequence(...bags.certificates);
    safes.push(encryptedSafe(await protection.encrypt(plain, password, protection.iterations)));
  }
  const authenticated = derSequence(...safes);
  return derSequence(
    derInteger(3),
    contentInfo(authenticated),
    await macOf(authenticated, password, protection),
  );
}

interface Bags {
  readonly keys: Uint8Array[];
  readonly certificates: Uint8Array[];
  /** Fingerprints of the issuers that are in already: two chains may share them. */
  readonly written: Set<string>;
}

async function addBags(
  entry: StoreEntry,
  id: Uint8Array,
  bags: Bags,
  encrypt: (plain: Uint8Array) => Promise<Encrypted>,
): Promise<void> {
  const { alias, chain } = entry;
  switch (entry.kind) {
    case 'key': {
      const shrouded = encryptedKeyInfo(await encrypt(privateHalf(entry)));
      bags.keys.push(bag(oids.shroudedKeyBag, shrouded, friendlyName(alias), id));
      const [leaf, ...issuers] = chain;
      if (leaf !== undefined) bags.certificates.push(certificateBag(leaf, friendlyName(alias), id));
      for (const issuer of issuers) {
        const fingerprint = createHash('sha256').update(issuer).digest('hex');
        if (!bags.written.has(fingerprint)) bags.certificates.push(certificateBag(issuer));
        bags.written.add(fingerprint);
      }
      return;
    }
    case 'certificate':
      for (const certificate of chain)
        bags.certificates.push(certificateBag(certificate, friendlyName(alias), trustedForAll));
      return;
    case 'secret': {
      if (entry.secret === undefined) throw entry.unreadable ?? closedSecret(alias);
      const algorithm = derSequence(derOid(oids.hmacWithSha256), derNull());
      const info = derSequence(derInteger(0), algorithm, derOctets(entry.secret));
      const shrouded = derContext(0, derOctets(encryptedKeyInfo(await encrypt(info))));
      const value = derSequence(derOid(oids.shroudedKeyBag), shrouded);
      bags.keys.push(bag(oids.secretBag, value, friendlyName(alias), id));
      return;
    }
    default:
      throw notForFormat(entry, 'PKCS#12');
  }
}

function closedSecret(alias: string): SignetError {
  return new SignetError('password-needed', `the secret ${alias} is closed`, {
    hint: 'give its own password',
  });
}

/** `data` with what it holds as octets. */
function contentInfo(content: Uint8Array): Uint8Array {
  return derSequence(derOid(oids.data), derContext(0, derOctets(content)));
}

function encryptedSafe({ algorithm, ciphertext }: Encrypted): Uint8Array {
  const content = derSequence(derOid(oids.data), algorithm, der(0x80, ciphertext));
  return derSequence(derOid(oids.encryptedData), derContext(0, derSequence(derInteger(0), content)));
}

/** EncryptedPrivateKeyInfo (RFC 5208 section 6). */
function encryptedKeyInfo({ algorithm, ciphertext }: Encrypted): Uint8Array {
  return derSequence(algorithm, derOctets(ciphertext));
}

function bag(oid: string, value: Uint8Array, ...attributes: readonly Uint8Array[]): Uint8Array {
  // A SET OF is sorted by its encoding in DER (X.690 section 11.6).
  const sorted = attributes.toSorted((one, other) => Buffer.compare(one, other));
  const set = attributes.length === 0 ? [] : [der(0x20 | tags.set, ...sorted)];
  return derSequence(derOid(oid), derContext(0, value), ...set);
}

function certificateBag(certificate: Uint8Array, ...attributes: readonly Uint8Array[]): Uint8Array {
  const value = derSequence(derOid(oids.x509Certificate), derContext(0, derOctets(certificate)));
  return bag(oids.certificateBag, value, ...attributes);
}

function attribute(oid: string, value: Uint8Array): Uint8Array {
  return derSequence(derOid(oid), der(0x20 | tags.set, value));
}

function friendlyName(alias: string): Uint8Array {
  return attribute(oids.friendlyName, der(tags.bmpString, Buffer.from(alias, 'utf16le').swap16()));
}

/** A reader pairs keys and certificates by it: entries of the same time are put a millisecond apart. */
function localKeyId(created: Date, taken: Set<number>): Uint8Array {
  let time = created.getTime();
  while (taken.has(time)) time++;
  taken.add(time);
  return attribute(oids.localKeyId, derOctets(Buffer.from(`Time ${time}`)));
}

const trustedForAll = attribute(oids.trustedKeyUsage, derOid(oids.anyExtendedKeyUsage));

async function macOf(
  contents: Uint8Array,
  password: string,
  { macDigest, iterations }: Protection,
): Promise<Uint8Array> {
  const digest = digests[macDigest] as Digest;
  const salt = randomBytes(20);
  const key = await derivePkcs12(
    digest,
    purposes.mac,
    bmpPassword(password),
    salt,
    iterations,
    digest.length,
  );
  const mac = createHmac(digest.name, key).update(contents).digest();
  return derSequence(
    derSequence(derSequence(derOid(macDigest), derNull()), derOctets(mac)),
    derOctets(salt),
    derInteger(magnitude(iterations)),
  );
}
