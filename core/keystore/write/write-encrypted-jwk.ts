// Layout of what is written: encrypted-jwk.ts has it. By hand, as the reader is: jose asks WebCrypto, which in Electron
// has no AES key wrap.

import { createCipheriv, randomBytes } from 'node:crypto';
import { derivePbkdf2 } from '../../key/key-derivation.ts';

/** What OWASP asks of PBKDF2 with HMAC-SHA512. */
const iterations = 210_000;

/**
 * A JWK encrypted under a password: a JWE in its compact form, `PBES2-HS512+A256KW` and `A256GCM`.
 * Source: RFC 7517 section 7, RFC 7518 section 4.8.
 */
export async function encryptJwk(jwk: object, password: string): Promise<Uint8Array> {
  const salt = randomBytes(16);
  const alg = 'PBES2-HS512+A256KW';
  const header = { alg, p2s: salt.toString('base64url'), p2c: iterations, enc: 'A256GCM', cty: 'jwk+json' };
  const encodedHeader = Buffer.from(JSON.stringify(header)).toString('base64url');
  const saltInput = Buffer.concat([Buffer.from(`${alg}\0`), salt]);
  const wrapping = await derivePbkdf2(Buffer.from(password), saltInput, iterations, 32, 'sha512');

  const key = randomBytes(32);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(encodedHeader, 'ascii'));
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(jwk), 'utf8'), cipher.final()]);
  const parts = [wrapKey(wrapping, key), iv, ciphertext, cipher.getAuthTag()];
  key.fill(0);
  wrapping.fill(0);
  const text = [encodedHeader, ...parts.map((part) => part.toString('base64url'))].join('.');
  return new TextEncoder().encode(`${text}\n`);
}

/** AES key wrap (RFC 3394 section 2.2.1). */
function wrapKey(wrapping: Uint8Array, key: Buffer): Buffer {
  const count = key.length / 8;
  const blocks = Buffer.concat([Buffer.alloc(8, 0xa6), key]);
  const cipher = createCipheriv(`aes-${wrapping.length * 8}-ecb`, wrapping, null).setAutoPadding(false);
  for (let step = 1; step <= 6 * count; step += 1) {
    const at = 8 * (((step - 1) % count) + 1);
    const sealed = cipher.update(Buffer.concat([blocks.subarray(0, 8), blocks.subarray(at, at + 8)]));
    sealed.copy(blocks, 0, 0, 8);
    sealed.copy(blocks, at, 8);
    blocks.writeUInt32BE((blocks.readUInt32BE(4) ^ step) >>> 0, 4);
  }
  return blocks;
}
