import type { Algorithm } from '../../asn1/asn1.ts';
import { algorithmUnsupported } from '../../key/algorithm-unsupported.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { decryptPkcs5Pbes1, pkcs5Schemes } from './pbes1-pkcs5.ts';
import { decryptPkcs12Pbes1, pkcs12Schemes } from './pbes1-pkcs12.ts';
import { decryptPbes2 } from './pbes2.ts';

type Decrypt = (
  algorithm: Algorithm,
  ciphertext: Uint8Array,
  password: string,
  work: WorkBudget,
) => Promise<Uint8Array | undefined>;

const pbes2 = '1.2.840.113549.1.5.13';

function decryptorOf(oid: string): Decrypt | undefined {
  if (oid === pbes2) return decryptPbes2;
  if (oid in pkcs12Schemes) return decryptPkcs12Pbes1;
  return oid in pkcs5Schemes ? decryptPkcs5Pbes1 : undefined;
}

/**
 * Decrypts what a password protects in PKCS#8 and PKCS#12.
 * @returns the plain text, or undefined for a wrong password. About one wrong password in 256 passes the padding
 *   check, and every one passes where the cipher is RC4: the caller looks at the structure of what comes out.
 * Errors: `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`.
 */
export async function decryptWithPassword(
  algorithm: Algorithm,
  ciphertext: Uint8Array,
  password: string,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  const decrypt = decryptorOf(algorithm.oid);
  if (decrypt === undefined) throw algorithmUnsupported('encryption', algorithm.oid);
  return await decrypt(algorithm, ciphertext, password, work);
}
