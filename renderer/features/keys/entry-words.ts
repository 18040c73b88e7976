import type { VaultEntry } from '../../../shared/contract/vault.ts';

export const kindWords: Readonly<Record<VaultEntry['kind'], string>> = {
  key: 'Key',
  certificate: 'Certificate',
  secret: 'Shared secret',
  'client-secret': 'Client secret',
};

/** One line on what an entry is: `RSA 2048 · RS256, RS384 …`. */
export function entryNote(entry: VaultEntry, keyWords: string): string {
  if (entry.kind === 'client-secret') return kindWords['client-secret'];
  const [first, ...others] = entry.algorithms;
  const algorithms =
    first === undefined
      ? kindWords[entry.kind]
      : others.length > 0
        ? `${first} and ${others.length} more`
        : first;
  return `${keyWords} · ${algorithms}`;
}

/** A name that no entry has yet, from one that is wished for. */
export function freeName(wish: string, entries: readonly Pick<VaultEntry, 'name'>[]): string {
  const taken = new Set(entries.map((entry) => entry.name));
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wish : `${wish}-${count}`;
    if (!taken.has(name)) return name;
  }
}

/** An RFC 4514 name of one common name, with its special characters escaped. */
export function subjectFor(name: string): string {
  return `CN=${name
    .replace(/[\\,+"<>;=]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ')}`;
}
