import { writeOutputFile } from '../../core/home/output-file.ts';
import { describeKeyStore } from '../../core/keystore/describe-key-store.ts';
import { brokenBy, findEntry } from '../../core/keystore/find-entry.ts';
import { readKeyStore } from '../../core/keystore/read/read-key-store.ts';
import { convertEntries, needsPassword } from '../../core/keystore/write/convert-entries.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { type KeyStoreListing, type TargetFormat, targetFormats } from '../../shared/contract/keystore.ts';
import { openKeyStore, type StoreOptions } from './key-options.ts';
import { askNewPassword, givenPassword } from './passwords.ts';

export interface ConvertOptions extends StoreOptions {
  readonly to: string;
  readonly out: string;
  readonly alias?: readonly string[];
  readonly destPasswordFile?: string;
  readonly destPasswordEnv?: string;
  readonly destStorepass?: string;
  readonly legacy?: boolean;
  readonly unencrypted?: boolean;
  readonly force?: boolean;
}

export interface Converted {
  readonly listing: KeyStoreListing;
  /** What is not in the new file, or what others will not find in it. */
  readonly warnings: readonly string[];
}

/**
 * Writes the entries of one file into another, with permissions for its owner alone. What is told of the new file was
 * read back from it, before it took the place of anything.
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
  const left = store.entries.filter((entry) => brokenBy(entry) !== undefined);
  const entries =
    options.alias === undefined
      ? store.entries.filter((entry) => !left.includes(entry))
      : options.alias.map((alias) => ({ ...findEntry(store, alias), alias }));
  const unencrypted = options.unencrypted ?? false;
  const password = needsPassword(format, entries, unencrypted) ? await newPassword(options) : undefined;
  const { bytes, written, warnings } = await convertEntries(entries, format, {
    legacy: options.legacy ?? false,
    unencrypted,
    ...(password === undefined ? {} : { password }),
  });
  const readBack = await readKeyStore(bytes, password === undefined ? {} : { store: password });
  const listing = await describeKeyStore(readBack);
  await writeOutputFile(options.out, bytes, { force: options.force ?? false, mode: 0o600 });
  const publicOnly = format === 'jwks' && written.some(({ kind }, i) => kind !== entries[i]?.kind);
  return {
    listing,
    warnings: [
      ...warnings,
      ...(publicOnly ? ['the private keys were left out: --unencrypted writes them too'] : []),
      ...(options.alias === undefined
        ? left.map((entry) => `${entry.alias} was left out: ${brokenBy(entry)?.message}`)
        : []),
    ],
  };
}

const newPasswordHint = 'give it with --dest-password-file or --dest-password-env';

/** The password of the new file: given for it, or the one that the old file was opened with, or asked for twice. */
async function newPassword(options: ConvertOptions): Promise<string> {
  const { destPasswordFile, destPasswordEnv, destStorepass } = options;
  const given =
    (await givenPassword({
      ...(destPasswordFile === undefined ? {} : { passwordFile: destPasswordFile }),
      ...(destPasswordEnv === undefined ? {} : { passwordEnv: destPasswordEnv }),
      ...(destStorepass === undefined ? {} : { storepass: destStorepass }),
    })) ?? (await givenPassword(options));
  const password = given ?? (await askNewPassword('password for the new file: ', newPasswordHint));
  if (password !== '') return password;
  throw new SignetError('password-needed', 'the new password is empty', {
    hint: 'a PEM file or a JWK set can be written without one: say --unencrypted',
  });
}
