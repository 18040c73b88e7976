// Parameters of PKCS#5's PBES1 (RFC 8018 appendix A.3): SEQUENCE { salt OCTET STRING (8), iterations INTEGER }
//
// PBKDF1 (section 5.1) hashes password and salt, then the hash again and again. Of the last hash, the first 8 bytes
// are the key and the next 8 the initialization vector.

import { createHash, hash } from 'node:crypto';
import { type Algorithm, membersOf, numberOf, octetsOf } from '../../asn1/asn1.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { type CbcCipher, decryptCbc } from './decrypt-cbc.ts';

/** The schemes of RFC 8018 section 6.1.1 by OID. Those with MD2 are left out: no library has it any more. */
export const pkcs5Schemes: Readonly<
  Record<string, { readonly digest: 'md5' | 'sha1'; readonly cipher: CbcCipher }>
> = {
  '1.2.840.113549.1.5.3': { digest: 'md5', cipher: 'des-cbc' },
  '1.2.840.113549.1.5.6': { digest: 'md5', cipher: 'rc2-cbc' },
  '1.2.840.113549.1.5.10': { digest: 'sha1', cipher: 'des-cbc' },
  '1.2.840.113549.1.5.11': { digest: 'sha1', cipher: 'rc2-cbc' },
};

/** Rounds between two looks at the event loop: a few milliseconds. */
const roundsInARow = 4096;

/** Errors: `work-factor-too-high`, `damaged-file`. */
export async function decryptPkcs5Pbes1(
  { oid, parameters }: Algorithm,
  ciphertext: Uint8Array,
  password: Uint8Array,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  const scheme = pkcs5Schemes[oid];
  if (scheme === undefined) return undefined;
  const [saltNode, iterationsNode] = membersOf(parameters);
  const iterations = numberOf(iterationsNode);
  work.spend(iterations);
  let block = createHash(scheme.digest).update(password).update(octetsOf(saltNode)).digest();
  for (let round = 1; round < iterations; round++) {
    block = hash(scheme.digest, block, 'buffer');
    if (round % roundsInARow === 0) await new Promise(setImmediate);
  }
  return decryptCbc(scheme.cipher, block.subarray(0, 8), block.subarray(8, 16), ciphertext);
}
