import type { KeyObject } from 'node:crypto';
import { errors, flattenedVerify } from 'jose';
import { decodeBase64url, encodeBase64url } from '../../shared/base/base64url.ts';
import type { JsonObject } from '../../shared/base/json.ts';
import type { JwsForm, JwsSignature } from '../../shared/jwt/token-form.ts';
import { verifyWithNode } from './node-signature.ts';

/** One signature and what it was made over. */
export interface SignedInput {
  readonly protected?: string;
  readonly header?: JsonObject;
  /** As it was signed: base64url, or the bytes themselves with `b64: false` (RFC 7797 section 3). */
  readonly payload: string | Uint8Array;
  /** base64url */
  readonly signature: string;
}

/** @param detached the payload of a token that came without it (RFC 7515 appendix F) */
export function signedInput(
  form: JwsForm,
  signature: JwsSignature,
  encoded: boolean,
  detached?: Uint8Array,
): SignedInput {
  const bytes = detached ?? (encoded ? undefined : new TextEncoder().encode(form.payload));
  return {
    ...signature,
    payload: bytes === undefined ? form.payload : encoded ? encodeBase64url(bytes) : bytes,
  };
}

/** How much is decoded and hashed to check a signature. */
export function inputBytes({ protected: header = '', payload }: SignedInput): number {
  return header.length + payload.length;
}

/** The bytes that are signed (RFC 7515 section 5.1 step 8). */
export function signingBytes({
  protected: header = '',
  payload,
}: Omit<SignedInput, 'signature'>): Uint8Array {
  return Buffer.concat([
    Buffer.from(`${header}.`),
    typeof payload === 'string' ? Buffer.from(payload) : payload,
  ]);
}

/**
 * Checks a signature over what it was made over, as it stands. Algorithm and key must have been matched before.
 * jose decides; what it refuses to look at (RSA below 2048 bits, ES256K, a header with padding) goes through node:crypto.
 */
export async function verifySignature(
  algorithm: string,
  key: KeyObject,
  input: SignedInput,
): Promise<boolean> {
  try {
    await flattenedVerify(input, key, { algorithms: [algorithm] });
    return true;
  } catch (refusal) {
    if (refusal instanceof errors.JWSSignatureVerificationFailed) return false;
    const signature = decodeBase64url(input.signature).bytes;
    return verifyWithNode(algorithm, key, signingBytes(input), signature).catch(() => false);
  }
}
