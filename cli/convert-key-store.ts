import { publicKeyOf } from '../core/certificate/describe-key.ts';
import { describeKeyStore } from '../core/keystore/describe-key-store.ts';
import { findEntry } from '../core/keystore/find-entry.ts';
import type { StoreEntry } from '../core/keystore/key-store.ts';
import { writeJks } from '../core/keystore/write/write-jks.ts';
import { writeJwks } from '../core/keystore/write/write-jwk.ts';
import { writePem } from '../core/keystore/write/write-pem.ts';
import { writePkcs12 } from '../core/keystore/write/write-pkcs12.ts';
import type { KeyStoreListing } from '../shared/contract/keystore.ts';
import { SignetError } from '../shared/contract/signet-error.ts';
import { openKeyStore } from './key-options.ts';
import { writeOutputFile } from './output-file.ts';
import { askPassword, givenPassword, type PasswordOptions } from './passwords.ts';
import { type TargetFormat, targetFormats } from './target-formats.ts';

export interface ConvertOptions extends PasswordOptions {
  readonly to: string;
  readonly out: string;
  readonly alias?: readonly string[];
  readonly keypass?: string;
  readonly destPasswordFile?: string;
  readonly destPasswordEnv?: string;
  readonly destStorepass?: string;
  readonly legacy?: boolean;
  readonly unencrypted?: boolean;
  readonly force?: boolean;
}

export interface Converted {
  readonly listing: KeyStoreListing;
  /** What the user should know and a script need not. */
  readonly notes: readonly string[];
}

/**
 * Writes the entries of one file into another, with permissions for its owner alone.
 * @throws SignetError the errors of reading the file and of the writers; `alias-not-found`; `file-exists`
 */
export async function convertKeyStore(file: string, options: ConvertOptions): Promise<Converted> {
  const format = targetFormats.find((each): each is TargetFormat => each === options.to);
  if (format === undefined) {
    throw new SignetError('usage', `--to ${options.to} is not known`, {
      hint: `use ${targetFormats.join(', ')}`,
    });
  }
  const store = await openKeyStore(file, options);
  const entries =
    options.alias === undefined
      ? store.entries
      : options.alias.map((alias) => ({ ...findEntry(store, alias), alias }));
  if (entries.length === 0) throw new SignetError('alias-not-found', `${file} holds no entries`);
  const { bytes, written } = await writers[format](entries, options);
  await writeOutputFile(options.out, bytes, { force: options.force ?? false, mode: 0o600 });
  const listing = await describeKeyStore({ format, integrity: 'unchecked', entries: written });
  const publicOnly = format === 'jwks' && written.some(({ kind }, i) => kind !== entries[i]?.kind);
  return {
    listing,
    notes: publicOnly ? ['the private keys were left out: --unencrypted writes them too'] : [],
  };
}

interface Written {
  readonly bytes: Uint8Array;
  /** The entries as they are now in the file. */
  readonly written: readonly StoreEntry[];
}

type Write = (entries: readonly StoreEntry[], options: ConvertOptions) => Promise<Written>;

const writers: Readonly<Record<TargetFormat, Write>> = {
  pkcs12: async (entries, options) => ({
    bytes: await writePkcs12(entries, {
      password: await newPassword(options),
      legacy: options.legacy ?? false,
    }),
    written: entries,
  }),
  jks: async (entries, options) => ({
    bytes: await writeJks(entries, { password: await newPassword(options) }),
    written: entries.map((entry) => ({ ...entry, alias: entry.alias.toLowerCase() })),
  }),
  pem: async (entries, options) => {
    const needed = !options.unencrypted && entries.some(({ kind }) => kind === 'key');
    const password = needed ? await newPassword(options) : undefined;
    return { bytes: await writePem(entries, password), written: entries };
  },
  jwks: async (entries, { unencrypted: privateKeys = false }) => ({
    bytes: await writeJwks(entries, { privateKeys }),
    written: privateKeys ? entries : await Promise.all(entries.map(publicHalf)),
  }),
};

async function publicHalf(entry: StoreEntry): Promise<StoreEntry> {
  if (entry.kind !== 'key') return entry;
  const publicKey = await publicKeyOf(entry);
  return {
    alias: entry.alias,
    kind: 'public-key',
    chain: entry.chain,
    ...(publicKey === undefined ? {} : { publicKey }),
  };
}

/** The password of the new file: given for it, or the one that the old file was opened with, or asked for twice. */
async function newPassword(options: ConvertOptions): Promise<string> {
  const { destPasswordFile, destPasswordEnv, destStorepass } = options;
  const given =
    (await givenPassword({
      ...(destPasswordFile === undefined ? {} : { passwordFile: destPasswordFile }),
      ...(destPasswordEnv === undefined ? {} : { passwordEnv: destPasswordEnv }),
      ...(destStorepass === undefined ? {} : { storepass: destStorepass }),
    })) ?? (await givenPassword(options));
  const password = given ?? (await askTwice());
  if (password !== '') return password;
  throw new SignetError('password-needed', 'the new password is empty', {
    hint: 'a PEM file or a JWK set can be written without one: say --unencrypted',
  });
}

async function askTwice(): Promise<string> {
  const hint = 'give it with --dest-password-file or --dest-password-env';
  const first = await askPassword('password for the new file: ', hint);
  if (first === (await askPassword('the same again: ', hint))) return first;
  throw new SignetError('invalid-input', 'the two passwords are not the same', { hint: 'start again' });
}
