// Parameters of PKCS#12's PBES1 (RFC 7292 appendix C): SEQUENCE { salt OCTET STRING, iterations INTEGER }

import { type Algorithm, membersOf, numberOf, octetsOf } from './asn1.ts';
import { decryptCbc } from './decrypt-cbc.ts';
import { type Digest, digests } from './digest-names.ts';
import { bmpPassword, derivePkcs12, purposes } from './pkcs12-key-derivation.ts';

const sha1 = digests['1.3.14.3.2.26'] as Digest;
const twoKeyTripleDes = '1.2.840.113549.1.12.1.4';

/** Errors: `work-factor-too-high`, `damaged-file`. */
export async function decryptPbes1(
  { oid, parameters }: Algorithm,
  ciphertext: Uint8Array,
  password: string,
): Promise<Uint8Array | undefined> {
  const [saltNode, iterationsNode] = membersOf(parameters);
  const salt = octetsOf(saltNode);
  const iterations = numberOf(iterationsNode);
  // The empty password is written in two ways: as an empty BMPString, which still has its end mark, and as no bytes.
  const forms = password === '' ? [bmpPassword(''), new Uint8Array()] : [bmpPassword(password)];
  for (const form of forms) {
    const derived = await derivePkcs12(
      sha1,
      purposes.key,
      form,
      salt,
      iterations,
      oid === twoKeyTripleDes ? 16 : 24,
    );
    const key = oid === twoKeyTripleDes ? Buffer.concat([derived, derived.subarray(0, 8)]) : derived;
    const iv = await derivePkcs12(sha1, purposes.iv, form, salt, iterations, 8);
    const plain = decryptCbc('des-ede3-cbc', key, iv, ciphertext);
    if (plain !== undefined) return plain;
  }
  return undefined;
}
