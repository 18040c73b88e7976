import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** AES-256-GCM: base64 of a 96-bit nonce, and of the ciphertext with its 128-bit tag behind it. */
export interface SealedBox {
  readonly nonce: string;
  readonly data: string;
}

const tagLength = 16;

/** Encrypts under a 256-bit key; `context` is authenticated along with the data, so that a box cannot be moved. */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): SealedBox {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const data = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), data: data.toString('base64') };
}

/** Decrypts; undefined when key, context or data are not what they were. The caller zeroes what is secret in it. */
export function unseal(key: Uint8Array, box: SealedBox, context: string): Buffer | undefined {
  const data = Buffer.from(box.data, 'base64');
  const nonce = Buffer.from(box.nonce, 'base64');
  if (data.length < tagLength || nonce.length !== 12) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
      .setAAD(Buffer.from(context))
      .setAuthTag(data.subarray(-tagLength));
    // All of it, since GCM has no blocks to fill: nothing is copied here, and the caller can zero what there is.
    const plain = decipher.update(data.subarray(0, -tagLength));
    // Node makes its answer one byte too long, copies it into one that fits and frees the first, which the next allocation
    // of that size gets.
    Buffer.allocUnsafeSlow(plain.length + 1).fill(0);
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}
