// AES key wrap (RFC 3394 section 2.2): over plain AES, because Electron's crypto has no key wrap of its own.

import { createCipheriv, createDecipheriv } from 'node:crypto';

const check = Buffer.alloc(8, 0xa6);

/**
 * @param key 16, 24 or 32 bytes
 * @param plain 16 bytes or more, a multiple of 8
 */
export function wrapKey(key: Uint8Array, plain: Uint8Array): Uint8Array {
  const count = plain.length / 8;
  const blocks = Buffer.concat([check, plain]);
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  for (let step = 1; step <= 6 * count; step++) {
    const at = 8 * (((step - 1) % count) + 1);
    const block = cipher.update(Buffer.concat([blocks.subarray(0, 8), blocks.subarray(at, at + 8)]));
    block.writeUInt32BE((block.readUInt32BE(4) ^ step) >>> 0, 4);
    block.copy(blocks, 0, 0, 8);
    block.copy(blocks, at, 8);
  }
  return blocks;
}

/** Backwards; undefined where the check does not fit: another key, or no wrapped key at all. */
export function unwrapKey(key: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
  const count = wrapped.length / 8 - 1;
  if (!Number.isInteger(count) || count < 2) return undefined;
  const blocks = Buffer.from(wrapped);
  const decipher = createDecipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  for (let step = 6 * count; step >= 1; step--) {
    const at = 8 * (((step - 1) % count) + 1);
    blocks.writeUInt32BE((blocks.readUInt32BE(4) ^ step) >>> 0, 4);
    const plain = decipher.update(Buffer.concat([blocks.subarray(0, 8), blocks.subarray(at, at + 8)]));
    plain.copy(blocks, 0, 0, 8);
    plain.copy(blocks, at, 8);
  }
  return blocks.subarray(0, 8).equals(check) ? blocks.subarray(8) : undefined;
}
