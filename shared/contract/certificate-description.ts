import type { KeyDescription } from '../jwt/key-description.ts';

/** An X.509 certificate as listings show it. */
export interface CertificateDescription {
  /** RFC 4514, most specific first. */
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hex. */
  readonly serial: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`; `not a date (…)` with its characters where it is none. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly signatureAlgorithm: string;
  readonly key: KeyDescription;
  /** Fingerprints: colon-separated upper-case hex of the DER's hash. */
  readonly sha1: string;
  readonly sha256: string;
  /** base64url of the DER's SHA-1 and SHA-256 (RFC 7515 sections 4.1.7 and 4.1.8). */
  readonly x5t: string;
  readonly 'x5t#S256': string;
  readonly selfSigned: boolean;
  /** `DNS:x`, `IP:x`, `URI:x`, `email:x`. */
  readonly san: readonly string[];
  readonly pem: string;
  /** What breaks the rules of certificates and was read all the same, in sentences. */
  readonly remarks?: readonly string[];
}

/** As much of a certificate as a list shows: a window may list ten thousand. `certificate.describe` tells the rest. */
export type ListedCertificate = Omit<CertificateDescription, 'pem' | 'sha1' | 'x5t' | 'x5t#S256'>;
