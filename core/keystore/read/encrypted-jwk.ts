// Layout of an encrypted JWK (RFC 7517 section 7): a JWE in its compact form, whose plain text is a JWK or a JWK set.
//
//   base64url header . base64url encrypted key . base64url initialization vector . base64url ciphertext . base64url tag
//   header          { "alg": "PBES2-HS256+A128KW", "p2s": salt, "p2c": rounds, "enc": …, "cty": "jwk+json" }   (RFC 7518 section 4.8)
//   key derivation  PBKDF2 over the salt: alg | 00 | p2s
//   encrypted key   AES key wrap (RFC 3394), under the derived key
//   A…CBC-HS…       key: the MAC's half, then the cipher's; tag: HMAC over header | IV | ciphertext | bits of the header u64,
//                   cut in half (RFC 7518 section 5.2)
//
// Not through jose: it asks WebCrypto, which in Electron has neither AES key wrap nor AES with 192 bits.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { isModestJson } from '../../../shared/base/json-bounds.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { damaged } from '../../asn1/damaged.ts';
import { unwrapKey } from '../../key/aes-key-wrap.ts';
import { derivePbkdf2 } from '../../key/key-derivation.ts';
import type { KeyStore, Passwords } from '../../key/key-store.ts';
import { WorkBudget } from '../../key/work-budget.ts';
import { decryptCbc } from '../ciphers/decrypt-cbc.ts';
import { decryptGcm, type GcmCipher } from '../ciphers/decrypt-gcm.ts';
import { passwordBytes } from '../ciphers/password-forms.ts';
import { textOf } from './detect-format.ts';
import { readJwk, readJwks } from './jwk.ts';
import { keyPasswords } from './protected-key.ts';

/** RFC 7518 section 4.8: the hash of PBKDF2, and the length of the key that it derives. */
const algorithms = new Map([
  ['PBES2-HS256+A128KW', { digest: 'sha256', keyLength: 16 }],
  ['PBES2-HS384+A192KW', { digest: 'sha384', keyLength: 24 }],
  ['PBES2-HS512+A256KW', { digest: 'sha512', keyLength: 32 }],
]);

/** RFC 7518 section 5.1, with the length of the key in bytes. */
const encryptions = new Map<unknown, { readonly keyLength: number; readonly decrypt: Decrypt }>([
  ['A128CBC-HS256', { keyLength: 32, decrypt: decryptCbcHmac('aes-128-cbc', 'sha256') }],
  ['A192CBC-HS384', { keyLength: 48, decrypt: decryptCbcHmac('aes-192-cbc', 'sha384') }],
  ['A256CBC-HS512', { keyLength: 64, decrypt: decryptCbcHmac('aes-256-cbc', 'sha512') }],
  ['A128GCM', { keyLength: 16, decrypt: decryptJweGcm('aes-128-gcm') }],
  ['A192GCM', { keyLength: 24, decrypt: decryptJweGcm('aes-192-gcm') }],
  ['A256GCM', { keyLength: 32, decrypt: decryptJweGcm('aes-256-gcm') }],
]);

