import { unlessDamaged } from '../../asn1/damaged.ts';
import { buildChains } from '../../certificate/build-chain.ts';
import { parseCertificate } from '../../certificate/certificate-fields.ts';
import type { StoreEntry } from '../../key/key-store.ts';
import { publicHalfOf, publicKeyBits } from '../../key/public-half.ts';
import type { KeyMaterial } from './key-material.ts';

/**
 * Entries out of what a file holds, in the order of the file. A private key takes the certificate of its public key,
 * wherever in the file it stands, and those that issued it: together they are one entry, as in a key store. A key
 * that is still protected belongs to nothing, for its public half is not known.
 * The aliases are `1`, `2`, ….
 */
export async function groupEntries(materials: readonly KeyMaterial[]): Promise<StoreEntry[]> {
  const certificates = materials.flatMap((one) => ('der' in one ? [one.der] : []));
  const byPublicKey = new Map<string, Uint8Array>();
  for (const der of certificates) {
    const bits = unlessDamaged(() => publicKeyBits(parseCertificate(der).publicKey.bytes));
    const name = bits === undefined ? undefined : hex(bits);
    if (name !== undefined && !byPublicKey.has(name)) byPublicKey.set(name, der);
  }
  const leaves: (Uint8Array | undefined)[] = [];
  for (const one of materials) {
    const isOpen = one.kind === 'key' && 'privateKey' in one;
    leaves.push(isOpen ? await leafOf(one.privateKey, byPublicKey) : undefined);
  }
  const chains = buildChains(
    leaves.filter((leaf) => leaf !== undefined),
    certificates,
  );
  const inChain = new Set([...chains.values()].flat().map(hex));
  const entries: StoreEntry[] = [];
  materials.forEach((one, i) => {
    if ('der' in one && inChain.has(hex(one.der))) return;
    const leaf = leaves[i];
    const chain = leaf === undefined ? [] : (chains.get(leaf) ?? []);
    entries.push(toEntry(one, String(entries.length + 1), chain));
  });
  return entries;
}

async function leafOf(
  privateKey: Uint8Array,
  byPublicKey: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array | undefined> {
  if (byPublicKey.size === 0) return undefined;
  const spki = await publicHalfOf(privateKey);
  const bits = spki === undefined ? undefined : unlessDamaged(() => publicKeyBits(spki));
  return bits === undefined ? undefined : byPublicKey.get(hex(bits));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}

function toEntry(one: KeyMaterial, alias: string, chain: readonly Uint8Array[]): StoreEntry {
  if ('problem' in one) return { alias, kind: one.kind, chain: [], unreadable: one.problem };
  switch (one.kind) {
    case 'key': {
      const { kind, ...opened } = one;
      return { alias, kind, chain, ...opened };
    }
    case 'certificate':
      return { alias, kind: one.kind, chain: [one.der] };
    case 'request':
      return { alias, kind: one.kind, chain: [], publicKey: one.spki, request: one.request };
    default:
      return { alias, kind: one.kind, chain: [], publicKey: one.spki };
  }
}
