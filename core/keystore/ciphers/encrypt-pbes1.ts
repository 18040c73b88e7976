// What is written, of the forms that pbes1.ts reads (RFC 7292 appendix C):
//
//   AlgorithmIdentifier   SEQUENCE { OID pbeWithSHA1And3-KeyTripleDES-CBC, SEQUENCE { salt OCTET STRING, iterations INTEGER } }

import { createCipheriv, randomBytes } from 'node:crypto';
import { derInteger, derOctets, derOid, derSequence } from '../../asn1/der.ts';
import { magnitude } from '../../asn1/magnitude.ts';
import { type Digest, digests } from './digest-names.ts';
import type { Encrypted } from './encrypt-pbes2.ts';
import { bmpPassword } from './password-forms.ts';
import { derivePkcs12, purposes } from './pkcs12-key-derivation.ts';

const tripleDes = '1.2.840.113549.1.12.1.3';
const sha1 = digests['1.3.14.3.2.26'] as Digest;
const saltLength = 20;

/** Encrypts as Windows before 2018 and Java before 2020 want it: three-key triple DES. Errors: `work-factor-too-high`. */
export async function encryptPbes1(
  plain: Uint8Array,
  password: string,
  iterations: number,
): Promise<Encrypted> {
  const salt = randomBytes(saltLength);
  const form = bmpPassword(password);
  const key = await derivePkcs12(sha1, purposes.key, form, salt, iterations, 24);
  const iv = await derivePkcs12(sha1, purposes.iv, form, salt, iterations, 8);
  const cipher = createCipheriv('des-ede3-cbc', key, iv);
  const parameters = derSequence(derOctets(salt), derInteger(magnitude(iterations)));
  return {
    algorithm: derSequence(derOid(tripleDes), parameters),
    ciphertext: Buffer.concat([cipher.update(plain), cipher.final()]),
  };
}
