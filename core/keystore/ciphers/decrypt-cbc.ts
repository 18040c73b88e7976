import { createDecipheriv, getCiphers } from 'node:crypto';
import { damaged } from '../../asn1/damaged.ts';
import { decryptRc2Cbc } from './rc2.ts';

/**
 * The block ciphers, with their block length in bytes: those that OpenSSL and BoringSSL both have, two made here, and
 * those of Korea, Japan and China, which OpenSSL alone has.
 */
const blockLength = {
  'aes-128-cbc': 16,
  'aes-192-cbc': 16,
  'aes-256-cbc': 16,
  'des-ede3-cbc': 8,
  'des-cbc': 8,
  'rc2-cbc': 8,
  'aria-128-cbc': 16,
  'aria-192-cbc': 16,
  'aria-256-cbc': 16,
  'camellia-128-cbc': 16,
  'camellia-192-cbc': 16,
  'camellia-256-cbc': 16,
  'sm4-cbc': 16,
} as const;

export type CbcCipher = keyof typeof blockLength;

/** Whether this runtime can decrypt a cipher: BoringSSL, below Electron, has neither ARIA, Camellia nor SM4. */
export function hasCbc(cipher: CbcCipher): boolean {
  return cipher === 'rc2-cbc' || cipher === 'des-cbc' || getCiphers().includes(cipher);
}

/**
 * Decrypts with PKCS#7 padding.
 * @param effectiveBits of an RC2 key; all of them if left out.
 * @returns the plain text, or undefined where the padding is wrong: the sign of a wrong password.
 * Errors: `damaged-file` for lengths that no encryption gives.
 */
export function decryptCbc(
  cipher: CbcCipher,
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
  effectiveBits: number = key.length * 8,
): Uint8Array | undefined {
  const block = blockLength[cipher];
  if (iv.length !== block)
    throw damaged(`it holds an initialization vector of ${iv.length} bytes, not ${block}`);
  if (ciphertext.length === 0 || ciphertext.length % block !== 0) {
    throw damaged('it holds encrypted data that is not made of whole blocks');
  }
  const padded =
    cipher === 'rc2-cbc'
      ? decryptRc2Cbc(key, effectiveBits, iv, ciphertext)
      : decryptBlocks(cipher, key, iv, ciphertext);
  const padding = padded.at(-1) ?? 0;
  if (padding === 0 || padding > block || !padded.subarray(-padding).every((byte) => byte === padding))
    return undefined;
  return Uint8Array.from(padded.subarray(0, padded.length - padding));
}

function decryptBlocks(
  cipher: Exclude<CbcCipher, 'rc2-cbc'>,
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array {
  // Triple DES under three times the same key is DES, which OpenSSL 3 has not by itself.
  const decipher =
    cipher === 'des-cbc'
      ? createDecipheriv('des-ede3-cbc', Buffer.concat([key, key, key]), iv)
      : createDecipheriv(cipher, key, iv);
  // The padding is looked at by the caller: what the library says about it differs between OpenSSL and BoringSSL.
  decipher.setAutoPadding(false);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}
