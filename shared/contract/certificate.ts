import * as z from 'zod/mini';
import * as field from './fields.ts';
import type { KeyDescription } from './key.ts';
import { method } from './method.ts';

/** An X.509 certificate as `cert show` prints it. */
export interface CertificateDescription {
  /** RFC 4514, most specific first. */
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hex. */
  readonly serial: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
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
}

export const exportFormats = ['pem', 'der', 'p7b', 'spki', 'jwk', 'jwks', 'base64'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Where a certificate or key is taken from: the vault, or a key store that is open. */
export const source = z.union([
  z.strictObject({ entry: field.id }),
  z.strictObject({ store: field.id, alias: field.line }),
]);
export type Source = z.output<typeof source>;

/** A file made for the user: its bytes, and the command lines that would have made it. */
export interface ExportedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly base64: string;
  /** The file as text, where it is text. */
  readonly text?: string;
  /** Fingerprint of the file's bytes: lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Equivalent command lines, where the source is a key store file. */
  readonly commands: readonly { readonly tool: 'keytool' | 'openssl' | 'signet'; readonly line: string }[];
}

export const certificateMethods = {
  /** The certificate, its chain or its public key as a file. Errors: `not-a-certificate`, `entry-not-found`. */
  export: method<ExportedFile>()(
    z.strictObject({ source, format: z.enum(exportFormats), chain: z.exactOptional(z.boolean()) }),
  ),
};
