// Parameters of PKCS#12's PBES1 (RFC 7292 appendix C): SEQUENCE { salt OCTET STRING, iterations INTEGER }

import { type Algorithm, membersOf, numberOf, octetsOf } from '../../asn1/asn1.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { type CbcCipher, decryptCbc } from './decrypt-cbc.ts';
import { type Digest, digests } from './digest-names.ts';
import { derivePkcs12, purposes } from './pkcs12-key-derivation.ts';
import { rc4 } from './rc4.ts';

const sha1 = digests['1.3.14.3.2.26'] as Digest;

/** The ciphers of RFC 7292 appendix C by OID, with the bytes of key that are derived for them. */
export const pkcs12Schemes: Readonly<
  Record<string, { readonly cipher: CbcCipher | 'rc4'; readonly keyLength: number }>
> = {
  '1.2.840.113549.1.12.1.1': { cipher: 'rc4', keyLength: 16 },
  '1.2.840.113549.1.12.1.2': { cipher: 'rc4', keyLength: 5 },
  '1.2.840.113549.1.12.1.3': { cipher: 'des-ede3-cbc', keyLength: 24 },
  '1.2.840.113549.1.12.1.4': { cipher: 'des-ede3-cbc', keyLength: 16 },
  '1.2.840.113549.1.12.1.5': { cipher: 'rc2-cbc', keyLength: 16 },
  '1.2.840.113549.1.12.1.6': { cipher: 'rc2-cbc', keyLength: 5 },
};

/**
 * @param password as `bmpPasswords` gives it
 * Errors: `work-factor-too-high`, `damaged-file`.
 */
export async function decryptPkcs12Pbes1(
  { oid, parameters }: Algorithm,
  ciphertext: Uint8Array,
  password: Uint8Array,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  const scheme = pkcs12Schemes[oid];
  if (scheme === undefined) return undefined;
  const [saltNode, iterationsNode] = membersOf(parameters);
  const salt = octetsOf(saltNode);
  const iterations = numberOf(iterationsNode);
  const derive = async (purpose: number, length: number) => {
    work.spend(iterations);
    return await derivePkcs12(sha1, purpose, password, salt, iterations, length, work);
  };
  const derived = await derive(purposes.key, scheme.keyLength);
  if (scheme.cipher === 'rc4') {
    const plain = rc4(derived, ciphertext);
    // Nothing in RC4 tells a wrong key: all that is encrypted here is a SEQUENCE.
    return plain[0] === 0x30 ? plain : undefined;
  }
  // Triple DES with two keys takes the first again as its third.
  const key =
    scheme.cipher === 'des-ede3-cbc' && derived.length === 16
      ? Buffer.concat([derived, derived.subarray(0, 8)])
      : derived;
  return decryptCbc(scheme.cipher, key, await derive(purposes.iv, 8), ciphertext);
}
