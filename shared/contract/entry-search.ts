import type { VaultEntry } from './vault.ts';

/** Whether every word of a search occurs in what {@link searchText} says of an entry. Case does not matter. */
export function matchesSearch(entry: VaultEntry, search: string): boolean {
  const text = searchText(entry).toLowerCase();
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.includes(word));
}

/** Everything that an entry may be searched by; fingerprints with colons and without. */
export function searchText({ name, note, tags = [], kind, key, algorithms, chain }: VaultEntry): string {
  const ofKey = [key?.type, key?.bits, key?.curve, key?.kid, key?.thumbprint];
  const ofCertificates = chain.flatMap((each) => [
    each.subject,
    each.issuer,
    each.serial,
    each.sha1,
    each.sha256,
    each.sha256.replaceAll(':', ''),
    each.x5t,
    each['x5t#S256'],
    ...each.san,
  ]);
  return [name, note, ...tags, kind, ...ofKey, ...algorithms, ...ofCertificates]
    .filter((part) => part !== undefined)
    .join(' ');
}
