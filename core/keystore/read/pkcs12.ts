// Layout of a PKCS#12 file (RFC 7292), BER or DER:
//
//   PFX                 SEQUENCE { version 3, authSafe ContentInfo, macData MacData OPTIONAL }
//   ContentInfo         SEQUENCE { OID, [0] EXPLICIT content }
//     data              OCTET STRING: in authSafe an AuthenticatedSafe, inside that one SafeContents
//     encryptedData     SEQUENCE { version, SEQUENCE { OID data, AlgorithmIdentifier, [0] IMPLICIT OCTET STRING } }
//   AuthenticatedSafe   SEQUENCE OF ContentInfo
//   SafeContents        SEQUENCE OF SafeBag
//   SafeBag             SEQUENCE { OID, [0] EXPLICIT value, SET OF Attribute OPTIONAL }
//     keyBag            PrivateKeyInfo
//     shroudedKeyBag    EncryptedPrivateKeyInfo
//     certBag           SEQUENCE { OID x509Certificate, [0] EXPLICIT OCTET STRING }
//     secretBag         SEQUENCE { OID, [0] EXPLICIT OCTET STRING }: keytool puts an EncryptedPrivateKeyInfo there
//     safeContentsBag   SafeContents
//   Attribute           SEQUENCE { OID, SET { value } }: friendlyName BMPString, localKeyID OCTET STRING

import { SignetError } from '../../../shared/base/signet-error.ts';
import {
  type Asn1,
  algorithmOf,
  contextTag,
  explicitValue,
  membersOf,
  octetsOf,
  oidOf,
  readAsn1,
  tags,
} from '../../asn1/asn1.ts';
import { damaged, unlessDamaged } from '../../asn1/damaged.ts';
import type { KeyStore, Passwords, ReadOptions } from '../../key/key-store.ts';
import { WorkBudget } from '../../key/work-budget.ts';
import { decryptWithPassword } from '../ciphers/password-encryption.ts';
import { decryptPkcs8 } from './key-material.ts';
import { type Bags, bagsToEntries, readBag, shroudedKeys } from './pkcs12-bags.ts';
import { verifyMac } from './pkcs12-mac.ts';
import {
  checkAnyOpened,
  integrityFailed,
  keyPasswords,
  opensAny,
  wrongStorePassword,
} from './protected-key.ts';

const data = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';
const safeContentsBag = '1.2.840.113549.1.12.10.1.6';
/** Deepest nesting of safes inside safes that is followed. Nobody writes any. */
const maxDepth = 8;

/**
 * Reads a PKCS#12 file. Without a password, what is not encrypted is listed. A safe that stays closed while others
 * open is passed over, and `closed` says why.
 *
 * Integrity is `ok` where the MAC fits, and `unchecked` without a MAC or a password. Where the MAC does not fit and yet the
 * password opens something, it is the file that was changed: `integrity-failed`, or `bad` where that is to be ignored.
 * Errors: `wrong-password`, `integrity-failed`, `password-needed` (all of it is encrypted and there is no password),
 * `damaged-file`, `algorithm-unsupported`, `work-factor-too-high`.
 * Source: RFC 7292.
 */
export async function readPkcs12(
  bytes: Uint8Array,
  passwords: Passwords,
  { keys, onProgress, ignoreIntegrity = false }: ReadOptions = {},
): Promise<KeyStore> {
  const [, authSafe, macData] = membersOf(readAsn1(bytes));
  const [type, content] = membersOf(authSafe);
  if (oidOf(type) !== data) {
    throw new SignetError(
      'algorithm-unsupported',
      'the file is protected by a public key, not by a password',
      {
        details: { oid: oidOf(type) },
      },
    );
  }
  const authenticated = octetsOf(explicitValue(content, 0));
  const safes = membersOf(readAsn1(authenticated)).map(readSafe);
  const isOpen = await opensWithoutPassword(macData, authenticated, passwords);
  const usable = { ...passwords, ...(isOpen && { store: '' }), work: passwords.work ?? new WorkBudget() };
  const integrity =
    macData === undefined ? 'unchecked' : await checkMac(macData, authenticated, usable, ignoreIntegrity);
  const { bags, opened, openedByStore, closed } = await openSafes(safes, usable);
  if (integrity === 'bad') {
    const isRight = openedByStore || (await opensAny(shroudedKeys(bags), usable, decryptPkcs8));
    if (isRight && !ignoreIntegrity) throw integrityFailed();
    if (!isRight && (!ignoreIntegrity || closed[0] !== undefined)) throw wrongStorePassword();
  }
  const forKeys = keys === 'leave' ? {} : usable;
  const entries = await bagsToEntries(bags, forKeys, onProgress);
  if (entries.length === 0 && closed[0] !== undefined) throw closed[0];
  // Neither a MAC nor an encrypted safe has judged the password: the keys do.
  if (integrity === 'unchecked' && opened === 0) checkAnyOpened(entries, forKeys);
  const reasons = integrity instanceof SignetError ? [integrity, ...closed] : closed;
  return {
    format: 'pkcs12',
    integrity: integrity instanceof SignetError ? 'unchecked' : integrity,
    entries,
    ...(reasons.length === 0 ? {} : { closed: reasons }),
  };
}

