import { membersOf, octetsOf, oidOf, readAsn1, tags } from '../asn1/asn1.ts';
import { keyOids } from './key-oids.ts';
import type { PrivateKeyInfo } from './private-key-info.ts';

type Multiply = (secret: Uint8Array) => Promise<Uint8Array>;

/**
 * Public keys of the curves that OpenSSL has and BoringSSL, below Electron, has not: by algorithm, or by curve for EC.
 * The curves are loaded for such a key alone.
 */
const curves: Readonly<Record<string, Multiply>> = {
  '1.3.101.113': async (secret) => (await import('@noble/curves/ed448.js')).ed448.getPublicKey(secret),
  '1.3.101.111': async (secret) => (await import('@noble/curves/ed448.js')).x448.getPublicKey(secret),
  '1.3.132.0.10': async (secret) =>
    (await import('@noble/curves/secp256k1.js')).secp256k1.getPublicKey(secret, false),
  '1.3.36.3.3.2.8.1.1.7': async (secret) =>
    (await import('@noble/curves/misc.js')).brainpoolP256r1.getPublicKey(secret, false),
  '1.3.36.3.3.2.8.1.1.11': async (secret) =>
    (await import('@noble/curves/misc.js')).brainpoolP384r1.getPublicKey(secret, false),
  '1.3.36.3.3.2.8.1.1.13': async (secret) =>
    (await import('@noble/curves/misc.js')).brainpoolP512r1.getPublicKey(secret, false),
};

/**
 * Computes the public key of a private one that does not hold it.
 * @returns the bits of a SubjectPublicKeyInfo, or undefined for another curve and for what is no key of its curve.
 */
export async function computePublicKey({ algorithm, key }: PrivateKeyInfo): Promise<Uint8Array | undefined> {
  const isEc = algorithm.oid === keyOids.ec;
  try {
    const curve =
      isEc && algorithm.parameters?.tag === tags.oid ? oidOf(algorithm.parameters) : algorithm.oid;
    const multiply = curves[curve];
    if (multiply === undefined) return undefined;
    // ECPrivateKey (RFC 5915): version, secret, …; CurvePrivateKey (RFC 8410): the secret alone.
    const secret = octetsOf(isEc ? membersOf(readAsn1(key))[1] : readAsn1(key));
    return await multiply(secret);
  } catch {
    return undefined;
  }
}
