import { createHash } from 'node:crypto';
import { SignetError } from '../../shared/contract/signet-error.ts';
import type { JsonObject } from '../../shared/jwt/json.ts';

/** Header parameters that follow from the key and its certificate (RFC 7515 sections 4.1.4 to 4.1.8). */
export type DerivedParameter = 'kid' | 'x5t' | 'x5t#S256' | 'x5c';

/**
 * @param chain DER, leaf first
 * @param kid the RFC 7638 thumbprint of the key
 * @throws SignetError `not-a-certificate` when a certificate is wanted and the key has none
 */
export function deriveParameters(
  wanted: readonly DerivedParameter[],
  chain: readonly Uint8Array[],
  kid: string | undefined,
): JsonObject {
  const [leaf] = chain;
  const derive = (name: DerivedParameter) => {
    if (name === 'kid') return kid ?? '';
    if (!leaf) {
      throw new SignetError(
        'not-a-certificate',
        `${name} needs the key’s certificate, and this key has none`,
        {
          hint: 'use a key store entry with its chain, or make a certificate for the key',
        },
      );
    }
    if (name === 'x5c') return chain.map((der) => Buffer.from(der).toString('base64'));
    return createHash(name === 'x5t' ? 'sha1' : 'sha256')
      .update(leaf)
      .digest('base64url');
  };
  return Object.fromEntries(wanted.map((name) => [name, derive(name)]));
}
