import type { VaultEntry } from '../contract/vault.ts';

/**
 * Whether every word of a search occurs in an entry: in its name, note, tags, kind, key, or certificates. Case does not
 * matter; fingerprints may be typed with colons or without.
 */
export function matchesSearch(entry: VaultEntry, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = searchText(entry);
  return words.every((word) => text.includes(word) || text.includes(word.replaceAll(':', '')));
}

function searchText({ name, note = '', tags = [], kind, key, algorithms, chain }: VaultEntry): string {
  const ofKey = [key?.type, key?.bits, key?.curve, key?.thumbprint, key?.kid];
  const ofCertificates = chain.flatMap(({ subject, issuer, serial, san, sha256 }) => [
    subject,
    issuer,
    serial,
    ...san,
    sha256.replaceAll(':', ''),
  ]);
  return [name, note, ...tags, kind, ...ofKey, ...algorithms, ...ofCertificates].join('\n').toLowerCase();
}
