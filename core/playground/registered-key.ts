import {
  createHash,
  createPublicKey,
  createSecretKey,
  type JsonWebKey,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import { whyCertifiedUnsafe } from '../certificate/public-key.ts';
import { requireSafe } from '../key/check-key.ts';
import { whyUnsafe } from '../key/unsafe-key.ts';

/** A key that signatures are checked with, as the server keeps it: nothing private but a shared secret. */
export interface RegisteredKey {
  /** For people: `the registered certificate`, `the registered JWK`, `the client secret`. */
  readonly origin: string;
  /** Absent where this run time cannot use the key (Electron's crypto knows fewer curves). */
  readonly key?: KeyObject;
  /** For people: `RSA key of 2048 bits`, `EC key on prime256v1`. */
  readonly keyName: string;
  /** The RSA modulus length, or a secret's length. */
  readonly bits?: number;
  /** The JWS algorithms that this key verifies, by name; none for a key that `jose` does not know. */
  readonly algorithms: readonly string[];
  /** What a header may call it by. */
  readonly names?: Readonly<Partial<Record<'kid' | 'x5t' | 'x5t#S256', string>>>;
}

export interface RegisteredCertificate extends RegisteredKey {
  /** SHA-256 of the DER: colon-separated upper-case hex. */
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly x509: X509Certificate;
}

/** 64 KiB: a certificate with every extension in common use has less than 8. */
const maxCertificateBytes = 64 * 1024;

/**
 * Reads a certificate to register.
 *
 * @param der X.509 DER, at most 64 KiB
 * @throws SignetError `not-a-certificate`, `key-unsafe`
 */
export function readCertificate(der: Uint8Array): RegisteredCertificate {
  const x509 = parse(der);
  requireSafe(whyCertifiedUnsafe(der));
  return {
    ...describe('the registered certificate', publicKeyOf(x509)),
    fingerprint: x509.fingerprint256,
    notBefore: new Date(x509.validFrom),
    notAfter: new Date(x509.validTo),
    x509,
    names: { x5t: hashOf('sha1', x509.raw), 'x5t#S256': hashOf('sha256', x509.raw) },
  };
}

/**
 * Reads a public key to register.
 *
 * @param jwk RFC 7517; its `alg`, where it has one, is the only algorithm that is taken
 * @throws SignetError `key-type-mismatch`, `key-unsafe`
 */
export function readJwk(jwk: JsonWebKey): RegisteredKey {
  const refuse = (message: string, cause?: unknown) =>
    new SignetError('key-type-mismatch', message, {
      hint: 'register the public half of the signing key, as a JWK',
      cause,
    });
  if (jwk.d !== undefined || jwk.k !== undefined) throw refuse('this JWK holds a private or secret key');
  let key: KeyObject;
  try {
    key = createPublicKey({ key: jwk, format: 'jwk' });
  } catch (cause) {
    throw refuse('this is not a public key as a JWK', cause);
  }
  requireSafe(whyUnsafe(new Uint8Array(key.export({ format: 'der', type: 'spki' }))));
  const names = typeof jwk.kid === 'string' ? { names: { kid: jwk.kid } } : {};
  const registered = { ...describe('the registered JWK', key), ...names };
  if (jwk.alg === undefined) return registered;
  return { ...registered, algorithms: registered.algorithms.filter((name) => name === jwk.alg) };
}

/** A client secret as the key of `client_secret_jwt`: its UTF-8 octets (OpenID Connect Core section 10.1). */
export function readClientSecret(clientSecret: string): RegisteredKey {
  const octets = Buffer.from(clientSecret);
  return {
    origin: 'the client secret',
    key: createSecretKey(octets),
    keyName: `secret of ${octets.length * 8} bits`,
    bits: octets.length * 8,
    algorithms: ['HS256', 'HS384', 'HS512'],
  };
}

function hashOf(algorithm: 'sha1' | 'sha256', der: Uint8Array): string {
  return createHash(algorithm).update(der).digest('base64url');
}

function parse(der: Uint8Array): X509Certificate {
  try {
    if (der.byteLength > maxCertificateBytes) throw new RangeError('larger than 64 KiB');
    return new X509Certificate(der);
  } catch (cause) {
    throw new SignetError('not-a-certificate', 'this is not an X.509 certificate', {
      hint: 'register the certificate that belongs to the signing key, not the key itself',
      cause,
    });
  }
}

function publicKeyOf(certificate: X509Certificate): KeyObject | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}

function describe(origin: string, key: KeyObject | undefined): RegisteredKey {
  if (key === undefined) return { origin, keyName: 'key of a kind that is not known here', algorithms: [] };
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return {
    origin,
    key,
    keyName: nameOf(key),
    algorithms: algorithmsOf(key),
    ...(bits === undefined ? {} : { bits }),
  };
}

const curveAlgorithms: Readonly<Record<string, readonly string[]>> = {
  prime256v1: ['ES256'],
  secp384r1: ['ES384'],
  secp521r1: ['ES512'],
};

/** RFC 7518 section 3.1, RFC 8037 and RFC 9864. Symmetric algorithms are no one's: this key is public. */
function algorithmsOf(key: KeyObject): readonly string[] {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
    case 'ec':
      return curveAlgorithms[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? [];
    case 'ed25519':
      return ['EdDSA', 'Ed25519'];
    default:
      return [];
  }
}

function nameOf(key: KeyObject): string {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  const type = (key.asymmetricKeyType ?? 'unknown').toUpperCase();
  if (modulusLength !== undefined) return `${type} key of ${modulusLength} bits`;
  return namedCurve === undefined ? `${type} key` : `${type} key on ${namedCurve}`;
}
