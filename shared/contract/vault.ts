import * as z from 'zod/mini';
import type { CertificateDescription } from './certificate.ts';
import * as field from './fields.ts';
import type { KeyDescription } from './key.ts';
import { method } from './method.ts';

export interface VaultStatus {
  /** `memory`: there is no vault file, and what is kept is lost at the end. */
  readonly state: 'memory' | 'locked' | 'unlocked';
  /** The vault file, or where it would be. */
  readonly file: string;
  readonly entries: number;
}

/** The public part of an entry: all of it that ever leaves the core. */
export interface VaultEntry {
  readonly id: string;
  /** Unique within the vault. */
  readonly name: string;
  readonly kind: 'key' | 'certificate' | 'secret' | 'client-secret';
  readonly key?: KeyDescription;
  /** Leaf first; empty for a key without a certificate. */
  readonly chain: readonly CertificateDescription[];
  /** JWS algorithms that the key can sign with. */
  readonly algorithms: readonly string[];
  readonly created: string;
}

export const keyTypes = ['rsa', 'ec', 'ed25519', 'hmac'] as const;
export type KeyType = (typeof keyTypes)[number];

export const generateOptions = z.strictObject({
  name: field.name,
  type: z.enum(keyTypes),
  /** RSA: 2048 to 4096, default 2048. HMAC: 256 to 512, default 256. */
  bits: z.exactOptional(z.int().check(z.minimum(256), z.maximum(8192))),
  /** EC: P-256 (default), P-384, P-521. */
  curve: z.exactOptional(z.enum(['P-256', 'P-384', 'P-521'])),
  /** With it, a self-signed certificate of this RFC 4514 name is made; not for HMAC. */
  subject: z.exactOptional(field.line),
  /** Life of that certificate, default 365. */
  days: z.exactOptional(z.int().check(z.minimum(1), z.maximum(36_500))),
});
export type GenerateOptions = z.output<typeof generateOptions>;

export const secretEncodings = ['text', 'base64url', 'hex'] as const;

export const vaultMethods = {
  status: method<VaultStatus>()(field.nothing),
  /** Makes the vault file and moves what memory holds into it. Errors: `vault-exists`. */
  create: method<VaultStatus>()(z.strictObject({ passphrase: field.password })),
  /** Errors: `wrong-password`, `vault-damaged`, `vault-newer`. */
  unlock: method<VaultStatus>()(z.strictObject({ passphrase: field.password })),
  lock: method<VaultStatus>()(field.nothing),
  list: method<readonly VaultEntry[]>()(field.nothing),
  /** Errors: `name-taken`, `vault-locked`, `invalid-input`. */
  generate: method<VaultEntry>()(generateOptions),
  /** Takes a key with its chain, or a certificate, out of an open key store. Errors: `alias-not-found`, `wrong-password`, `name-taken`. */
  import: method<VaultEntry>()(
    z.strictObject({
      store: field.id,
      alias: field.line,
      keyPassword: z.exactOptional(field.password),
      name: field.name,
    }),
  ),
  /** Keeps a shared secret (HMAC) or a client secret. Errors: `name-taken`, `invalid-input`. */
  addSecret: method<VaultEntry>()(
    z.strictObject({
      name: field.name,
      kind: z.enum(['secret', 'client-secret']),
      secret: field.password,
      encoding: z.enum(secretEncodings),
    }),
  ),
  rename: method<VaultEntry>()(z.strictObject({ entry: field.id, name: field.name })),
  remove: method<null>()(z.strictObject({ entry: field.id })),
};
