import { algorithmUnsupported } from './algorithm-unsupported.ts';
import type { Algorithm } from './asn1.ts';
import { decryptPbes1 } from './pbes1.ts';
import { decryptPbes2 } from './pbes2.ts';

type Decrypt = (
  algorithm: Algorithm,
  ciphertext: Uint8Array,
  password: string,
) => Promise<Uint8Array | undefined>;

/** Password-based encryption schemes by OID. RC2, RC4 and single DES have their place here once they are there. */
const schemes: Readonly<Record<string, Decrypt>> = {
  '1.2.840.113549.1.5.13': decryptPbes2,
  '1.2.840.113549.1.12.1.3': decryptPbes1,
  '1.2.840.113549.1.12.1.4': decryptPbes1,
};

/**
 * Decrypts what a password protects in PKCS#8 and PKCS#12.
 * @returns the plain text, or undefined for a wrong password. About one wrong password in 256 passes the padding
 *   check: the caller looks at the structure of what comes out.
 * Errors: `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`.
 */
export async function decryptWithPassword(
  algorithm: Algorithm,
  ciphertext: Uint8Array,
  password: string,
): Promise<Uint8Array | undefined> {
  const decrypt = schemes[algorithm.oid];
  if (decrypt === undefined) throw algorithmUnsupported('encryption', algorithm.oid);
  return await decrypt(algorithm, ciphertext, password);
}
