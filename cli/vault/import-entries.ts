import type { KeyStore, StoreEntry } from '../../core/key/key-store.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import { openKeyStore, type StoreOptions } from '../support/key-options.ts';
import { openVault } from '../support/open-vault.ts';
import { layout, printNote } from '../support/output.ts';
import { askPassword } from '../support/passwords.ts';
import { describeRecords } from './describe-records.ts';

export interface ImportOptions extends StoreOptions {
  readonly alias?: string;
  readonly all?: boolean;
  readonly name?: string;
}

const kinds = ['key', 'secret', 'certificate'] as const;

/**
 * Takes one entry of a file into the vault, or all of them at once.
 * @throws SignetError the errors of reading the file, `alias-not-found`, `alias-needed`, `name-taken`, those of the vault
 */
export async function importEntries(file: string, options: ImportOptions): Promise<readonly VaultEntry[]> {
  if (options.all && (options.alias !== undefined || options.name !== undefined)) {
    throw new SignetError('usage', '--all takes every entry under its alias', {
      hint: 'leave --alias and --name out',
    });
  }
  const { entryToRecord } = await import('../../core/vault/record-entry.ts');
  const entries = await readEntries(file, options);
  const records = await Promise.all(
    entries.map((entry) => entryToRecord(entry, options.name ?? entry.alias)),
  );
  const vault = await openVault({ create: true });
  return describeRecords(await vault.addAll(records));
}

/** The entries that are wanted; a key with a password of its own has it asked for. */
async function readEntries(file: string, options: ImportOptions): Promise<readonly StoreEntry[]> {
  const { brokenBy, findEntry } = await import('../../core/keystore/find-entry.ts');
  const choose = (store: KeyStore): readonly StoreEntry[] => {
    if (!options.all) return [findEntry(store, options.alias, kinds)];
    const [whole, broken] = [store.entries.filter(isWhole), store.entries.filter((entry) => !isWhole(entry))];
    for (const entry of broken)
      printNote(layout`signet: ${entry.alias} was left out: ${brokenBy(entry)?.message ?? ''}`);
    return whole.filter(({ kind }) => kind !== 'public-key' && kind !== 'request');
  };
  const isWhole = (entry: StoreEntry) => brokenBy(entry) === undefined;
  const entries = choose(await openKeyStore(file, options));
  if (entries.length === 0) {
    throw new SignetError('alias-not-found', `${file} holds no key and no certificate`, {
      hint: 'see signet keystore list',
    });
  }
  const closed = entries.find((entry) => entry.unreadable?.code === 'password-needed');
  if (closed === undefined) return entries;
  const keypass = await askPassword(`password for ${closed.alias}: `, 'give it with --password-file');
  return choose(await openKeyStore(file, { ...options, keypass }));
}
