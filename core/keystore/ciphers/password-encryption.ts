import type { Algorithm } from '../../asn1/asn1.ts';
import { algorithmUnsupported } from '../../key/algorithm-unsupported.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { bmpPasswords, firstOpened, passwordBytes } from './password-forms.ts';
import { decryptPkcs5Pbes1, pkcs5Schemes } from './pbes1-pkcs5.ts';
import { decryptPkcs12Pbes1, pkcs12Schemes } from './pbes1-pkcs12.ts';
import { decryptPbes2 } from './pbes2.ts';

interface Scheme {
  /** The password as the scheme takes it, in the ways in which it is written. */
  readonly forms: (password: string) => readonly Uint8Array[];
  readonly decrypt: (
    algorithm: Algorithm,
    ciphertext: Uint8Array,
    form: Uint8Array,
    work: WorkBudget,
  ) => Promise<Uint8Array | undefined>;
}

const pbes2 = '1.2.840.113549.1.5.13';

function schemeOf(oid: string): Scheme | undefined {
  if (oid === pbes2) return { forms: passwordBytes, decrypt: decryptPbes2 };
  if (oid in pkcs12Schemes) return { forms: bmpPasswords, decrypt: decryptPkcs12Pbes1 };
  return oid in pkcs5Schemes ? { forms: passwordBytes, decrypt: decryptPkcs5Pbes1 } : undefined;
}

/**
 * Decrypts what a password protects in PKCS#8 and PKCS#12.
 * @param read looks at the structure of what comes out, for about one wrong password in 256 passes the padding check, and
 *   every one passes where the cipher is RC4: undefined for noise
 * @returns undefined for a wrong password
 * Errors: `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`.
 */
export async function decryptWithPassword<Contents>(
  algorithm: Algorithm,
  ciphertext: Uint8Array,
  password: string,
  work: WorkBudget,
  read: (plain: Uint8Array) => Contents | undefined,
): Promise<Contents | undefined> {
  const scheme = schemeOf(algorithm.oid);
  if (scheme === undefined) throw algorithmUnsupported('encryption', algorithm.oid);
  return firstOpened(scheme.forms(password), async (form) => {
    const plain = await scheme.decrypt(algorithm, ciphertext, form, work);
    return plain === undefined ? undefined : read(plain);
  });
}
