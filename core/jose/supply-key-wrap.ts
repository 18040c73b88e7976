import type { webcrypto } from 'node:crypto';
import { unwrapKey, wrapKey } from '../key/aes-key-wrap.ts';

type Subtle = webcrypto.SubtleCrypto;

let supplied: Promise<void> | undefined;

/**
 * Gives WebCrypto AES key wrap where the runtime lacks it, as Electron's does: jose needs it for A128KW, ECDH-ES+A128KW,
 * PBES2 and their like. Nothing is changed where it works.
 */
export function supplyKeyWrap(): Promise<void> {
  const subtle = globalThis.crypto.subtle as Subtle;
  supplied ??= hasKeyWrap(subtle).then((has) => {
    if (!has) replaceKeyWrap(subtle);
  });
  return supplied;
}

async function hasKeyWrap(subtle: Subtle): Promise<boolean> {
  try {
    const key = await subtle.importKey('raw', new Uint8Array(16), 'AES-KW', true, ['wrapKey']);
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    const wrapped = await subtle.importKey('raw', new Uint8Array(16), hmac, true, ['sign']);
    await subtle.wrapKey('raw', wrapped, key, 'AES-KW');
    return true;
  } catch {
    return false;
  }
}

/** Both functions for the one form that is missing; every other goes to the runtime's own. */
export function replaceKeyWrap(subtle: Subtle): void {
  const own = { wrapKey: subtle.wrapKey.bind(subtle), unwrapKey: subtle.unwrapKey.bind(subtle) };
  const bytesOf = async (key: webcrypto.CryptoKey) => new Uint8Array(await subtle.exportKey('raw', key));

  subtle.wrapKey = async (...args) => {
    const [format, key, wrappingKey, algorithm] = args;
    if (!isRawKeyWrap(format, algorithm)) return own.wrapKey(...args);
    return Uint8Array.from(wrapKey(await bytesOf(wrappingKey), await bytesOf(key))).buffer;
  };
  subtle.unwrapKey = async (...args) => {
    const [format, wrapped, wrappingKey, algorithm, keyAlgorithm, extractable, usages] = args;
    if (!isRawKeyWrap(format, algorithm)) return own.unwrapKey(...args);
    const plain = unwrapKey(await bytesOf(wrappingKey), wrapped as Uint8Array);
    if (plain === undefined) throw new DOMException('the wrapped key does not fit', 'OperationError');
    return subtle.importKey('raw', plain, keyAlgorithm, extractable, usages);
  };
}

function isRawKeyWrap(format: string, algorithm: webcrypto.AlgorithmIdentifier): boolean {
  return format === 'raw' && (typeof algorithm === 'string' ? algorithm : algorithm.name) === 'AES-KW';
}
