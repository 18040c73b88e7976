import type { CertificateDescription } from '../../shared/contract/certificate.ts';
import type { KeyDescription } from '../../shared/contract/key.ts';

export const rsaKey: KeyDescription = {
  type: 'RSA',
  bits: 2048,
  thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
};

/** A certificate description with every member, for a subject of one common name. */
export function fakeCertificate(
  name: string,
  more: Partial<CertificateDescription> = {},
): CertificateDescription {
  const digest = [...name].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase());
  return {
    subject: `CN=${name},O=Example,C=DE`,
    issuer: `CN=${name},O=Example,C=DE`,
    serial: '4b7f2a09c1d2e3f4',
    notBefore: '2026-06-01T08:00:00Z',
    notAfter: '2027-06-01T08:00:00Z',
    signatureAlgorithm: 'sha256WithRSAEncryption',
    key: rsaKey,
    sha1: fill(digest, 20).join(':'),
    sha256: fill(digest, 32).join(':'),
    x5t: 'hvr9VQ5cSPKC-lBmKcqXDRHFsqg',
    'x5t#S256': 'Jr6Hb0sW3F0Xk2oQx6uZ0a8Z2nZ4Xv1K0e9bq7s5T9c',
    selfSigned: true,
    san: [],
    pem: `-----BEGIN CERTIFICATE-----\nMIIDETCCAfmgAwIBAgIIS38qCcHS4/QwDQYJKoZIhvcNAQELBQAwNzEQMA4GA1UE\n${btoa(name)}\n-----END CERTIFICATE-----\n`,
    ...more,
  };
}

function fill(digest: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, index) => digest[index % digest.length] ?? '00');
}
