import { createHash, randomBytes } from 'node:crypto';
import { derNull, derOctets, derOid, derSequence } from '../../asn1/der.ts';
import { sunKeyProtector } from './jks-key-protector.ts';

const hashLength = 20;

/**
 * Puts a private key under the JKS key protector; jks-key-protector.ts has the layout, and takes it out again.
 * @param key PKCS#8 PrivateKeyInfo.
 * @param password UTF-16BE, without an end mark.
 * @returns EncryptedPrivateKeyInfo.
 */
export function protectSunKey(key: Uint8Array, password: Uint8Array): Uint8Array {
  const salt = randomBytes(hashLength);
  const masked = new Uint8Array(key.length);
  let block: Uint8Array = salt;
  for (let at = 0; at < key.length; at += hashLength) {
    block = sha1(password, block);
    for (let i = 0; i < hashLength && at + i < key.length; i++)
      masked[at + i] = (key[at + i] ?? 0) ^ (block[i] ?? 0);
  }
  const octets = Buffer.concat([salt, masked, sha1(password, key)]);
  return derSequence(derSequence(derOid(sunKeyProtector), derNull()), derOctets(octets));
}

function sha1(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
