// Layout of a PEM file of several entries (RFC 7468), as openssl writes and reads it. For each entry:
//
//   key           ENCRYPTED PRIVATE KEY (RFC 5958 section 3) or PRIVATE KEY, then its chain, leaf first
//   certificate   CERTIFICATE
//   public key    PUBLIC KEY

import { armour } from '../../asn1/armour.ts';
import { derOctets, derSequence } from '../../asn1/der.ts';
import type { StoreEntry } from '../../key/key-store.ts';
import { encryptPbes2 } from '../ciphers/encrypt-pbes2.ts';
import { notForFormat, privateHalf } from './private-half.ts';

/** For a file with nothing around it: what OWASP asks of PBKDF2 with HMAC-SHA256. A quarter of a second, off the main thread. */
export const pemIterations = 600_000;

/**
 * Writes entries as PEM.
 * @param password encrypts the private keys (PBES2, AES-256-CBC); undefined leaves them open to everybody who has the file.
 * Errors: `algorithm-unsupported` for shared secrets and requests; `password-needed` for keys that are closed.
 */
export async function writePem(
  entries: readonly StoreEntry[],
  password: string | undefined,
): Promise<Uint8Array> {
  let text = '';
  for (const entry of entries) text += await writeEntry(entry, password);
  return new TextEncoder().encode(text);
}

async function writeEntry(entry: StoreEntry, password: string | undefined): Promise<string> {
  switch (entry.kind) {
    case 'key':
      return `${await privateKeyPem(privateHalf(entry), password)}${certificatesPem(entry.chain)}`;
    case 'certificate':
      return certificatesPem(entry.chain);
    case 'public-key':
      if (entry.publicKey !== undefined) return armour('PUBLIC KEY', entry.publicKey);
      throw notForFormat(entry, 'PEM');
    default:
      throw notForFormat(entry, 'PEM');
  }
}

/** Certificates one after the other in one file. */
export function certificatesPem(certificates: readonly Uint8Array[]): string {
  return certificates.map((certificate) => armour('CERTIFICATE', certificate)).join('');
}

/**
 * A private key as PKCS#8 PEM, encrypted where there is a password: PBES2 with AES-256-CBC and 600,000 rounds of
 * PBKDF2 with HMAC-SHA256.
 * @param pkcs8 PrivateKeyInfo DER.
 */
export async function privateKeyPem(pkcs8: Uint8Array, password: string | undefined): Promise<string> {
  if (password === undefined) return armour('PRIVATE KEY', pkcs8);
  const { algorithm, ciphertext } = await encryptPbes2(pkcs8, password, pemIterations);
  return armour('ENCRYPTED PRIVATE KEY', derSequence(algorithm, derOctets(ciphertext)));
}
