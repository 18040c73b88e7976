import { X509Certificate } from 'node:crypto';
import { parseCertificate } from '../../core/certificate/certificate-fields.ts';

/** Whether a certificate bears the issuer's name and its signature fits the issuer's key. False where that cannot be told. */
export function isSignedBy(der: Uint8Array, issuer: Uint8Array): boolean {
  if (Buffer.compare(parseCertificate(der).issuer.bytes, parseCertificate(issuer).subject.bytes) !== 0)
    return false;
  try {
    return new X509Certificate(der).verify(new X509Certificate(issuer).publicKey);
  } catch {
    return false;
  }
}

export function isSelfSigned(der: Uint8Array): boolean {
  return isSignedBy(der, der);
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

export function samePublicKey(one: Uint8Array, other: Uint8Array): boolean {
  return sameBytes(parseCertificate(one).publicKey.bytes, parseCertificate(other).publicKey.bytes);
}
