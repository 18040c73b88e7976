import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import { exportFormats } from '../servers/server.ts';
import type { CertificateDescription } from './certificate-description.ts';
import type { OpenKeyStore } from './keystore.ts';
import { method } from './method.ts';
import type { VaultEntry } from './vault.ts';

/** An extension of a certificate (RFC 5280 section 4.2). */
export interface CertificateExtension {
  readonly oid: string;
  /** As the standard that defines it writes it: `basicConstraints`; the OID where none is known. */
  readonly name: string;
  readonly critical: boolean;
  /** To read: `CA:TRUE, pathlen:0`. Hex where the extension is not known or breaks its own rules. */
  readonly value: string;
}

/** A hash in the two forms in which servers ask for it. */
export interface Digest {
  /** Lower-case hex without separators. */
  readonly hex: string;
  readonly base64url: string;
}

/**
 * Hashes of a certificate and of its key. `certificate…` are of the whole DER (x5t, x5t#S256), `keySha1` is of the key's
 * bits (RFC 5280 section 4.2.1.2 method 1: what a subject key identifier usually is), `keySha256` of the
 * SubjectPublicKeyInfo, `thumbprint` of the JWK (RFC 7638).
 */
export const digestNames = [
  'certificateSha256',
  'certificateSha1',
  'keySha256',
  'keySha1',
  'thumbprint',
] as const;
export type DigestName = (typeof digestNames)[number];

/** A certificate with all that can be read from it and worked out of it: what `cert show` prints. */
export interface CertificateDetails extends CertificateDescription {
  /** 1, 2 or 3. */
  readonly version: number;
  readonly extensions: readonly CertificateExtension[];
  /** The subject key identifier that it states: colon-separated upper-case hex; null where it states none. */
  readonly subjectKeyId: string | null;
  /** `thumbprint` is left out for keys that JWK cannot express. */
  readonly digests: { readonly [Name in Exclude<DigestName, 'thumbprint'>]: Digest } & {
    readonly thumbprint?: Digest;
  };
  /** `SHA256:` and the base64 of the SubjectPublicKeyInfo's SHA-256: how Snowflake names a public key. */
  readonly publicKeyFingerprint: string;
}

/** Codes of what can be wrong with a chain. Stable, as error codes are. */
export const chainProblemCodes = [
  'certificate-expired',
  'certificate-not-yet-valid',
  'signature-invalid',
  'signature-unchecked',
  'not-an-authority',
  'path-too-long',
  'key-unsafe',
  'key-too-small',
  'weak-signature',
  'not-in-chain',
] as const;

export interface ChainProblem {
  readonly code: (typeof chainProblemCodes)[number];
  readonly severity: 'error' | 'warning' | 'info';
  /** The certificate: `chain[1]`; `file` for those that are not in the chain. */
  readonly path: string;
  readonly message: string;
  readonly reference: string;
}

/** A certificate with those that vouch for it. */
export interface ChainReport {
  /** Leaf first. */
  readonly chain: readonly CertificateDetails[];
  /** Whether it ends in a certificate that vouches for itself. Says nothing about trust. */
  readonly complete: boolean;
  /** Subject of the certificate that the chain ends for want of; null when it is complete. */
  readonly missing: string | null;
  readonly problems: readonly ChainProblem[];
}

/** The chain that a TLS server showed. */
export interface ServerChain extends ChainReport {
  readonly server: {
    readonly host: string;
    readonly port: number;
    /** `TLSv1.3`. */
    readonly protocol: string | null;
    /** Whether this machine's own roots vouch for it, and it is for this name. */
    readonly trusted: boolean;
    /** Why it is not trusted: Node's own code, `DEPTH_ZERO_SELF_SIGNED_CERT`. */
    readonly reason: string | null;
  };
}

/** Bits of keyUsage (RFC 5280 section 4.2.1.3) that a new certificate can be given. */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

/** Purposes of RFC 5280 section 4.2.1.12. */
export const extendedKeyUsages = [
  'serverAuth',
  'clientAuth',
  'codeSigning',
  'emailProtection',
  'timeStamping',
  'OCSPSigning',
] as const;
export type ExtendedKeyUsage = (typeof extendedKeyUsages)[number];

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

const names = {
  /** RFC 4514. */
  subject: field.line,
  /** `DNS:x`, `IP:x`, `URI:x`, `email:x`. */
  san: z.exactOptional(z.array(field.line).check(z.maxLength(100))),
  keyUsage: z.exactOptional(z.array(z.enum(keyUsages)).check(z.maxLength(9))),
  extendedKeyUsage: z.exactOptional(z.array(z.enum(extendedKeyUsages)).check(z.maxLength(6))),
};

/** An open key store that came from a TLS server. */
export interface FetchedStore extends OpenKeyStore {
  readonly server: ServerChain['server'];
}

export const certificateMethods = {
  /** The certificate, its chain or its public key as a file. Errors: `not-a-certificate`, `entry-not-found`. */
  export: method<ExportedFile>()(
    z.strictObject({ source, format: z.enum(exportFormats), chain: z.exactOptional(z.boolean()) }),
  ),
  /** All that is known of an entry's certificate and its chain. Errors: `not-a-certificate`, `entry-not-found`. */
  describe: method<ChainReport>()(z.strictObject({ source })),
  /**
   * Asks a TLS server for its certificates, trusted or not, and opens them as a key store.
   * Errors: `endpoint-unreachable`, `endpoint-timeout`, `tls-failed`, `invalid-input`.
   */
  fetch: method<FetchedStore>()(
    z.strictObject({
      /** `host:port`, `[2001:db8::1]:443`, or an https URL; 443 where no port is given. */
      server: field.line,
      /** Default 10. */
      timeoutSeconds: z.exactOptional(z.int().check(z.minimum(1), z.maximum(120))),
    }),
  ),
  /** A certificate request (PKCS#10) for a key of the vault. Errors: `vault-locked`, `invalid-input`, `algorithm-unsupported`. */
  request: method<ExportedFile>()(z.strictObject({ entry: field.id, ...names })),
  /** A new self-signed certificate for a key of the vault, in place of the chain it has. Errors: as `request`. */
  create: method<VaultEntry>()(
    z.strictObject({ entry: field.id, ...names, days: z.int().check(z.minimum(1), z.maximum(36_500)) }),
  ),
  /**
   * Puts a certificate and its chain, an authority's answer to a request, beside a key of the vault.
   * Errors: `certificate-mismatch` (it belongs to another key), `not-a-certificate`, `entry-not-found`, `store-not-open`.
   */
  attach: method<VaultEntry>()(z.strictObject({ entry: field.id, source })),
};
