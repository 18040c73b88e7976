import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { type JWK, SignJWT } from 'jose';
import { SignetError } from '../../shared/base/signet-error.ts';
import { algorithmsForKey } from '../../shared/jwt/algorithms.ts';
import { joseKeyOf } from '../jose/jose-key.ts';
import type { SigningKey } from '../jose/sign-token.ts';

/** A key for DPoP proofs, with the newest nonce that each server has given (RFC 9449 section 8.2). */
export interface DpopKey {
  readonly algorithm: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JWK;
  /** By origin. */
  readonly nonces: Map<string, string>;
}

export interface DpopProofOptions {
  readonly method: string;
  readonly url: string;
  /** Of a call to a resource: the proof is then for this token alone. */
  readonly accessToken?: string;
  /** Seconds since the epoch. */
  readonly now: number;
}

/**
 * @param given a key pair; without one, a P-256 pair is made
 * @param nonces what servers have given for this key so far
 * @throws SignetError `key-type-mismatch` for a shared secret, or a key without an algorithm of JWS
 */
export function makeDpopKey(given?: SigningKey, nonces: DpopKey['nonces'] = new Map()): DpopKey {
  const privateKey = given?.key ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const algorithm = given === undefined ? 'ES256' : algorithmsForKey(given.description)[0];
  if (privateKey.type !== 'private' || algorithm === undefined) {
    throw new SignetError('key-type-mismatch', 'this key cannot sign DPoP proofs', {
      hint: 'choose an RSA, EC or Ed25519 key',
    });
  }
  const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' }) as JWK;
  return { algorithm, privateKey, publicJwk, nonces };
}

/** A proof for one request (RFC 9449 section 4.2). */
export async function signDpopProof(
  { algorithm, privateKey, publicJwk, nonces }: DpopKey,
  { method, url, accessToken, now }: DpopProofOptions,
): Promise<string> {
  const { origin, pathname } = new URL(url);
  const nonce = nonces.get(origin);
  return new SignJWT({
    jti: randomUUID(),
    htm: method,
    htu: `${origin}${pathname}`,
    iat: now,
    ...(nonce === undefined ? {} : { nonce }),
    ...(accessToken === undefined
      ? {}
      : { ath: createHash('sha256').update(accessToken, 'ascii').digest('base64url') }),
  })
    .setProtectedHeader({ alg: algorithm, typ: 'dpop+jwt', jwk: publicJwk })
    .sign(await joseKeyOf(privateKey, algorithm, 'sign'));
}
