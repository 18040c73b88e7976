import type { KeyObject } from 'node:crypto';
import { errors, flattenedVerify } from 'jose';
import { decodeBase64url } from '../../shared/jwt/base64url.ts';
import { verifyWithNode } from './node-signature.ts';

/**
 * Checks the signature over the first two parts as they stand. Algorithm and key must have been matched before.
 * jose decides; what it refuses to look at (RSA below 2048 bits, a header with padding) goes through node:crypto.
 */
export async function verifySignature(
  algorithm: string,
  key: KeyObject,
  parts: readonly string[],
): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = parts;
  try {
    await flattenedVerify({ protected: header, payload, signature }, key, { algorithms: [algorithm] });
    return true;
  } catch (refusal) {
    if (refusal instanceof errors.JWSSignatureVerificationFailed) return false;
    const input = new TextEncoder().encode(`${header}.${payload}`);
    return verifyWithNode(algorithm, key, input, decodeBase64url(signature).bytes).catch(() => false);
  }
}