/** Whether nobody gave a password, and the empty one is that of the file: nobody should be asked for it. */
async function opensWithoutPassword(
  macData: Asn1 | undefined,
  contents: Uint8Array,
  passwords: Passwords,
): Promise<boolean> {
  if (macData === undefined || keyPasswords(passwords).length > 0) return false;
  try {
    return await verifyMac(macData, contents, '', new WorkBudget(quickIterations));
  } catch (error) {
    if (error instanceof SignetError) return false;
    throw error;
  }
}

/** What finding out may cost, a tenth of a second: most files do have a password. */
const quickIterations = 250_000;

/**
 * What the MAC says, or why it cannot be asked, where that is to be ignored: it keeps nothing closed. A file whose check nobody
 * can make is as good as one that fails it: anybody may have added to it.
 * Errors: `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`.
 */
async function checkMac(
  macData: Asn1,
  contents: Uint8Array,
  { store, work }: Passwords & { readonly work: WorkBudget },
  ignoreIntegrity: boolean,
): Promise<KeyStore['integrity'] | SignetError> {
  if (store === undefined) return 'unchecked';
  try {
    return (await verifyMac(macData, contents, store, work)) ? 'ok' : 'bad';
  } catch (error) {
    if (ignoreIntegrity && error instanceof SignetError && error.code === 'algorithm-unsupported')
      return error;
    throw error;
  }
}

/** A safe as it stands in the file: open, or what it takes to open it. */
type Safe = { readonly contents: Uint8Array } | EncryptedSafe | { readonly unsupported: string };

interface EncryptedSafe {
  readonly algorithm: Asn1 | undefined;
  readonly ciphertext: Uint8Array;
}

function readSafe(contentInfo: Asn1): Safe {
  const [type, content] = membersOf(contentInfo);
  const oid = oidOf(type);
  if (oid === data) return { contents: octetsOf(explicitValue(content, 0)) };
  if (oid !== encryptedData) return { unsupported: oid };
  const [, encrypted] = membersOf(explicitValue(content, 0));
  const [, algorithm, ciphertext] = membersOf(encrypted);
  return { algorithm, ciphertext: octetsOf(ciphertext, contextTag(0)) };
}

interface OpenedSafes {
  readonly bags: Bags;
  /** How many encrypted safes a password opened. */
  readonly opened: number;
  /** Whether the store's own password was among them. */
  readonly openedByStore: boolean;
  /** Why the others stay closed. */
  readonly closed: readonly SignetError[];
}

/** What keeps one safe closed does not keep the others closed. Errors: `password-needed`, `damaged-file`. */
async function openSafes(safes: readonly Safe[], passwords: Passwords): Promise<OpenedSafes> {
  const bags: Bags = { count: 0, keys: [], certificates: [], secrets: [], broken: [] };
  const closed: SignetError[] = [];
  let opened = 0;
  let openedByStore = false;
  let locked = 0;
  for (const safe of safes) {
    if ('contents' in safe) {
      collectBags(readAsn1(safe.contents), bags, 0);
    } else if ('unsupported' in safe) {
      closed.push(publicKeySafe(safe.unsupported));
    } else if (keyPasswords(passwords).length === 0) {
      locked++;
    } else {
      const found = await decryptSafe(safe, passwords);
      if (found instanceof SignetError) {
        closed.push(found);
      } else {
        opened++;
        openedByStore ||= found.password === passwords.store;
        collectBags(found.contents, bags, 0);
      }
    }
  }
  if (locked > 0 && bags.count === 0) {
    throw new SignetError('password-needed', 'everything in the key store is encrypted', {
      hint: "give the key store's password",
    });
  }
  return { bags, opened, openedByStore, closed };
}

/** The contents of a safe under one of the passwords, or why it stays closed. Errors: `damaged-file`. */
async function decryptSafe(
  safe: EncryptedSafe,
  passwords: Passwords,
): Promise<{ readonly contents: Asn1; readonly password: string } | SignetError> {
  const work = passwords.work ?? new WorkBudget();
  try {
    // The store's own password first: a key's opens a safe only where somebody wrote it so.
    for (const password of keyPasswords(passwords).toReversed()) {
      const contents = await decryptWithPassword(
        algorithmOf(safe.algorithm),
        safe.ciphertext,
        password,
        work,
        readContents,
      );
      if (contents !== undefined) return { contents, password };
    }
  } catch (error) {
    if (error instanceof SignetError && error.code !== 'damaged-file') return error;
    throw error;
  }
  return new SignetError('wrong-password', 'the password is not that of the key store', {
    hint: 'passwords are case-sensitive',
  });
}

/** A wrong password that passes the padding check leaves noise behind: undefined. */
function readContents(plain: Uint8Array): Asn1 | undefined {
  return unlessDamaged(() => {
    const contents = readAsn1(plain);
    for (const bag of membersOf(contents)) oidOf(membersOf(bag)[0]);
    return contents;
  });
}

function publicKeySafe(oid: string): SignetError {
  return new SignetError(
    'algorithm-unsupported',
    'a part of the file is protected by a public key, not by a password',
    { hint: 'export it again, protected by a password', details: { oid } },
  );
}

function collectBags(contents: Asn1, bags: Bags, depth: number): void {
  if (depth > maxDepth) throw damaged('its safes are nested too deeply');
  for (const bag of membersOf(contents, tags.sequence)) {
    const [type, value] = membersOf(bag);
    if (oidOf(type) === safeContentsBag) collectBags(explicitValue(value, 0), bags, depth + 1);
    else readBag(bag, bags, ++bags.count);
  }
}
