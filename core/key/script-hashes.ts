import { createHash, createHmac, hash as hashOnce } from 'node:crypto';
import type { CHash } from '@noble/hashes/utils.js';
import { algorithmUnsupported } from './algorithm-unsupported.ts';

// Hash functions in JavaScript, for where the crypto library has them not: BoringSSL, below Electron, has neither
// SHA-512/224 nor SHA-3. Loaded for a file that needs one alone.

const loaders: Readonly<Record<string, () => Promise<CHash>>> = {
  'sha512-224': async () => (await import('@noble/hashes/sha2.js')).sha512_224,
  'sha3-224': async () => (await import('@noble/hashes/sha3.js')).sha3_224,
  'sha3-256': async () => (await import('@noble/hashes/sha3.js')).sha3_256,
  'sha3-384': async () => (await import('@noble/hashes/sha3.js')).sha3_384,
  'sha3-512': async () => (await import('@noble/hashes/sha3.js')).sha3_512,
};

/** Errors: `algorithm-unsupported`. */
async function loadHash(name: string): Promise<CHash> {
  const load = loaders[name];
  if (load === undefined) throw algorithmUnsupported('hash function', name);
  return await load();
}

/** Whether the crypto library has a hash function. */
export function hasHash(name: string): boolean {
  try {
    createHash(name);
    return true;
  } catch {
    return false;
  }
}

/** A hash function of either kind. Errors: `algorithm-unsupported`. */
export async function hashFunction(name: string): Promise<(bytes: Uint8Array) => Uint8Array> {
  return hasHash(name) ? (bytes) => hashOnce(name, bytes, 'buffer') : await loadHash(name);
}

/** HMAC (RFC 2104) with a hash function of either kind. Errors: `algorithm-unsupported`. */
export async function computeHmac(name: string, key: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  if (hasHash(name)) return createHmac(name, key).update(message).digest();
  const [{ hmac }, hash] = await Promise.all([import('@noble/hashes/hmac.js'), loadHash(name)]);
  return hmac(hash, key, message);
}

/** PBKDF2 (RFC 8018 section 5.2) in JavaScript: gives way to other work every few milliseconds. Errors: `algorithm-unsupported`. */
export async function derivePbkdf2InScript(
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
  name: string,
): Promise<Uint8Array> {
  const [{ pbkdf2Async }, hash] = await Promise.all([import('@noble/hashes/pbkdf2.js'), loadHash(name)]);
  return await pbkdf2Async(hash, password, salt, { c: iterations, dkLen: length });
}
