import type { CertificateDetails } from '../../shared/contract/certificate.ts';
import type { CertificateDescription } from '../../shared/contract/certificate-description.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';

export const rsaKey: KeyDescription = {
  type: 'RSA',
  bits: 2048,
  thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
};

/** A certificate description with every member, for a subject of one common name. */
export function sampleCertificate(
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

/** The same with extensions and hashes. */
export function sampleDetails(certificate: CertificateDescription): CertificateDetails {
  const digest = { hex: 'a3f5c9d2'.repeat(8), base64url: certificate['x5t#S256'] };
  return {
    ...certificate,
    version: 3,
    subjectKeyId: certificate.sha1,
    extensions: [
      { oid: '2.5.29.19', name: 'basicConstraints', critical: true, value: 'CA:FALSE' },
      { oid: '2.5.29.15', name: 'keyUsage', critical: true, value: 'digitalSignature' },
      { oid: '1.2.3.4', name: '1.2.3.4', critical: false, value: '0403010203' },
    ],
    digests: {
      certificateSha256: { hex: 'c0ffee00'.repeat(8), base64url: certificate['x5t#S256'] },
      certificateSha1: { hex: 'c0ffee00'.repeat(5), base64url: certificate.x5t },
      keySha256: digest,
      keySha1: { ...digest, hex: 'a3f5c9d2'.repeat(5) },
      thumbprint: digest,
    },
    publicKeyFingerprint: 'SHA256:o/XJ0qP1ydKj9cnSo/XJ0qP1ydKj9cnSo/XJ0qP1ydI=',
  };
}

function fill(digest: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, index) => digest[index % digest.length] ?? '00');
}
