import { type KeyObject, X509Certificate } from 'node:crypto';
import { SignetError } from '../../shared/contract/signet-error.ts';

/** A certificate as the server keeps it: what it needs to check assertions, and nothing private. */
export interface RegisteredCertificate {
  /** SHA-256 of the DER: colon-separated upper-case hex. */
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Absent where this run time cannot use the key (Electron's crypto knows fewer curves). */
  readonly publicKey?: KeyObject;
  /** For people: `RSA key of 2048 bits`, `EC key on prime256v1`. */
  readonly keyName: string;
  /** The RSA modulus length. */
  readonly bits?: number;
  /** The JWS algorithms that this key verifies, by name; none for a key that `jose` does not know. */
  readonly algorithms: readonly string[];
}

/** 64 KiB: a certificate with every extension in common use has less than 8. */
const maxCertificateBytes = 64 * 1024;

/**
 * Reads a certificate to register.
 *
 * @param der X.509 DER, at most 64 KiB
 * @throws SignetError `not-a-certificate`
 */
export function readCertificate(der: Uint8Array): RegisteredCertificate {
  const certificate = parse(der);
  const publicKey = publicKeyOf(certificate);
  const bits = publicKey?.asymmetricKeyDetails?.modulusLength;
  return {
    fingerprint: certificate.fingerprint256,
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    keyName: publicKey === undefined ? 'key of a kind that is not known here' : nameOf(publicKey),
    algorithms: publicKey === undefined ? [] : algorithmsOf(publicKey),
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(bits === undefined ? {} : { bits }),
  };
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

const curveAlgorithms: Readonly<Record<string, readonly string[]>> = {
  prime256v1: ['ES256'],
  secp384r1: ['ES384'],
  secp521r1: ['ES512'],
};

/** RFC 7518 section 3.1, RFC 8037 and RFC 9864. Symmetric algorithms are no one's: a certificate's key is public. */
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
