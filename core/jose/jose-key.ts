import { type KeyObject, webcrypto } from 'node:crypto';
import { jwsAlgorithms } from '../../shared/jwt/algorithms.ts';

type ImportParameters = Parameters<typeof webcrypto.subtle.importKey>[2];

/**
 * A key as jose takes it, for one algorithm. jose itself turns a key into WebCrypto's by way of a JWK where the runtime has no
 * better way (before Node 22.10): text, which stays in memory. Keys that have no form here are handed on as they are.
 */
export async function joseKeyOf(
  key: KeyObject,
  algorithm: string,
  use: 'sign' | 'decrypt',
): Promise<KeyObject | webcrypto.CryptoKey> {
  const hasDirectWay = 'toCryptoKey' in key && key.type === 'private';
  const way = hasDirectWay
    ? undefined
    : use === 'sign'
      ? signing(key, algorithm)
      : decryption(key, algorithm);
  if (!way) return key;
  const bytes = key.type === 'secret' ? key.export() : key.export({ format: 'der', type: 'pkcs8' });
  try {
    const format = key.type === 'secret' ? 'raw' : 'pkcs8';
    return await webcrypto.subtle.importKey(format, bytes, way.parameters, false, [...way.usages]);
  } finally {
    bytes.fill(0);
  }
}

interface Way {
  readonly parameters: ImportParameters;
  readonly usages: readonly webcrypto.KeyUsage[];
}

const curves: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};

function signing(key: KeyObject, algorithm: string): Way | undefined {
  const hash = jwsAlgorithms[algorithm]?.hash?.replace('sha', 'SHA-');
  const way = (parameters: ImportParameters): Way => ({ parameters, usages: ['sign'] });
  if (key.type === 'secret') return hash === undefined ? undefined : way({ name: 'HMAC', hash });
  if (key.asymmetricKeyType === 'ed25519') return way('Ed25519');
  if (hash === undefined) return undefined;
  if (algorithm.startsWith('RS')) return way({ name: 'RSASSA-PKCS1-v1_5', hash });
  if (algorithm.startsWith('PS')) return way({ name: 'RSA-PSS', hash });
  const namedCurve = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
  return namedCurve === undefined ? undefined : way({ name: 'ECDSA', namedCurve });
}

function decryption(key: KeyObject, algorithm: string): Way | undefined {
  if (key.type !== 'private') return undefined;
  const [, bits] = /^RSA-OAEP(?:-(\d+))?$/.exec(algorithm) ?? [];
  if (algorithm.startsWith('RSA-OAEP'))
    return { parameters: { name: 'RSA-OAEP', hash: `SHA-${bits ?? 1}` }, usages: ['decrypt', 'unwrapKey'] };
  if (key.asymmetricKeyType === 'x25519') return { parameters: 'X25519', usages: ['deriveBits'] };
  const namedCurve = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (namedCurve === undefined) return undefined;
  return { parameters: { name: 'ECDH', namedCurve }, usages: ['deriveBits'] };
}
