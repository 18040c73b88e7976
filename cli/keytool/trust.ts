import type { StoreEntry } from '../../core/key/key-store.ts';

/** Whether a certificate is trusted as it is: keytool does not mind how such a one is signed. */
export type IsTrusted = (certificate: Uint8Array) => boolean;

export const trustsNothing: IsTrusted = () => false;

/** What a store trusts: a certificate whose first entry in it, in the order of Java, is one of its own. */
export function trustOf(entries: readonly StoreEntry[]): IsTrusted {
  const kinds = new Map<string, StoreEntry['kind']>();
  for (const { kind, chain } of entries) {
    const [first] = chain;
    const name = first && Buffer.from(first).toString('latin1');
    if (name !== undefined && !kinds.has(name)) kinds.set(name, kind);
  }
  return (certificate) => kinds.get(Buffer.from(certificate).toString('latin1')) === 'certificate';
}
