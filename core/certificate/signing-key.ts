import { webcrypto } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import { viewOf } from '../asn1/view-of.ts';
import { algorithmUnsupported } from '../key/algorithm-unsupported.ts';
import { requireSafe } from '../key/check-key.ts';
import { keyOids } from '../key/key-oids.ts';
import { parsePrivateKeyInfo, toVersion1 } from '../key/private-key-info.ts';
import { publicHalfOf } from '../key/public-half.ts';
import { namedCurve } from '../key/public-jwk.ts';
import { whyUnsafe } from '../key/unsafe-key.ts';

/** A private key made ready to sign certificates and requests. */
export interface SigningKey {
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: webcrypto.CryptoKey;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/**
 * @param pkcs8 PKCS#8 PrivateKeyInfo: RSA, EC on P-256, P-384 or P-521, Ed25519.
 * Errors: `algorithm-unsupported`, `damaged-file`, `key-unsafe`.
 */
export async function openSigningKey(pkcs8: Uint8Array): Promise<SigningKey> {
  const algorithm = signingAlgorithm(pkcs8);
  const publicHalf = await publicHalfOf(pkcs8);
  if (publicHalf === undefined)
    throw algorithmUnsupported('key type', parsePrivateKeyInfo(pkcs8).algorithm.oid);
  requireSafe(whyUnsafe(publicHalf));
  const privateKey = await importSigningKey(pkcs8, algorithm);
  return { algorithm, privateKey, publicKey: Uint8Array.from(publicHalf) };
}

export interface SigningAlgorithm {
  readonly name: string;
  readonly hash?: string;
  readonly namedCurve?: string;
}

/** Hash as strong as the curve: RFC 5656 section 6.2.1 as everybody follows it. */
const curves: Readonly<Record<string, SigningAlgorithm>> = {
  '1.2.840.10045.3.1.7': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  '1.3.132.0.34': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  '1.3.132.0.35': { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' },
};

const ed25519 = '1.3.101.112';

function signingAlgorithm(privateKey: Uint8Array): SigningAlgorithm {
  const { oid, parameters } = parsePrivateKeyInfo(privateKey).algorithm;
  if (oid === keyOids.rsa) return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  if (oid === ed25519) return { name: 'Ed25519' };
  const curve = curves[(oid === keyOids.ec && namedCurve(parameters)) || ''];
  if (curve === undefined) {
    throw algorithmUnsupported(
      'key type',
      (oid === keyOids.ec && namedCurve(parameters)) || oid,
      'take an RSA, EC or Ed25519 key',
    );
  }
  return curve;
}

async function importSigningKey(
  privateKey: Uint8Array,
  algorithm: SigningAlgorithm,
): Promise<webcrypto.CryptoKey> {
  // A view of the key, or a copy in the other version.
  const version1 = viewOf(toVersion1(privateKey));
  try {
    return await webcrypto.subtle.importKey('pkcs8', version1, algorithm, false, ['sign']);
  } catch (cause) {
    if (cause instanceof SignetError) throw cause;
    throw new SignetError('algorithm-unsupported', 'this private key cannot sign a certificate here', {
      cause,
    });
  } finally {
    if (version1.buffer !== privateKey.buffer) version1.fill(0);
  }
}