interface Parts {
  /** As it stands in the file: the additional authenticated data. */
  readonly header: Uint8Array;
  readonly encryptedKey: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/** The plain text, or undefined where the tag does not fit. */
type Decrypt = (key: Uint8Array, parts: Parts) => Uint8Array | undefined;

/**
 * Reads a JWK or JWK set that a password protects.
 * Errors: `password-needed`, `wrong-password`, `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`.
 * Source: RFC 7516 section 5.2, RFC 7518.
 */
export async function readEncryptedJwk(bytes: Uint8Array, passwords: Passwords): Promise<KeyStore> {
  const parts = textOf(bytes).trim().split('.');
  const [encodedHeader = '', ...encoded] = parts;
  const [encryptedKey, iv, ciphertext, tag] = encoded.map(fromBase64url);
  if (encryptedKey === undefined || iv === undefined || ciphertext === undefined || tag === undefined)
    throw damaged('it is no whole JWE');
  const { alg, enc, p2s, p2c, crit, zip } = parseHeader(encodedHeader);
  const algorithm = algorithms.get(String(alg));
  const encryption = encryptions.get(enc);
  if (algorithm === undefined)
    throw unsupported('the key is encrypted for another key, not with a password', alg);
  if (encryption === undefined) throw unsupported('the encryption of the key is not supported', enc);
  if (crit !== undefined || zip !== undefined)
    throw unsupported('the key needs an extension of JWE', 'crit or zip');
  if (typeof p2c !== 'number' || !Number.isInteger(p2c) || typeof p2s !== 'string')
    throw damaged('its header lacks a salt (p2s) or a number of rounds (p2c)');
  if (encryptedKey.length % 8 !== 0 || encryptedKey.length < 24)
    throw damaged('it holds an encrypted key of an impossible length');
  const salt = Buffer.concat([Buffer.from(`${alg}\0`), fromBase64url(p2s)]);
  const tries = keyPasswords(passwords);
  if (tries.length === 0)
    throw new SignetError('password-needed', 'the key is encrypted', { hint: "give the key's password" });
  const work = passwords.work ?? new WorkBudget();
  for (const secret of tries.flatMap(passwordBytes)) {
    work.spend(p2c);
    const wrapping = await derivePbkdf2(secret, salt, p2c, algorithm.keyLength, algorithm.digest);
    const key = unwrapKey(wrapping, encryptedKey);
    if (key?.length !== encryption.keyLength) continue;
    const header = Buffer.from(encodedHeader, 'ascii');
    const plain = encryption.decrypt(key, { header, encryptedKey, iv, ciphertext, tag });
    if (plain === undefined) throw damaged('its check does not fit what it encrypts');
    return await readPlain(plain);
  }
  throw new SignetError('wrong-password', 'the password does not open the key', {
    hint: 'passwords are case-sensitive',
  });
}

/** Errors: `damaged-file`. */
function parseHeader(encoded: string): Readonly<Record<string, unknown>> {
  try {
    const header: unknown = JSON.parse(boundedText(fromBase64url(encoded)));
    if (typeof header === 'object' && header !== null) return header as Readonly<Record<string, unknown>>;
  } catch {}
  throw damaged('its header is not JSON');
}

/** Errors: `damaged-file`. */
function boundedText(bytes: Uint8Array): string {
  const text = textOf(bytes);
  if (isModestJson(text)) return text;
  throw damaged('it holds more than any key');
}

function fromBase64url(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

function decryptCbcHmac(cipher: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc', digest: string): Decrypt {
  return (key, { header, iv, ciphertext, tag }) => {
    const half = key.length / 2;
    const bits = Buffer.alloc(8);
    bits.writeUInt32BE(header.length * 8, 4);
    const hmac = createHmac(digest, key.subarray(0, half));
    const computed = hmac
      .update(header)
      .update(iv)
      .update(ciphertext)
      .update(bits)
      .digest()
      .subarray(0, half);
    if (tag.length !== half || !timingSafeEqual(computed, tag)) return undefined;
    return decryptCbc(cipher, key.subarray(half), iv, ciphertext);
  };
}

/** RFC 7518 section 5.3: the lengths are fixed. */
function decryptJweGcm(cipher: GcmCipher): Decrypt {
  return (key, { header, iv, ciphertext, tag }) =>
    iv.length === 12 && tag.length === 16 ? decryptGcm(cipher, key, iv, ciphertext, tag, header) : undefined;
}

/** Errors: those of {@link readJwk}. */
async function readPlain(plain: Uint8Array): Promise<KeyStore> {
  let value: unknown;
  try {
    value = JSON.parse(boundedText(plain));
  } catch (error) {
    throw damaged('what it encrypts is not JSON', error);
  }
  const isSet = Array.isArray(value) || (typeof value === 'object' && value !== null && 'keys' in value);
  return await (isSet ? readJwks(plain) : readJwk(plain));
}

function unsupported(what: string, name: unknown): SignetError {
  const shown = typeof name === 'string' ? name.slice(0, 40) : 'missing';
  return new SignetError('algorithm-unsupported', `${what}: ${shown}`, {
    hint: 'decrypt it first with the tool that wrote it, or encrypt it with PBES2-HS256+A128KW and A256GCM',
    details: { algorithm: shown },
  });
}
