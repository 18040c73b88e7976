import { copyFileSync, existsSync, realpathSync } from 'node:fs';
import type { ProtectedEntry } from '../../core/keystore/write/write-jks.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { inLines, layout, writeError } from '../support/output.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure, KeytoolError } from './keytool-error.ts';
import {
  entryOf,
  type KeytoolStore,
  loadStore,
  newPassword,
  openStore,
  readStoreFile,
  warnOfFormat,
} from './open-store.ts';
import { text } from './read-arguments.ts';
import { ask, askYesNo, readPassword } from './read-password.ts';
import { saveStore } from './save-store.ts';
import type { KeytoolWarnings } from './warnings.ts';
import { certificateWeaknesses } from './weakness.ts';

/** `keytool -importkeystore`: entries of one store into another, or a store into another format in its place. */
export async function importKeyStore(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const file = text(given.srckeystore);
  if (file === undefined) throw failure('Please specify -srckeystore');
  const destKeyPassword = text(given.destkeypass);
  if (destKeyPassword !== undefined && destKeyPassword.length < 6)
    throw failure('New password must be at least 6 characters');
  const target = text(given.keystore);
  const bytes = await readStoreFile(file, 'Source keystore file exists, but is empty: ');
  const inPlace = target !== undefined && isSameFile(file, target);
  if (!inPlace) {
    writeError(layout`Importing keystore ${file} to ${target ?? `${process.env.HOME ?? ''}/.keystore`}...\n`);
  }
  if (bytes === undefined)
    throw new KeytoolError('java.io.FileNotFoundException', `${file} (No such file or directory)`);
  const early = inPlace ? await openSource(file, bytes, given) : undefined;
  const store =
    early === undefined
      ? await openStore({ ...given, ...(await destinationPassword(given)) }, 'create')
      : await newInPlace(early, given);
  const source = early ?? (await openSource(file, bytes, given));
  const task: Task = { given, warnings, source, store, destKeyPassword };
  const alias = text(given.alias);
  if (alias !== undefined) await importOne(task, alias);
  else {
    if (given.destalias !== undefined || given.srckeypass !== undefined)
      throw failure('if alias not specified, destalias and srckeypass must not be specified');
    await importAll(task);
  }
  const backup = inPlace ? backUp(file) : undefined;
  await saveStore(store, given, store.password ?? '');
  warnOfFormat(store, warnings);
  if (backup === undefined) return;
  const [from, to] = [source.format.toUpperCase(), store.format.toUpperCase()];
  warnings.add(
    from === to
      ? `The original keystore "${file}" is backed up as "${backup}"...`
      : `Migrated "${file}" to ${to}. The ${from} keystore is backed up as "${backup}".`,
  );
}

interface Task {
  readonly given: KeytoolArguments;
  readonly warnings: KeytoolWarnings;
  readonly source: KeytoolStore;
  readonly store: KeytoolStore;
  readonly destKeyPassword: string | undefined;
}

function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

/** keytool asks for the destination's password first, in other words than the other commands. */
async function destinationPassword(given: KeytoolArguments): Promise<{ storepass: string }> {
  const isNew = !existsSync(text(given.keystore) ?? `${process.env.HOME ?? ''}/.keystore`);
  return { storepass: await newPassword(given, isNew, 'Enter destination keystore password:  ') };
}

/** A store is migrated in its place: it is read whole, and made anew. */
async function newInPlace(source: KeytoolStore, given: KeytoolArguments): Promise<KeytoolStore> {
  const format = (text(given.storetype) ?? 'pkcs12').toLowerCase() === 'jks' ? 'jks' : 'pkcs12';
  const password = text(given.storepass) ?? source.password ?? '';
  return {
    file: text(given.keystore) ?? source.file,
    format,
    type: format.toUpperCase(),
    password,
    integrity: 'unchecked',
    entries: [],
  };
}

const unverified = [
  '',
  '*****************  WARNING WARNING WARNING  *****************',
  '* The integrity of the information stored in the srckeystore*',
  '* has NOT been verified!  In order to verify its integrity, *',
  '* you must provide the srckeystore password.                *',
  '*****************  WARNING WARNING WARNING  *****************',
  '',
  '',
].join('\n');

async function openSource(file: string, bytes: Uint8Array, given: KeytoolArguments): Promise<KeytoolStore> {
  const password = text(given.srcstorepass) ?? (await readPassword('Enter source keystore password:  '));
  const store = await loadStore(file, bytes, password === '' ? undefined : password, {
    keys: 'open',
    keyPassword: text(given.srckeypass),
  });
  if (password === '') writeError(inLines(unverified));
  return store;
}

