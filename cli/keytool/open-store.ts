import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { explicitValue, membersOf, octetsOf, oidOf, readAsn1 } from '../../core/asn1/asn1.ts';
import { unlessDamaged } from '../../core/asn1/damaged.ts';
import type { KeyStore, StoreEntry } from '../../core/key/key-store.ts';
import { readKeyStore } from '../../core/keystore/read/read-key-store.ts';
import { readProtectedKeys } from '../../core/keystore/write/jks-protected-keys.ts';
import { readPkcs12Dates } from '../../core/keystore/write/pkcs12-dates.ts';
import type { ProtectedEntry } from '../../core/keystore/write/write-jks.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { inLines, layout, writeError } from '../support/output.ts';
import { hashtableOrder } from './java-hashtable.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure, KeytoolError } from './keytool-error.ts';
import { text } from './read-arguments.ts';
import { readPassword } from './read-password.ts';
import type { KeytoolWarnings } from './warnings.ts';

export type StoreFormat = 'jks' | 'jceks' | 'pkcs12';

/** A key store as keytool has it open. Its entries change in place; {@link file} is written by saveStore alone. */
export interface KeytoolStore {
  readonly file: string;
  readonly format: StoreFormat;
  /** As `-list` prints it. */
  readonly type: string;
  /** None: the integrity is unchecked. */
  readonly password: string | undefined;
  readonly integrity: KeyStore['integrity'];
  /** Aliases in lower case, in the order in which Java goes through them. */
  entries: readonly ProtectedEntry[];
}

/** What the command does with its store: looks into it, changes it, or makes it where there is none. */
export type StoreUse = 'read' | 'change' | 'create';

const newFormats: Readonly<Record<string, StoreFormat>> = { jks: 'jks', jceks: 'jceks', pkcs12: 'pkcs12' };

/** Opens the store that `-keystore`, `-storepass` and `-storetype` name. The format is read from the bytes, as JDK 17 does. */
export async function openStore(given: KeytoolArguments, use: StoreUse = 'read'): Promise<KeytoolStore> {
  const file = storeFile(given);
  if (given.cacerts !== true && isCacerts(file))
    writeError(layout`Warning: use -cacerts option to access cacerts keystore\n`);
  const bytes = await readStoreFile(file);
  const wanted = text(given.storetype);
  if (bytes === undefined) {
    if (use !== 'create') throw failure(`Keystore file does not exist: ${file}`);
    const format = newFormats[(wanted ?? 'pkcs12').toLowerCase()];
    if (format === undefined)
      throw new KeytoolError('java.security.KeyStoreException', `${wanted} not found`);
    const password = await newPassword(given, true);
    return { file, format, type: format.toUpperCase(), password, integrity: 'unchecked', entries: [] };
  }
  const password = use === 'read' ? await oldPassword(given, bytes) : await newPassword(given, false);
  return loadStore(file, bytes, password, { keys: use === 'read' ? 'leave' : 'open', type: wanted });
}

export interface LoadOptions {
  readonly keys: 'open' | 'leave';
  /** `-storetype`, for the listing. */
  readonly type?: string | undefined;
  /** `-keypass`. */
  readonly keyPassword?: string | undefined;
}

/** @throws KeytoolError in the words of the key store that the bytes look like */
export async function loadStore(
  file: string,
  bytes: Uint8Array,
  password: string | undefined,
  { keys, type, keyPassword }: LoadOptions,
): Promise<KeytoolStore> {
  const { format, integrity, entries } = await readOrExplain(bytes, password, keys, keyPassword);
  if (format !== 'jks' && format !== 'jceks' && format !== 'pkcs12') throw unrecognized();
  return {
    file,
    format,
    type: (type ?? format).toUpperCase(),
    password,
    integrity,
    entries: asJava(entries, format, bytes),
  };
}

