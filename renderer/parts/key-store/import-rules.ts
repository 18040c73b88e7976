import type { ListedEntry } from '../../../shared/contract/keystore.ts';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { freeName } from '../free-name.ts';

const importable: ReadonlySet<ListedEntry['kind']> = new Set(['key', 'certificate', 'secret']);

/** Whether the vault takes such an entry. */
export function canImport(entry: ListedEntry): boolean {
  return importable.has(entry.kind);
}

/** Whether the key has not come out with the passwords given so far. */
export function needsKeyPassword(entry: ListedEntry): boolean {
  return (
    entry.key !== undefined &&
    entry.kind !== 'certificate' &&
    entry.kind !== 'public-key' &&
    !entry.key.readable
  );
}

/** A free name: the entry's own alias, or the file's name where the alias says nothing. */
export function importName(
  entry: ListedEntry,
  file: string,
  entries: readonly Pick<VaultEntry, 'name'>[],
): string {
  const alias = entry.alias.trim();
  const wish = /^(?:\d*|key|certificate|pasted)$/i.test(alias)
    ? file.replace(/\.[^.]*$/, '') || 'imported'
    : alias;
  return freeName(wish, entries);
}
