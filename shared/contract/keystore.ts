import * as z from 'zod/mini';
import type { CertificateDescription } from './certificate.ts';
import * as field from './fields.ts';
import type { KeyDescription } from './key.ts';
import { method } from './method.ts';

export const keyStoreFormats = ['jks', 'jceks', 'pkcs12', 'pem', 'der', 'jwk', 'jwks', 'pkcs7'] as const;
export type KeyStoreFormat = (typeof keyStoreFormats)[number];

export interface KeyStoreEntry {
  readonly alias: string;
  readonly kind: 'key' | 'certificate' | 'secret' | 'public-key' | 'request';
  /** `readable`: whether the key could be taken out with the passwords given so far. */
  readonly key?: KeyDescription & { readonly readable: boolean };
  /** Leaf first. */
  readonly chain: readonly CertificateDescription[];
  readonly created?: string;
}

export interface KeyStoreListing {
  readonly format: KeyStoreFormat;
  /** `unchecked`: no password, or a format without an integrity check. */
  readonly integrity: 'ok' | 'unchecked' | 'bad';
  readonly entries: readonly KeyStoreEntry[];
}

/** A key store that the core holds open for the window, under a handle. */
export interface OpenKeyStore extends KeyStoreListing {
  readonly store: string;
  readonly name: string;
  /** Something in it needs a password that has not been given. */
  readonly passwordNeeded: boolean;
}

export const keystoreMethods = {
  /**
   * Reads a file that holds keys or certificates, whatever its format, and keeps it open.
   * A store that needs a password is opened as far as it can be read without one.
   * Errors: `unknown-format`, `damaged-file`, `wrong-password`, `password-needed`, `input-too-large`.
   */
  open: method<OpenKeyStore>()(
    z.strictObject({ name: field.name, base64: field.base64, password: z.exactOptional(field.password) }),
  ),
  /** Reads an open store again, with a password. Errors: `wrong-password`, `store-not-open`. */
  unlock: method<OpenKeyStore>()(z.strictObject({ store: field.id, password: field.password })),
  close: method<null>()(z.strictObject({ store: field.id })),
};