async function readOrExplain(
  bytes: Uint8Array,
  password: string | undefined,
  keys: 'open' | 'leave',
  key: string | undefined,
): Promise<Pick<KeyStore, 'format' | 'integrity' | 'entries'>> {
  try {
    const passwords = {
      ...(password === undefined ? {} : { store: password }),
      ...(key === undefined ? {} : { key }),
    };
    return await readKeyStore(bytes, passwords, { keys });
  } catch (thrown) {
    // Without a password a PKCS#12 file shows nothing, and keytool then finds no certificate in it.
    if (thrown instanceof SignetError && thrown.code === 'password-needed')
      return { format: 'pkcs12', integrity: 'unchecked', entries: [] };
    throw inKeytoolsWords(thrown, bytes);
  }
}

/** Entries as Java has them: names in lower case, in its order, with the dates that it reads. */
function asJava(entries: readonly StoreEntry[], format: StoreFormat, bytes: Uint8Array): ProtectedEntry[] {
  // Of names that differ in case alone, the last stands where the first did.
  const byAlias = new Map(
    entries.map((entry) => {
      const alias = entry.alias.toLowerCase();
      return [alias, { ...entry, alias }] as const;
    }),
  );
  if (format === 'pkcs12') {
    const dates = unlessDamaged(() => readPkcs12Dates(bytes));
    return [...byAlias.values()].map((entry) => {
      const created = dates?.get(entry.alias);
      return created === undefined ? entry : { ...entry, created };
    });
  }
  const protectedKeys = format === 'jks' ? readProtectedKeys(bytes) : new Map<string, Uint8Array>();
  return hashtableOrder([...byAlias.keys()]).flatMap((alias) => {
    const entry = byAlias.get(alias);
    const protectedKey = protectedKeys.get(alias);
    return entry === undefined ? [] : [{ ...entry, ...(protectedKey === undefined ? {} : { protectedKey }) }];
  });
}

function storeFile(given: KeytoolArguments): string {
  if (given.cacerts !== true) return text(given.keystore) ?? join(homedir(), '.keystore');
  if (given.keystore !== undefined || given.storetype !== undefined) {
    throw new KeytoolError(
      'java.lang.IllegalArgumentException',
      'The -keystore or -storetype option cannot be used with the -cacerts option',
    );
  }
  return cacertsFile();
}

/** The authorities that Java trusts. */
export function cacertsFile(): string {
  const candidates = [
    ...(process.env.JAVA_HOME ? [join(process.env.JAVA_HOME, 'lib', 'security', 'cacerts')] : []),
    '/etc/ssl/certs/java/cacerts',
  ];
  return candidates.find((candidate) => existsSync(candidate)) ?? candidates[0] ?? 'cacerts';
}

function isCacerts(file: string): boolean {
  try {
    return realpathSync(file) === realpathSync(cacertsFile());
  } catch {
    return false;
  }
}

/** A key store file; undefined where there is none. */
export async function readStoreFile(
  file: string,
  empty = 'Keystore file exists, but is empty: ',
): Promise<Uint8Array | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(file));
  } catch {
    return undefined;
  }
  if (bytes.length === 0) throw failure(`${empty}${file}`);
  return bytes;
}

const unverified = [
  '',
  '*****************  WARNING WARNING WARNING  *****************',
  '* The integrity of the information stored in your keystore  *',
  '* has NOT been verified!  In order to verify its integrity, *',
  '* you must provide your keystore password.                  *',
  '*****************  WARNING WARNING WARNING  *****************',
  '',
  '',
].join('\n');

/** The password for looking into a store: without one, there is a warning. */
async function oldPassword(given: KeytoolArguments, bytes: Uint8Array): Promise<string | undefined> {
  if (given.storepass === undefined && (given.protected === true || isPasswordless(bytes))) return undefined;
  const password = text(given.storepass) ?? (await readPassword('Enter keystore password:  '));
  if (password !== '') return password;
  writeError(inLines(unverified));
  return undefined;
}

