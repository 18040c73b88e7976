import { createHash } from 'node:crypto';
import type { CertificateDescription } from '../../shared/contract/certificate.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { algorithmName } from '../keystore/algorithm-names.ts';
import type { Asn1 } from '../keystore/asn1.ts';
import { armour } from './armour.ts';
import { asn1Time } from './asn1-time.ts';
import { type CertificateFields, parseCertificate } from './certificate-fields.ts';
import { describeKey } from './describe-key.ts';
import { formatName } from './distinguished-name.ts';
import { formatGeneralNames } from './general-names.ts';

const subjectAltName = '2.5.29.17';

/**
 * Describes an X.509 certificate. Read by our own ASN.1 reader: @peculiar/x509 takes longer to load than the rest of
 * `signet cert show` takes to run, and the parsers of OpenSSL and BoringSSL differ in the keys that they know.
 * @param der X.509 DER; what follows the certificate is left out.
 * Errors: `not-a-certificate`.
 */
export async function describeCertificate(der: Uint8Array): Promise<CertificateDescription> {
  try {
    return await describeFields(parseCertificate(der));
  } catch (cause) {
    if (!(cause instanceof SignetError)) throw cause;
    throw new SignetError('not-a-certificate', 'this is not an X.509 certificate, or it is damaged', {
      cause,
    });
  }
}

async function describeFields(fields: CertificateFields): Promise<CertificateDescription> {
  const { der, subject, issuer, extensions } = fields;
  const sha1 = createHash('sha1').update(der).digest();
  const sha256 = createHash('sha256').update(der).digest();
  const san = extensions.get(subjectAltName);
  return {
    subject: formatName(subject),
    issuer: formatName(issuer),
    serial: formatSerial(fields.serial),
    notBefore: asn1Time(fields.notBefore),
    notAfter: asn1Time(fields.notAfter),
    signatureAlgorithm: algorithmName(fields.signatureAlgorithm.oid),
    key: await describeKey(fields.publicKey.bytes),
    sha1: formatFingerprint(sha1),
    sha256: formatFingerprint(sha256),
    x5t: sha1.toString('base64url'),
    'x5t#S256': sha256.toString('base64url'),
    selfSigned: isSelfIssued(fields),
    san: san === undefined ? [] : formatGeneralNames(san),
    pem: armour('CERTIFICATE', der),
  };
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

function formatFingerprint(hash: Buffer): string {
  return hash
    .toString('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:');
}

/**
 * By names, as the chain is followed (RFC 5280 section 3.2 calls that self-issued); the signature is not checked, for
 * its algorithm need not be one that is known here.
 */
function isSelfIssued({ subject, issuer }: CertificateFields): boolean {
  return Buffer.compare(subject.bytes, issuer.bytes) === 0;
}
