import { constants, createHmac, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { jwsAlgorithms } from '../../shared/jwt/algorithms.ts';

// Signatures by node:crypto alone, for what jose refuses and a user must still be able to look at: RSA below 2048 bits.

const signInPool = promisify(
  (
    hash: string | null,
    data: Uint8Array,
    key: Parameters<typeof sign>[2],
    done: (error: Error | null, signature: Buffer) => void,
  ) => sign(hash, data, key, done),
);
const verifyInPool = promisify(
  (
    hash: string | null,
    data: Uint8Array,
    key: Parameters<typeof verify>[2],
    signature: Uint8Array,
    done: (error: Error | null, valid: boolean) => void,
  ) => verify(hash, data, key, signature, done),
);

/** Signs a JWS signing input (RFC 7515 section 5.1) with an algorithm of the table; the key must fit it. */
export async function signWithNode(
  algorithm: string,
  key: KeyObject,
  input: Uint8Array,
): Promise<Uint8Array> {
  const hash = jwsAlgorithms[algorithm]?.hash ?? null;
  if (key.type === 'secret') return hmac(hash, key, input);
  return signInPool(hash, input, { key, ...keyOptions(algorithm) });
}

/** Checks a JWS signature (RFC 7515 section 5.2) with an algorithm of the table; the key must fit it. */
export async function verifyWithNode(
  algorithm: string,
  key: KeyObject,
  input: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const hash = jwsAlgorithms[algorithm]?.hash ?? null;
  if (key.type === 'secret') {
    const expected = hmac(hash, key, input);
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  }
  return verifyInPool(hash, input, { key, ...keyOptions(algorithm) }, signature);
}

/** Hashes that an algorithm does not use and a mistaken signer might, with words for the result. */
export function foreignHashes(
  algorithm: string,
): readonly { readonly hash: string; readonly words: string }[] {
  const own = jwsAlgorithms[algorithm]?.hash;
  if (own === undefined || algorithm.startsWith('HS')) return [];
  const others = ['sha1', 'sha256', 'sha384', 'sha512'].filter((hash) => hash !== own);
  return others.map((hash) => ({
    hash,
    words: `${hash.replace('sha', 'SHA-')} in place of ${own.replace('sha', 'SHA-')}`,
  }));
}

/** As {@link verifyWithNode}, over another hash, and with a PSS salt of any length: to explain a bad signature alone. */
export function verifyWithHash(
  algorithm: string,
  hash: string,
  key: KeyObject,
  input: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const salt = algorithm.startsWith('PS') ? { saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {};
  return verifyInPool(hash, input, { key, ...keyOptions(algorithm), ...salt }, signature);
}

/** As {@link verifyWithNode} of PSS, with a salt of the length given: to explain a bad signature alone. */
export function verifyWithSalt(
  hash: string,
  saltLength: number,
  key: KeyObject,
  input: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return verifyInPool(hash, input, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
}

function hmac(hash: string | null, key: KeyObject, input: Uint8Array): Buffer {
  return createHmac(hash ?? 'sha256', key)
    .update(input)
    .digest();
}

function keyOptions(algorithm: string) {
  if (algorithm.startsWith('PS')) {
    return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  }
  // JWS holds r and s side by side (RFC 7518 section 3.4), not the DER that node writes by default.
  return algorithm.startsWith('ES') ? { dsaEncoding: 'ieee-p1363' as const } : {};
}
