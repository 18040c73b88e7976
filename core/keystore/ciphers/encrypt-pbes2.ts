// What is written, of the forms that pbes2.ts reads (RFC 8018 appendix A.4):
//
//   AlgorithmIdentifier   SEQUENCE { OID pbes2, SEQUENCE { keyDerivationFunc, encryptionScheme } }
//   keyDerivationFunc     SEQUENCE { OID pbkdf2, SEQUENCE { salt OCTET STRING, iterations INTEGER, keyLength INTEGER 32,
//                                                           SEQUENCE { OID hmacWithSHA256, NULL } } }
//   encryptionScheme      SEQUENCE { OID aes256-CBC, iv OCTET STRING }

import { createCipheriv, randomBytes } from 'node:crypto';
import { derInteger, derNull, derOctets, derOid, derSequence } from '../../asn1/der.ts';
import { magnitude } from '../../asn1/magnitude.ts';
import { derivePbkdf2 } from '../../key/key-derivation.ts';

/** What a password protects: how, as an AlgorithmIdentifier in DER, and what. */
export interface Encrypted {
  readonly algorithm: Uint8Array;
  readonly ciphertext: Uint8Array;
}

const oids = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacWithSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
};
const keyLength = 32;
/** keytool 17 writes as many; RFC 8018 section 4.1 asks for eight at least. */
const saltLength = 20;

/**
 * Encrypts with AES-256-CBC under a key that PBKDF2 with HMAC-SHA256 derives, off the main thread.
 * @param password taken as UTF-8.
 * Errors: `work-factor-too-high` above the rounds that Signet reads again.
 */
export async function encryptPbes2(
  plain: Uint8Array,
  password: string,
  iterations: number,
): Promise<Encrypted> {
  const salt = randomBytes(saltLength);
  const iv = randomBytes(16);
  const key = await derivePbkdf2(Buffer.from(password, 'utf8'), salt, iterations, keyLength, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const derivation = derSequence(
    derOid(oids.pbkdf2),
    derSequence(
      derOctets(salt),
      derInteger(magnitude(iterations)),
      derInteger(keyLength),
      derSequence(derOid(oids.hmacWithSha256), derNull()),
    ),
  );
  const scheme = derSequence(derOid(oids.aes256Cbc), derOctets(iv));
  return {
    algorithm: derSequence(derOid(oids.pbes2), derSequence(derivation, scheme)),
    ciphertext: Buffer.concat([cipher.update(plain), cipher.final()]),
  };
}
