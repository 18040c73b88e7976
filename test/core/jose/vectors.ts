import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signingKeyOf, verificationKeysOf } from '../../../core/jose/entry-keys.ts';
import { type JweKey, jweKeysOf } from '../../../core/jose/jwe-key.ts';
import type { SigningKey } from '../../../core/jose/sign-token.ts';
import type { VerificationKey } from '../../../core/jose/verification-key.ts';
import type { StoreEntry } from '../../../core/key/key-store.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import type { JsonObject } from '../../../shared/base/json.ts';

/** A file of test/vectors. */
export function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../vectors', name), 'utf8')) as T;
}

/** Reads a JWK or a JWK set as the product does. */
export async function entriesOf(jwk: JsonObject): Promise<readonly StoreEntry[]> {
  return (await readKeyStore(new TextEncoder().encode(JSON.stringify(jwk)), {})).entries;
}

export async function verifyingKeys(jwk: JsonObject): Promise<readonly VerificationKey[]> {
  return verificationKeysOf(await entriesOf(jwk));
}

export async function signingKey(jwk: JsonObject): Promise<SigningKey> {
  const [entry] = await entriesOf(jwk);
  if (!entry) throw new Error('the vector has no key');
  return signingKeyOf(entry);
}

export async function decryptingKeys(...jwks: readonly JsonObject[]): Promise<readonly JweKey[]> {
  return (await Promise.all(jwks.map(async (jwk) => jweKeysOf(await entriesOf(jwk), 'decrypt')))).flat();
}

export async function encryptingKey(jwk: JsonObject): Promise<JweKey> {
  const [key] = await jweKeysOf(await entriesOf(jwk), 'encrypt');
  if (!key) throw new Error('the vector has no key');
  return key;
}

/** A token as the text that a user has: compact, or JSON. */
export function tokenText(token: string | JsonObject): string {
  return typeof token === 'string' ? token : JSON.stringify(token);
}

/** The same token with a byte of its signature, or of its encrypted content, changed. */
export function altered(token: string | JsonObject): string {
  const text = tokenText(token);
  const end = text.lastIndexOf(typeof token === 'string' ? '.' : '"signature":"');
  if (end >= 0) {
    const at = end + (typeof token === 'string' ? 1 : '"signature":"'.length) + 4;
    return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
  }
  const at = text.indexOf('"tag":"', text.indexOf('"ciphertext"') < 0 ? 0 : text.lastIndexOf('"tag":"')) + 7;
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}
