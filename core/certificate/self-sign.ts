import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { Name, SubjectKeyIdentifierExtension, X509CertificateGenerator } from '@peculiar/x509';
import { SignetError } from '../../shared/base/signet-error.ts';
import { parseName } from './parse-name.ts';
import { type RequestedNames, requestedExtensions } from './requested-extensions.ts';
import { openSigningKey } from './signing-key.ts';

export interface SelfSignOptions extends RequestedNames {
  /** PKCS#8 PrivateKeyInfo: RSA, EC on P-256, P-384 or P-521, Ed25519. */
  readonly privateKey: Uint8Array;
  /** RFC 4514: `CN=localhost,O=Example`. */
  readonly subject: string;
  /** 1 to 36,500. */
  readonly days: number;
  /** The time from which it is valid: now if left out. */
  readonly notBefore?: Date;
}

const secondsPerDay = 86_400;

/**
 * Makes a self-signed certificate (RFC 5280, version 3).
 * @returns X.509 DER.
 * Errors: `invalid-input` (subject, days or SAN), `algorithm-unsupported`, `damaged-file` (the key).
 */
export async function selfSign(options: SelfSignOptions): Promise<Uint8Array> {
  const { privateKey, subject, days, notBefore = new Date() } = options;
  if (!Number.isInteger(days) || days < 1 || days > 36_500) {
    throw new SignetError('invalid-input', `a certificate cannot be valid for ${days} days`, {
      hint: 'between 1 and 36,500',
    });
  }
  const name = new Name(Uint8Array.from(parseName(subject)));
  const extensions = requestedExtensions(options);
  const { algorithm, privateKey: signingKey, publicKey } = await openSigningKey(privateKey);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: name,
    issuer: name,
    notBefore: toSecond(notBefore),
    notAfter: new Date(toSecond(notBefore).getTime() + days * secondsPerDay * 1000),
    publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [await SubjectKeyIdentifierExtension.create(publicKey), ...extensions],
  });
  return new Uint8Array(certificate.rawData);
}

/** 16 random bytes, positive and not zero (RFC 5280 section 4.1.2.2 allows 20). */
function randomSerial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

/** X.509 has no fractions of a second (RFC 5280 section 4.1.2.5). */
function toSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}
