import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { unlessDamaged } from '../asn1/damaged.ts';
import { privateKeyObject, publicKeyObject } from '../key/key-object.ts';
import type { StoreEntry } from '../key/key-store.ts';
import { publicHalfOf } from '../key/public-half.ts';
import { whyUnsafe } from '../key/unsafe-key.ts';
import { parseCertificate } from './certificate-fields.ts';

/** The key of an entry that can verify; undefined for entries without one, such as a locked secret. */
export function verifyingKeyObject(entry: StoreEntry): KeyObject | undefined {
  const [certificate] = entry.chain;
  if (entry.secret) return createSecretKey(entry.secret);
  if (certificate) return publicKeyObject(parseCertificate(certificate).publicKey.bytes);
  if (entry.publicKey) return publicKeyObject(entry.publicKey);
  return entry.privateKey && createPublicKey(privateKeyObject(entry.privateKey));
}

/** Why the key in a certificate proves nothing; undefined for one of which nothing of the kind is known. */
export function whyCertifiedUnsafe(der: Uint8Array): string | undefined {
  return unlessDamaged(() => whyUnsafe(parseCertificate(Uint8Array.from(der)).publicKey.bytes));
}

/** The public key of an entry as SubjectPublicKeyInfo DER: its certificate's, its own, or its private key's. Errors: `damaged-file`. */
export async function publicKeyOf(
  entry: Pick<StoreEntry, 'chain' | 'publicKey' | 'privateKey'>,
): Promise<Uint8Array | undefined> {
  const [leaf] = entry.chain;
  if (leaf !== undefined) return parseCertificate(leaf).publicKey.bytes;
  return entry.publicKey ?? (entry.privateKey === undefined ? undefined : publicHalfOf(entry.privateKey));
}
