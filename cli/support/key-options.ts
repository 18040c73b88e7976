import type { Command } from 'commander';
import type { KeyStore, StoreEntry } from '../../core/key/key-store.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { readInputFile } from './input.ts';
import { layout, printNote } from './output.ts';
import { askPassword, givenPassword, type PasswordOptions } from './passwords.ts';

/** How a file of keys is opened. */
export interface StoreOptions extends PasswordOptions {
  readonly keypass?: string;
  readonly ignoreIntegrity?: boolean;
}

/** KEY of the command line: where a key comes from. */
export interface KeyOptions extends StoreOptions {
  readonly key?: string;
  readonly keystore?: string;
  readonly alias?: string;
  readonly vault?: string;
  readonly secret?: string;
  readonly secretBase64url?: string;
  readonly secretFile?: string;
}

export function addKeyOptions(command: Command): Command {
  return addStoreOptions(command)
    .option('--key <file>', 'PEM, DER, JWK, PKCS#8, service-account JSON')
    .option('--keystore <file>', 'a key store, with --alias')
    .option('--alias <alias>', 'the entry of the key store')
    .option('--vault <name>', 'an entry of the vault')
    .option('--secret <text>', 'a shared secret, for HS256 and its like')
    .option('--secret-base64url <text>', 'a shared secret in base64url')
    .option('--secret-file <file>', 'a file that is the shared secret');
}

export function addStoreOptions(command: Command): Command {
  return addPasswordOptions(command)
    .option('--keypass <password>', 'the entry’s own password (keytool’s flag)')
    .option('--ignore-integrity', 'use a key store that was changed without its password');
}

export function addPasswordOptions(command: Command): Command {
  return command
    .option('--password-file <file>', 'the password is the first line of this file')
    .option('--password-env <name>', 'the password is in this environment variable')
    .option('--storepass <password>', 'the password itself (keytool’s flag; others can see it)');
}

/** Reads a key store or key file with the passwords given, asking on a terminal where one is needed. */
export async function openKeyStore(
  file: string,
  { keypass, ignoreIntegrity = false, ...options }: StoreOptions,
): Promise<KeyStore> {
  const { readKeyStore } = await import('../../core/keystore/read/read-key-store.ts');
  const bytes = await readInputFile(file);
  const given = await givenPassword(options);
  const read = (store: string | undefined) =>
    readKeyStore(
      bytes,
      { ...(store === undefined ? {} : { store }), ...(keypass === undefined ? {} : { key: keypass }) },
      { ignoreIntegrity },
    );
  const store = await read(given).catch(async (thrown: unknown) => {
    const needed = thrown instanceof SignetError && thrown.code === 'password-needed' && given === undefined;
    if (!needed) throw thrown;
    return read(await askPassword(`password for ${file}: `, passwordHint));
  });
  if (store.integrity === 'bad')
    printNote(layout`signet: ${file} was changed without its password: its integrity check failed`);
  return store;
}

const passwordHint = 'give it with --password-file or --password-env';

/**
 * An entry of a file. Where what is wanted of it stays closed for want of a password, the password is asked for.
 * @param choose finds it
 * @param isOpen whether the entry will do as it is
 * @throws SignetError `password-needed` where there is no terminal to ask on, and the errors of reading and finding
 */
export async function findOpenEntry<Entry extends StoreEntry | undefined>(
  file: string,
  options: StoreOptions,
  choose: (store: KeyStore) => Entry,
  isOpen: (entry: Entry) => boolean,
): Promise<Entry> {
  const store = await openKeyStore(file, options);
  const entry = choose(store);
  const locked = (entry ? [entry] : store.entries).find(
    ({ unreadable }) => unreadable?.code === 'password-needed',
  );
  if (isOpen(entry) || locked === undefined) return entry;
  const keypass = await askPassword(`password for ${locked.alias}: `, passwordHint);
  return choose(await openKeyStore(file, { ...options, keypass }));
}

/**
 * The entry that the KEY options name.
 * @param kinds what will do, best first
 * @throws SignetError `key-missing` without any, `usage` for several, and the errors of reading it
 */
export async function readKeyOptions(
  options: KeyOptions,
  kinds: readonly StoreEntry['kind'][],
): Promise<StoreEntry> {
  const given = sourceNames.filter((name) => options[name] !== undefined);
  const [source, second] = given;
  if (source === undefined) {
    throw new SignetError('key-missing', 'no key was given', {
      hint: 'use --key FILE, --keystore FILE --alias A, --vault NAME, or --secret-file FILE',
    });
  }
  if (second !== undefined) {
    throw new SignetError('usage', `--${dashed(source)} and --${dashed(second)} name two keys`, {
      hint: 'give one',
    });
  }
  const value = options[source] ?? '';
  switch (source) {
    case 'secret':
      return secretEntry(new TextEncoder().encode(value));
    case 'secretBase64url':
      return secretEntry(new Uint8Array(Buffer.from(value, 'base64url')));
    case 'secretFile':
      return secretEntry(await readInputFile(value));
    case 'vault':
      return (await import('./open-vault.ts')).revealVaultEntry(value);
    case 'key':
    case 'keystore': {
      const { findEntry } = await import('../../core/keystore/find-entry.ts');
      const publicWillDo = kinds.some((kind) => kind !== 'key' && kind !== 'secret');
      return findOpenEntry(
        value,
        options,
        (store) => findEntry(store, options.alias, kinds),
        (entry) => entry.unreadable === undefined || (publicWillDo && hasPublicPart(entry)),
      );
    }
  }
}

/** Whether there is a certificate or a public key to be had without any password. */
export function hasPublicPart({ chain, publicKey }: StoreEntry): boolean {
  return chain.length > 0 || publicKey !== undefined;
}

export const sourceNames = ['key', 'keystore', 'vault', 'secret', 'secretBase64url', 'secretFile'] as const;

export function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function secretEntry(secret: Uint8Array): StoreEntry {
  if (secret.length === 0)
    throw new SignetError('empty-input', 'the secret is empty', { hint: 'give its bytes' });
  return { alias: 'secret', kind: 'secret', chain: [], secret };
}
