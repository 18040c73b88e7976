import { createDecipheriv } from 'node:crypto';
import { damaged } from './damaged.ts';

/** The block ciphers that OpenSSL and BoringSSL both have, with their block length in bytes. */
const blockLength = { 'aes-128-cbc': 16, 'aes-192-cbc': 16, 'aes-256-cbc': 16, 'des-ede3-cbc': 8 } as const;

export type CbcCipher = keyof typeof blockLength;

/**
 * Decrypts with PKCS#7 padding.
 * @returns the plain text, or undefined where the padding is wrong: the sign of a wrong password.
 * Errors: `damaged-file` for lengths that no encryption gives.
 */
export function decryptCbc(
  cipher: CbcCipher,
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | undefined {
  const block = blockLength[cipher];
  if (iv.length !== block)
    throw damaged(`it holds an initialization vector of ${iv.length} bytes, not ${block}`);
  if (ciphertext.length === 0 || ciphertext.length % block !== 0) {
    throw damaged('it holds encrypted data that is not made of whole blocks');
  }
  const decipher = createDecipheriv(cipher, key, iv);
  // The padding is looked at here: what the library says about it differs between OpenSSL and BoringSSL.
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding === 0 || padding > block || !padded.subarray(-padding).every((byte) => byte === padding))
    return undefined;
  return Uint8Array.from(padded.subarray(0, padded.length - padding));
}
