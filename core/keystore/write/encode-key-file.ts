import type { GeneratedKey } from '../../key/generate-key.ts';
import { privateKeyPem } from './write-pem.ts';

/**
 * A new key as a file: PKCS#8 PEM, encrypted under the passphrase where one is given (PBES2, AES-256-CBC, 600,000 rounds
 * of PBKDF2 with HMAC-SHA256); a shared secret as a JWK (RFC 7518 section 6.4).
 */
export async function encodeKeyFile(key: GeneratedKey, passphrase: string | undefined): Promise<Uint8Array> {
  if ('secret' in key) {
    const jwk = { kty: 'oct', k: Buffer.from(key.secret).toString('base64url') };
    return new TextEncoder().encode(`${JSON.stringify(jwk)}\n`);
  }
  return new TextEncoder().encode(await privateKeyPem(key.privateKey, passphrase));
}
