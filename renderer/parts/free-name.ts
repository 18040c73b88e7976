import type { VaultEntry } from '../../shared/contract/vault.ts';

/** A name that no entry has yet, from one that is wished for. */
export function freeName(wish: string, entries: readonly Pick<VaultEntry, 'name'>[]): string {
  const taken = new Set(entries.map((entry) => entry.name));
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wish : `${wish}-${count}`;
    if (!taken.has(name)) return name;
  }
}
