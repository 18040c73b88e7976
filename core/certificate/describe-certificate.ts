import { createHash } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { CertificateDetails, Digest } from '../../shared/contract/certificate.ts';
import type { CertificateDescription } from '../../shared/contract/certificate-description.ts';
import { armour } from '../asn1/armour.ts';
import { type Asn1, isNegative, membersOf, readAsn1 } from '../asn1/asn1.ts';
import { asn1Time, asn1TimeInWords } from '../asn1/asn1-time.ts';
import { unlessDamaged } from '../asn1/damaged.ts';
import { algorithmName } from '../key/algorithm-names.ts';
import { describeKey } from '../key/describe-key.ts';
import { publicKeyBits } from '../key/public-half.ts';
import { type CertificateFields, parseCertificate } from './certificate-fields.ts';
import { describeExtensions } from './describe-extensions.ts';
import { formatName } from './distinguished-name.ts';
import { colonHex, subjectKeyIdentifier } from './extension-values.ts';
import { formatGeneralNames } from './general-names.ts';

const subjectAltName = '2.5.29.17';
const subjectKeyIdentifierOid = '2.5.29.14';

/**
 * Describes an X.509 certificate. Read by our own ASN.1 reader: @peculiar/x509 takes longer to load than the rest of
 * `signet cert show` takes to run, and the parsers of OpenSSL and BoringSSL differ in the keys that they know.
 * @param der X.509 DER; what follows the certificate is left out.
 * Errors: `not-a-certificate`.
 */
export function describeCertificate(der: Uint8Array): Promise<CertificateDescription> {
  return unlessNoCertificate(() => describeFields(parseCertificate(der)));
}

/** As {@link describeCertificate}, with extensions and hashes. */
export function describeInFull(der: Uint8Array): Promise<CertificateDetails> {
  return unlessNoCertificate(async () => {
    const fields = parseCertificate(der);
    return { ...(await describeFields(fields)), ...(await describeFurther(fields)) };
  });
}

async function unlessNoCertificate<T>(describe: () => Promise<T>): Promise<T> {
  try {
    return await describe();
  } catch (cause) {
    if (!(cause instanceof SignetError)) throw cause;
    throw new SignetError('not-a-certificate', 'this is not an X.509 certificate, or it is damaged', {
      cause,
    });
  }
}

async function describeFields(fields: CertificateFields): Promise<CertificateDescription> {
  const { der, subject, issuer, extensions } = fields;
  const sha1 = hash('sha1', der);
  const sha256 = hash('sha256', der);
  const san = extensions.get(subjectAltName);
  const remarks = remarksOf(fields);
  return {
    subject: formatName(subject),
    issuer: formatName(issuer),
    serial: formatSerial(fields.serial),
    notBefore: asn1TimeInWords(fields.notBefore),
    notAfter: asn1TimeInWords(fields.notAfter),
    signatureAlgorithm: algorithmName(fields.signatureAlgorithm.oid),
    key: await describeKey(fields.publicKey.bytes),
    sha1: colonHex(sha1),
    sha256: colonHex(sha256),
    x5t: sha1.toString('base64url'),
    'x5t#S256': sha256.toString('base64url'),
    selfSigned: isSelfIssued(fields),
    // One that breaks its own rules still shows among the extensions.
    san: san === undefined ? [] : (unlessDamaged(() => formatGeneralNames(san)) ?? []),
    pem: armour('CERTIFICATE', der),
    ...(remarks.length === 0 ? {} : { remarks }),
  };
}

/** What breaks the rules of certificates, and was read all the same. */
function remarksOf({ notBefore, notAfter, publicKey, serial, ber }: CertificateFields): string[] {
  const isDate = (node: Asn1) => unlessDamaged(() => asn1Time(node)) !== undefined;
  return [
    ...(ber ? ['it is BER, not DER; its fingerprints are those of the DER'] : []),
    ...(isDate(notBefore) ? [] : ['the beginning of its validity is not a date']),
    ...(isDate(notAfter) ? [] : ['the end of its validity is not a date']),
    ...(isNegative(serial) ? ['its serial number is negative'] : []),
    ...(hasNegativeNumber(publicKey)
      ? ['a number of its key is written as a negative one; it was read as a positive one']
      : []),
  ];
}

/** In an RSA key; the numbers of other keys are no INTEGERs, or prove nothing by being positive. */
function hasNegativeNumber(publicKey: Asn1): boolean {
  const numbers = unlessDamaged(() => membersOf(readAsn1(publicKeyBits(publicKey.bytes))));
  return numbers?.some(isNegative) ?? false;
}

type Further = Omit<CertificateDetails, keyof CertificateDescription>;

async function describeFurther(fields: CertificateFields): Promise<Further> {
  const { bytes } = fields.publicKey;
  const identifier = fields.extensions.get(subjectKeyIdentifierOid);
  const { thumbprint } = await describeKey(bytes);
  const keySha256 = hash('sha256', bytes);
  return {
    version: fields.version,
    extensions: describeExtensions(fields),
    subjectKeyId:
      identifier === undefined ? null : (unlessDamaged(() => subjectKeyIdentifier(identifier)) ?? null),
    digests: {
      certificateSha256: digest(hash('sha256', fields.der)),
      certificateSha1: digest(hash('sha1', fields.der)),
      keySha256: digest(keySha256),
      keySha1: digest(hash('sha1', publicKeyBits(bytes))),
      ...(thumbprint === undefined ? {} : { thumbprint: digest(Buffer.from(thumbprint, 'base64url')) }),
    },
    publicKeyFingerprint: `SHA256:${keySha256.toString('base64')}`,
  };
}

function hash(algorithm: 'sha1' | 'sha256', bytes: Uint8Array): Buffer {
  return createHash(algorithm).update(bytes).digest();
}

function digest(bytes: Buffer): Digest {
  return { hex: bytes.toString('hex'), base64url: bytes.toString('base64url') };
}

/** Lower-case hex in whole bytes, without the zero that only keeps the number positive; a negative one bears its sign. */
function formatSerial({ content }: Asn1): string {
  if ((content[0] ?? 0) < 0x80) {
    const hex = Buffer.from(content).toString('hex');
    return hex.length > 2 && hex.startsWith('00') ? hex.slice(2) : hex;
  }
  const magnitude = (1n << BigInt(content.length * 8)) - BigInt(`0x${Buffer.from(content).toString('hex')}`);
  const hex = magnitude.toString(16);
  return `-${hex.length % 2 === 0 ? hex : `0${hex}`}`;
}

/**
 * By names, as the chain is followed (RFC 5280 section 3.2 calls that self-issued); the signature is not checked, for
 * its algorithm need not be one that is known here.
 */
function isSelfIssued({ subject, issuer }: CertificateFields): boolean {
  return Buffer.compare(subject.bytes, issuer.bytes) === 0;
}
