import { createHash } from 'node:crypto';
import type { JsonObject } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { DerivedParameter } from '../../shared/jwt/fix.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import { matchesKey } from '../certificate/matches-key.ts';
import type { StoreEntry } from '../key/key-store.ts';

/**
 * Header parameters that follow from the key and its certificate (RFC 7515 sections 4.1.4 to 4.1.8).
 * @param entry the key that signs, with its chain
 * @param key its own `kid` (of a JWK, a service account) is taken, else its RFC 7638 thumbprint
 * @throws SignetError `not-a-certificate` when a certificate is wanted and the key has none; `certificate-mismatch` when it
 * has one of another key
 */
export async function deriveParameters(
  wanted: readonly DerivedParameter[],
  { chain, privateKey, alias }: Pick<StoreEntry, 'alias' | 'chain' | 'privateKey'>,
  { kid, thumbprint }: Pick<KeyDescription, 'kid' | 'thumbprint'>,
): Promise<JsonObject> {
  const [leaf] = chain;
  const derive = (name: DerivedParameter) => {
    if (name === 'kid') return kid ?? thumbprint ?? '';
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
  const certified = wanted.some((name) => name !== 'kid');
  if (leaf && privateKey && certified && (await matchesKey(leaf, privateKey)) === false) {
    throw new SignetError('certificate-mismatch', `the certificate of ${alias} belongs to another key`, {
      hint: 'nobody could verify this token with it: put the right certificate beside the key',
    });
  }
  return Object.fromEntries(wanted.map((name) => [name, derive(name)]));
}