async function importAll(task: Task): Promise<void> {
  const { source } = task;
  let done = 0;
  for (const { alias } of source.entries) {
    if (!(await importOne(task, alias))) continue;
    done += 1;
    writeError(layout`Entry for alias ${alias} successfully imported.\n`);
  }
  const count = (value: number) => value.toLocaleString('en-US');
  writeError(
    layout`Import command completed:  ${count(done)} entries successfully imported, ${count(source.entries.length - done)} entries failed or cancelled\n`,
  );
}

/** @returns whether it was imported, rather than left out on the user's word */
async function importOne(task: Task, alias: string): Promise<boolean> {
  const { given, warnings, source, store } = task;
  const name = await destinationName(task, alias);
  if (name === undefined) {
    writeError(layout`Entry for alias ${alias} not imported.\n`);
    return false;
  }
  const found = entryOf(source, alias);
  if (!found) throw failure(`Alias <${alias}> does not exist`);
  const entry = await recover(task, found, alias);
  const [leaf] = entry.chain;
  if (leaf) warnings.add(...certificateWeaknesses(`<${name}>`, leaf));
  if (store.format === 'jks' && entry.kind === 'secret') {
    writeError(
      layout`Problem importing entry for alias ${alias}: java.security.KeyStoreException: Cannot store non-PrivateKeys.\nEntry for alias ${alias} not imported.\n`,
    );
    if (text(given.alias) === undefined && given.noprompt !== true)
      await askYesNo('Do you want to quit the import process? [no]:  ');
    return false;
  }
  const lower = name.toLowerCase();
  const imported = { ...entry, alias: lower, created: new Date() };
  const at = store.entries.findIndex((each) => each.alias === lower);
  store.entries = at < 0 ? [...store.entries, imported] : store.entries.with(at, imported);
  return true;
}

async function destinationName({ given, store }: Task, alias: string): Promise<string | undefined> {
  const name = text(given.destalias) ?? alias;
  if (!entryOf(store, name)) return name;
  if (given.noprompt === true) {
    writeError(layout`Warning: Overwriting existing alias ${alias} in destination keystore\n`);
    return name;
  }
  if (await askYesNo(layout`Existing entry alias ${alias} exists, overwrite? [no]:  `)) return name;
  const other = await ask('Enter new alias name\t(RETURN to cancel import for this entry):  ');
  return other === undefined || other === '' ? undefined : other;
}

/** The entry with its key open, protected anew where a JKS gives it a password of its own. */
async function recover(
  { given, source, store, destKeyPassword }: Task,
  entry: ProtectedEntry,
  alias: string,
): Promise<ProtectedEntry> {
  if (entry.kind === 'certificate') return entry;
  const { protectedKey: _, ...rest } = entry;
  let opened: ProtectedEntry = rest;
  let keyPassword = text(given.srckeypass) ?? source.password;
  if (entry.privateKey === undefined && entry.secret === undefined) {
    if (given.srckeypass !== undefined || source.format === 'pkcs12') {
      throw new KeytoolError('java.security.UnrecoverableKeyException', 'Cannot recover key');
    }
    keyPassword = await askKeyPassword(alias);
    opened = await reopen(source, alias, keyPassword);
  }
  if (store.format === 'pkcs12') {
    if (destKeyPassword !== undefined && destKeyPassword !== store.password) {
      writeError(
        layout`Warning:  Different store and key passwords not supported for PKCS12 KeyStores. Ignoring user-specified -destkeypass value.\n`,
      );
    }
    return opened;
  }
  const password = destKeyPassword ?? keyPassword;
  if (opened.privateKey === undefined || password === undefined) return opened;
  const [{ protectSunKey }, { utf16BigEndian }] = await Promise.all([
    import('../../core/keystore/ciphers/protect-sun-key.ts'),
    import('../../core/keystore/ciphers/password-forms.ts'),
  ]);
  return { ...opened, protectedKey: protectSunKey(opened.privateKey, utf16BigEndian(password)) };
}

async function askKeyPassword(alias: string): Promise<string> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const entered = await readPassword(layout`Enter key password for <${alias}>`);
    if (entered !== '') return entered;
  }
  throw failure('Too many failures - try later');
}

/** Reads the source once more, with the password of one key. */
async function reopen(source: KeytoolStore, alias: string, keyPassword: string): Promise<ProtectedEntry> {
  const bytes = await readStoreFile(source.file);
  const again =
    bytes && (await loadStore(source.file, bytes, source.password, { keys: 'open', keyPassword }));
  const entry = again && entryOf(again, alias);
  if (entry?.privateKey !== undefined) {
    const { protectedKey: _, ...rest } = entry;
    return rest;
  }
  throw new KeytoolError('java.security.UnrecoverableKeyException', 'Cannot recover key');
}

function backUp(file: string): string {
  for (let n = 1; n < 1000; n += 1) {
    const name = `${file}.old${n === 1 ? '' : n}`;
    if (existsSync(name)) continue;
    copyFileSync(file, name);
    return name;
  }
  throw new SignetError('file-exists', `there are too many backups of ${file}`);
}
