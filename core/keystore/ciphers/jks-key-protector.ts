// Layout of a private key under the JKS key protector (sun.security.provider.KeyProtector):
//
//   EncryptedPrivateKeyInfo   SEQUENCE { SEQUENCE { OID 1.3.6.1.4.1.42.2.17.1.1, NULL }, OCTET STRING }
//   the octets                salt[20] | key XOR keystream | SHA-1(password, key)[20]
//   keystream                 block[0] = SHA-1(password, salt); block[n] = SHA-1(password, block[n-1])
//   password                  UTF-16, big-endian, no end mark

import { createHash, timingSafeEqual } from 'node:crypto';
import { damaged } from '../../asn1/damaged.ts';

export const sunKeyProtector = '1.3.6.1.4.1.42.2.17.1.1';

const hashLength = 20;

/**
 * Takes a key out of the JKS protector's octets.
 * @param password UTF-16BE, without an end mark.
 * @returns the PKCS#8 PrivateKeyInfo, or undefined for a wrong password. Errors: `damaged-file`.
 */
export function unprotectSunKey(octets: Uint8Array, password: Uint8Array): Uint8Array | undefined {
  if (octets.length < 2 * hashLength) throw damaged('it holds a protected key that is too short');
  const masked = octets.subarray(hashLength, octets.length - hashLength);
  const key = new Uint8Array(masked.length);
  let block: Uint8Array = octets.subarray(0, hashLength);
  for (let at = 0; at < masked.length; at += hashLength) {
    block = sha1(password, block);
    for (let i = 0; i < hashLength && at + i < masked.length; i++)
      key[at + i] = (masked[at + i] ?? 0) ^ (block[i] ?? 0);
  }
  return timingSafeEqual(sha1(password, key), octets.subarray(octets.length - hashLength)) ? key : undefined;
}

function sha1(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
