import { createPrivateKey, createPublicKey } from 'node:crypto';
import { bitsOf, contextTag, expectTag, explicitValue, membersOf, readAsn1, tags } from '../asn1/asn1.ts';
import { unlessDamaged } from '../asn1/damaged.ts';
import { derBits, derSequence } from '../asn1/der.ts';
import { viewOf } from '../asn1/view-of.ts';
import { computePublicKey } from './compute-public-key.ts';
import { keyOids } from './key-oids.ts';
import { type PrivateKeyInfo, parsePrivateKeyInfo } from './private-key-info.ts';

/**
 * The public half of a private key.
 * @param pkcs8 PKCS#8 PrivateKeyInfo.
 * @returns SubjectPublicKeyInfo DER, or undefined where the key does not hold it and nothing here knows its algorithm.
 *   Never fails.
 */
export async function publicHalfOf(pkcs8: Uint8Array): Promise<Uint8Array | undefined> {
  const info = unlessDamaged(() => parsePrivateKeyInfo(pkcs8));
  if (info === undefined) return undefined;
  const withBits = (bits: Uint8Array) => derSequence(info.algorithmBytes, derBits(bits));
  const stored = info.publicKey ?? unlessDamaged(() => storedPublicKey(info));
  if (stored !== undefined) return withBits(stored);
  const exported = exportPublicKey(pkcs8);
  if (exported !== undefined) return exported;
  const computed = await computePublicKey(info);
  return computed === undefined ? undefined : withBits(computed);
}

/** The public key that RSA and EC keys carry inside. Read from the ASN.1, so that it works for curves that BoringSSL lacks. */
function storedPublicKey({ algorithm, key }: PrivateKeyInfo): Uint8Array | undefined {
  if (algorithm.oid === keyOids.rsa || algorithm.oid === keyOids.rsaPss) {
    const [, n, e] = membersOf(readAsn1(key));
    return derSequence(expectTag(n, tags.integer).bytes, expectTag(e, tags.integer).bytes);
  }
  if (algorithm.oid !== keyOids.ec) return undefined;
  const point = membersOf(readAsn1(key)).find((node) => node.tag === contextTag(1));
  return point === undefined ? undefined : bitsOf(explicitValue(point, 1));
}

function exportPublicKey(pkcs8: Uint8Array): Uint8Array | undefined {
  try {
    const key = createPrivateKey({ key: viewOf(pkcs8), format: 'der', type: 'pkcs8' });
    return Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }));
  } catch {
    return undefined;
  }
}

/** The bits of a SubjectPublicKeyInfo: what two forms of one public key have in common. Errors: `damaged-file`. */
export function publicKeyBits(spki: Uint8Array): Uint8Array {
  return bitsOf(membersOf(readAsn1(spki))[1]);
}
