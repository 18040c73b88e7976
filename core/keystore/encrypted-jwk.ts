// Layout of an encrypted JWK (RFC 7517 section 7): a JWE in its compact form, whose plain text is a JWK or a JWK set.
//
//   base64url header . base64url encrypted key . base64url initialization vector . base64url ciphertext . base64url tag
//   header   { "alg": "PBES2-HS256+A128KW", "p2s": salt, "p2c": rounds, "enc": …, "cty": "jwk+json" }   (RFC 7518 section 4.8)

import { SignetError } from '../../shared/contract/signet-error.ts';
import { damaged } from './damaged.ts';
import { textOf } from './detect-format.ts';
import { readJwk, readJwks } from './jwk.ts';
import { maxIterations } from './key-derivation.ts';
import type { KeyStore, Passwords } from './key-store.ts';
import { keyPasswords } from './protected-key.ts';
import { WorkBudget } from './work-budget.ts';

const algorithms = ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW'];

/**
 * Reads a JWK or JWK set that a password protects.
 * Errors: `password-needed`, `wrong-password`, `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`.
 */
export async function readEncryptedJwk(bytes: Uint8Array, passwords: Passwords): Promise<KeyStore> {
  const jwe = textOf(bytes).trim();
  const { alg, p2c } = headerOf(jwe);
  if (typeof alg !== 'string' || !algorithms.includes(alg)) {
    const shown = typeof alg === 'string' ? alg.slice(0, 40) : 'missing';
    throw new SignetError(
      'algorithm-unsupported',
      `the key is encrypted with ${shown}, not with a password`,
      {
        hint: 'decrypt it first with the key that it was encrypted for',
        details: { algorithm: shown },
      },
    );
  }
  if (typeof p2c !== 'number' || !Number.isInteger(p2c))
    throw damaged('its header has no number of rounds (p2c)');
  const tries = keyPasswords(passwords);
  if (tries.length === 0) {
    throw new SignetError('password-needed', 'the key is encrypted', { hint: "give the key's password" });
  }
  const work = passwords.work ?? new WorkBudget();
  for (const password of tries) {
    work.spend(p2c);
    const plain = await decrypt(jwe, password);
    if (plain !== undefined) return await readPlain(plain);
  }
  throw new SignetError('wrong-password', 'the password does not open the key', {
    hint: 'passwords are case-sensitive',
  });
}

/** The protected header of a compact JWE. Errors: `damaged-file`. */
function headerOf(jwe: string): { readonly alg?: unknown; readonly p2c?: unknown } {
  try {
    const header: unknown = JSON.parse(Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString());
    if (typeof header === 'object' && header !== null) return header;
  } catch {}
  throw damaged('its header is not JSON');
}

async function decrypt(jwe: string, password: string): Promise<Uint8Array | undefined> {
  const { compactDecrypt, errors } = await import('jose');
  try {
    const { plaintext } = await compactDecrypt(jwe, new TextEncoder().encode(password), {
      keyManagementAlgorithms: algorithms,
      maxPBES2Count: maxIterations,
    });
    return plaintext;
  } catch (error) {
    if (error instanceof errors.JWEDecryptionFailed) return undefined;
    if (error instanceof errors.JWEInvalid) throw damaged('it is no whole JWE', error);
    throw new SignetError('algorithm-unsupported', "the key's encryption is not supported here", {
      cause: error,
    });
  }
}

async function readPlain(plain: Uint8Array): Promise<KeyStore> {
  let value: unknown;
  try {
    value = JSON.parse(textOf(plain));
  } catch (error) {
    throw damaged('what it encrypts is not JSON', error);
  }
  const isSet = Array.isArray(value) || (typeof value === 'object' && value !== null && 'keys' in value);
  return await (isSet ? readJwks(plain) : readJwk(plain));
}
