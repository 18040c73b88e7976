import { createPrivateKey } from 'node:crypto';
import type { GeneratedKey } from './generate-key.ts';

/**
 * A new key as a file: PKCS#8 PEM, encrypted under the passphrase where one is given (PBES2, AES-256-CBC); a shared
 * secret as a JWK (RFC 7518 section 6.4).
 */
export function encodeKeyFile(key: GeneratedKey, passphrase: string | undefined): Uint8Array {
  if ('secret' in key) {
    const jwk = { kty: 'oct', k: Buffer.from(key.secret).toString('base64url') };
    return new TextEncoder().encode(`${JSON.stringify(jwk)}\n`);
  }
  const privateKey = createPrivateKey({ key: Buffer.from(key.privateKey), format: 'der', type: 'pkcs8' });
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return new TextEncoder().encode(
    privateKey.export({ format: 'pem', type: 'pkcs8', ...encryption }).toString(),
  );
}