/** The password for writing a store: six characters at least, and twice where the store is new. */
export async function newPassword(
  given: KeytoolArguments,
  isNew: boolean,
  prompt = 'Enter keystore password:  ',
): Promise<string> {
  const password = text(given.storepass);
  if (password !== undefined) {
    if (isNew && password.length < 6) throw failure('Keystore password must be at least 6 characters');
    return password;
  }
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const entered = await readPassword(prompt);
    if (entered.length < 6)
      writeError(layout`Keystore password is too short - must be at least 6 characters\n`);
    else if (!isNew || (await readPassword('Re-enter new password: ')) === entered) return entered;
    else writeError(layout`They don't match. Try again\n`);
  }
  writeError(layout`Too many failures - try later\n`);
  throw new KeytoolGaveUp();
}

/** keytool gives up without an error: exit status 0. */
export class KeytoolGaveUp extends Error {
  override readonly name = 'KeytoolGaveUp';
}

/** JKS and JCEKS. */
const jksMagics: readonly number[] = [0xfeedfeed, 0xcececece];

function inKeytoolsWords(thrown: unknown, bytes: Uint8Array): unknown {
  if (!(thrown instanceof SignetError)) return thrown;
  const isJks =
    bytes.length > 4 && jksMagics.includes(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0));
  switch (thrown.code) {
    case 'integrity-failed':
    case 'wrong-password':
      if (isJks)
        return new KeytoolError(
          'java.io.IOException',
          'Keystore was tampered with, or password was incorrect',
        );
      return new KeytoolError('java.io.IOException', pkcs12Refusal(thrown, bytes));
    case 'unknown-format':
      return unrecognized();
    default:
      return new KeytoolError('java.io.IOException', thrown.message);
  }
}

function unrecognized(): KeytoolError {
  return new KeytoolError(
    'java.security.KeyStoreException',
    'Unrecognized keystore format. Please load it with a specified type',
  );
}

/** An entry by its alias, in any case. */
export function entryOf(store: KeytoolStore, alias: string): ProtectedEntry | undefined {
  const wanted = alias.toLowerCase();
  return store.entries.find((each) => each.alias === wanted);
}

/** Adds the warning that keytool ends with: unless all that a JKS store holds is certificates. */
export function warnOfFormat({ format, file, entries }: KeytoolStore, warnings: KeytoolWarnings): void {
  if (format === 'pkcs12' || entries.every(({ kind }) => kind === 'certificate')) return;
  warnings.add(
    `The ${format.toUpperCase()} keystore uses a proprietary format. It is recommended to migrate to PKCS12 which is an industry standard format using "keytool -importkeystore -srckeystore ${file} -destkeystore ${file} -deststoretype pkcs12".`,
  );
}

const encryptedData = '1.2.840.113549.1.7.6';

/** Java knows a wrong password by an encrypted safe that it does not open, and takes the file for changed by its MAC alone. */
function pkcs12Refusal({ code }: SignetError, bytes: Uint8Array): string {
  const { hasMac, isEncrypted } = pkcs12Parts(bytes) ?? { hasMac: false, isEncrypted: true };
  return code === 'integrity-failed' || (hasMac && !isEncrypted)
    ? 'Integrity check failed: java.security.UnrecoverableKeyException: Failed PKCS12 integrity checking'
    : 'keystore password was incorrect';
}

/** Whether a file is a PKCS#12 with neither a MAC nor encrypted certificates: keytool asks for no password then. */
function isPasswordless(bytes: Uint8Array): boolean {
  const parts = pkcs12Parts(bytes);
  return parts !== undefined && !parts.hasMac && !parts.isEncrypted;
}

/** Whether a PKCS#12 file has a MAC, and safes that are encrypted; undefined for what is no such file. */
function pkcs12Parts(bytes: Uint8Array) {
  if (bytes[0] !== 0x30) return undefined;
  return unlessDamaged(() => {
    const [, authSafe, macData] = membersOf(readAsn1(bytes));
    const safes = membersOf(readAsn1(octetsOf(explicitValue(membersOf(authSafe)[1], 0))));
    const isEncrypted = safes.some((safe) => oidOf(membersOf(safe)[0]) === encryptedData);
    return { hasMac: macData !== undefined, isEncrypted };
  });
}
