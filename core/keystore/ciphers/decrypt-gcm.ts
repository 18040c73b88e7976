import { createDecipheriv } from 'node:crypto';
import { damaged } from '../../asn1/damaged.ts';

export type GcmCipher = 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm';

/**
 * @param tag 12 to 16 bytes (RFC 5084 section 3.2).
 * @param additional data that the tag covers besides.
 * @returns the plain text, or undefined where the tag does not fit: another key, or another text.
 * Errors: `damaged-file` for lengths that no encryption gives.
 */
export function decryptGcm(
  cipher: GcmCipher,
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
  additional: Uint8Array = new Uint8Array(),
): Uint8Array | undefined {
  if (nonce.length < 1 || nonce.length > 64) throw damaged('it holds a nonce of an impossible length');
  if (tag.length < 12 || tag.length > 16) throw damaged('it holds a tag of an impossible length');
  const decipher = createDecipheriv(cipher, key, nonce, { authTagLength: tag.length });
  decipher.setAAD(additional).setAuthTag(tag);
  const plain = decipher.update(ciphertext);
  try {
    decipher.final();
    return Uint8Array.from(plain);
  } catch {
    return undefined;
  }
}
