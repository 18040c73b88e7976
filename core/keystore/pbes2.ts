// Parameters of PBES2 (RFC 8018 appendix A.4) and what is in them:
//
//   PBES2-params    SEQUENCE { keyDerivationFunc AlgorithmIdentifier, encryptionScheme AlgorithmIdentifier }
//   PBKDF2-params   SEQUENCE { salt OCTET STRING, iterations INTEGER, keyLength INTEGER OPTIONAL,
//                              prf AlgorithmIdentifier DEFAULT hmacWithSHA1 }
//   scrypt-params   SEQUENCE { salt OCTET STRING, N INTEGER, r INTEGER, p INTEGER, keyLength INTEGER OPTIONAL }   (RFC 7914 section 7)
//   the scheme's parameters are its initialization vector, OCTET STRING

import { algorithmUnsupported } from './algorithm-unsupported.ts';
import { type Algorithm, algorithmOf, membersOf, numberOf, octetsOf, tags } from './asn1.ts';
import { type CbcCipher, decryptCbc } from './decrypt-cbc.ts';
import { hmacs } from './digest-names.ts';
import { derivePbkdf2, deriveScrypt } from './key-derivation.ts';

const hmacWithSha1 = '1.2.840.113549.2.7';

const ciphers: Readonly<Record<string, { readonly name: CbcCipher; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
};

type Derive = (
  parameters: Algorithm['parameters'],
  password: Uint8Array,
  length: number,
) => Promise<Uint8Array>;

const keyDerivations: Readonly<Record<string, Derive>> = {
  '1.2.840.113549.1.5.12': runPbkdf2,
  '1.3.6.1.4.1.11591.4.11': runScrypt,
};

/** Errors: `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`. */
export async function decryptPbes2(
  { parameters }: Algorithm,
  ciphertext: Uint8Array,
  password: string,
): Promise<Uint8Array | undefined> {
  const [kdf, scheme] = membersOf(parameters).map(algorithmOf);
  const cipher = ciphers[scheme?.oid ?? ''];
  if (cipher === undefined) throw algorithmUnsupported('encryption', scheme?.oid ?? 'none');
  // PBES2 takes the password's bytes as they are; everybody who writes it today means UTF-8.
  const key = await deriveByAlgorithm(kdf, Buffer.from(password, 'utf8'), cipher.keyLength);
  return decryptCbc(cipher.name, key, octetsOf(scheme?.parameters), ciphertext);
}

/** Derives a key as an AlgorithmIdentifier says. Errors: `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`. */
export async function deriveByAlgorithm(
  algorithm: Algorithm | undefined,
  password: Uint8Array,
  length: number,
): Promise<Uint8Array> {
  const derive = keyDerivations[algorithm?.oid ?? ''];
  if (derive === undefined) throw algorithmUnsupported('key derivation', algorithm?.oid ?? 'none');
  return await derive(algorithm?.parameters, password, length);
}

async function runPbkdf2(
  parameters: Algorithm['parameters'],
  password: Uint8Array,
  length: number,
): Promise<Uint8Array> {
  const [salt, iterations, ...rest] = membersOf(parameters);
  const prf = rest.find((node) => node.tag === tags.sequence);
  const oid = prf === undefined ? hmacWithSha1 : algorithmOf(prf).oid;
  const hmac = hmacs[oid];
  if (hmac === undefined) throw algorithmUnsupported('key derivation', oid);
  return await derivePbkdf2(password, octetsOf(salt), numberOf(iterations), length, hmac.name);
}

async function runScrypt(
  parameters: Algorithm['parameters'],
  password: Uint8Array,
  length: number,
): Promise<Uint8Array> {
  const [salt, N, r, p] = membersOf(parameters);
  return await deriveScrypt(
    password,
    octetsOf(salt),
    { N: numberOf(N), r: numberOf(r), p: numberOf(p) },
    length,
  );
}
