import { type KeyObject, sign as nodeSign } from 'node:crypto';
import { tags } from '../../core/asn1/asn1.ts';
import { der, derBits, derContext, derInteger, derOctets, derOid, derSequence } from '../../core/asn1/der.ts';
import { parseName } from '../../core/certificate/parse-name.ts';

/** The parts of a certificate in DER, each of which can be as odd as a test wants it. */
export interface CertificateParts {
  /** RFC 4514, or the DER of a Name. */
  readonly subject: string | Uint8Array;
  /** The subject, when left out. */
  readonly issuer?: string | Uint8Array;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** Makes the signature over the TBSCertificate. */
  readonly sign: (toBeSigned: Uint8Array) => Uint8Array;
  /** AlgorithmIdentifier: sha256WithRSAEncryption, when left out. */
  readonly algorithm?: Uint8Array;
  /** INTEGER. */
  readonly serial?: Uint8Array;
  /** The content of the version's INTEGER; none for version 1. */
  readonly version?: Uint8Array | null;
  /** UTCTime or GeneralizedTime. */
  readonly notBefore?: Uint8Array;
  readonly notAfter?: Uint8Array;
  readonly extensions?: readonly Uint8Array[];
  /** In place of the SEQUENCE of extensions, or after it. */
  readonly tail?: Uint8Array;
}

export const sha256WithRsa = derSequence(derOid('1.2.840.113549.1.1.11'), der(tags.null));
export const sha256WithEcdsa = derSequence(derOid('1.2.840.10045.4.3.2'));

/** An X.509 certificate in DER (RFC 5280 section 4.1), put together by hand. */
export function makeCertificate(parts: CertificateParts): Uint8Array {
  const { subject, issuer = subject, publicKey, sign, algorithm = sha256WithRsa, version } = parts;
  const toBeSigned = derSequence(
    ...(version === null ? [] : [derContext(0, der(tags.integer, version ?? Uint8Array.of(2)))]),
    parts.serial ?? derInteger(1),
    algorithm,
    nameOf(issuer),
    derSequence(
      parts.notBefore ?? der(tags.utcTime, Buffer.from('200101000000Z')),
      parts.notAfter ?? der(tags.generalizedTime, Buffer.from('20991231235959Z')),
    ),
    nameOf(subject),
    publicKey,
    ...(parts.extensions === undefined ? [] : [derContext(3, derSequence(...parts.extensions))]),
    ...(parts.tail === undefined ? [] : [parts.tail]),
  );
  return derSequence(toBeSigned, algorithm, derBits(sign(toBeSigned)));
}

/** An Extension; its value is the DER that stands in the OCTET STRING. */
export function extension(oid: string, value: Uint8Array, critical = false): Uint8Array {
  return derSequence(
    derOid(oid),
    ...(critical ? [der(tags.boolean, Uint8Array.of(0xff))] : []),
    derOctets(value),
  );
}

export const authority = extension('2.5.29.19', derSequence(der(tags.boolean, Uint8Array.of(0xff))), true);

/** Signs with SHA-256 and a private key of node's. */
export function signedBy(key: KeyObject): CertificateParts['sign'] {
  return (bytes) =>
    Uint8Array.from(nodeSign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', bytes, key));
}

export function spkiOf(key: KeyObject): Uint8Array {
  return Uint8Array.from(key.export({ format: 'der', type: 'spki' }));
}

function nameOf(name: string | Uint8Array): Uint8Array {
  return typeof name === 'string' ? parseName(name) : name;
}
