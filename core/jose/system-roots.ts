import { rootCertificates } from 'node:tls';

/** The certificate authorities that this program ships with, X.509 DER. */
export function systemRoots(): readonly Uint8Array[] {
  return rootCertificates.map((pem) => Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'));
}
