import type { VaultEntry } from '../../../shared/contract/vault.ts';

/** A name for a client's secret that no entry has yet. */
export function secretName(clientId: string, entries: readonly Pick<VaultEntry, 'name'>[]): string {
  const taken = new Set(entries.map((entry) => entry.name));
  const base = clientId.trim() === '' ? 'client secret' : `secret of ${clientId.trim().slice(0, 150)}`;
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base} (${count})`;
    if (!taken.has(name)) return name;
  }
}
