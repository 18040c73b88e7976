import type { KeyObject } from 'node:crypto';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import type { StoreEntry } from '../key/key-store.ts';

/** A key to verify with, and what is known of it. */
export interface VerificationKey {
  /** Where it came from, in words: `certificate`, `public key`, `secret`. */
  readonly source: string;
  /** Absent where the key is unsafe (`description.unsafe`): nothing is ever verified with such a key. */
  readonly key?: KeyObject;
  readonly description: KeyDescription;
  /** What a JWK says it may be used for (RFC 7517 sections 4.2 to 4.4). */
  readonly restrictions?: StoreEntry['jwk'];
  /** What is not base64url in the JWK that it came from. */
  readonly malformed?: StoreEntry['malformed'];
  /** X.509 DER of the certificate that the key came out of. */
  readonly certificate?: Uint8Array;
  /** Seconds since the epoch, where a certificate vouches for the key. */
  readonly validity?: { readonly notBefore: number; readonly notAfter: number };
  /** Why the key proves nothing, although the token brings it: no trusted certificate vouches for it. */
  readonly untrusted?: string;
}

/** A key that a signature may be checked with. */
export type UsableKey = VerificationKey & { readonly key: KeyObject };

export function isUsable(key: VerificationKey): key is UsableKey {
  return key.key !== undefined && key.description.unsafe === undefined;
}
