import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import type { ErrorData } from '../base/signet-error.ts';
import type { KeyDescription } from '../jwt/key-description.ts';
import type { CertificateDescription, ListedCertificate } from './certificate-description.ts';
import { method } from './method.ts';

export const keyStoreFormats = [
  'jks',
  'jceks',
  'bks',
  'pkcs12',
  'pem',
  'der',
  'jwk',
  'jwks',
  'pkcs7',
  'ssh',
] as const;
export type KeyStoreFormat = (typeof keyStoreFormats)[number];

export interface KeyStoreEntry {
  readonly alias: string;
  readonly kind: 'key' | 'certificate' | 'secret' | 'public-key' | 'request';
  /** `readable`: whether the key could be taken out with the passwords given so far. */
  readonly key?: KeyDescription & { readonly readable: boolean };
  /** Leaf first. */
  readonly chain: readonly CertificateDescription[];
  readonly created?: string;
  /** What is wrong with it, whether or not it can be used all the same. That it is locked is no problem. */
  readonly problem?: Pick<ErrorData, 'code' | 'message'>;
}

export interface KeyStoreListing {
  readonly format: KeyStoreFormat;
  /** `unchecked`: no password, or a format without an integrity check. */
  readonly integrity: 'ok' | 'unchecked' | 'bad';
  readonly entries: readonly KeyStoreEntry[];
  /** What had to be mended before the file could be read, in sentences: a missing END line, quotes around it. */
  readonly repairs?: readonly string[];
  /** Why parts of the file are not listed or not opened, in sentences: a safe under another password, an unknown algorithm. */
  readonly closed?: readonly string[];
}

/** What entries can be converted to. */
export const targetFormats = ['pkcs12', 'jks', 'pem', 'jwks'] as const;
export type TargetFormat = (typeof targetFormats)[number];

export interface ListedEntry extends Omit<KeyStoreEntry, 'chain'> {
  /** Leaf first. */
  readonly chain: readonly ListedCertificate[];
}

/** A file that the core made. Neither `written` nor `download` when the user chose no place for it. */
export interface ConvertedKeyStore {
  /** Where it was written, on the desktop. */
  readonly written: string | null;
  /** The path of a link that gives it once, in the browser window. */
  readonly download?: string;
  readonly entries: readonly ListedEntry[];
  /** What other programs will not find in it as it is here, in sentences. */
  readonly warnings: readonly string[];
}

/** What a window is shown of a key store. */
export interface WindowListing extends Omit<KeyStoreListing, 'entries'> {
  readonly entries: readonly ListedEntry[];
  /** Something in it needs a password that has not been given. */
  readonly passwordNeeded: boolean;
}

/** A key store that the core holds open for the window, under a handle. */
export interface OpenKeyStore extends WindowListing {
  readonly store: string;
  readonly name: string;
}

export const keystoreMethods = {
  /**
   * Reads a file that holds keys or certificates, whatever its format, and keeps it open.
   * A store that needs a password is opened as far as it can be read without one. Tells its progress.
   * Errors: `unknown-format`, `damaged-file`, `wrong-password`, `integrity-failed`, `password-needed`, `input-too-large`,
   * `cancelled`.
   */
  open: method<OpenKeyStore>()(
    z.strictObject({
      name: field.name,
      base64: field.base64,
      password: z.exactOptional(field.password),
      /** The user's explicit yes to a store that was changed without its password; it is listed as `bad`. */
      ignoreIntegrity: z.exactOptional(z.boolean()),
    }),
  ),
  /**
   * Reads an open store again, with a password. Tells its progress.
   * Errors: `wrong-password`, `integrity-failed`, `store-not-open`, `cancelled`.
   */
  unlock: method<OpenKeyStore>()(
    z.strictObject({
      store: field.id,
      password: field.password,
      ignoreIntegrity: z.exactOptional(z.boolean()),
    }),
  ),
  /**
   * Makes a new file of entries of an open store. It may hold private keys, so the core hands it out: written where the
   * user says in the desktop's own dialog, for its owner alone, or by a link that works once.
   * Errors: `alias-not-found`, `password-needed`, `wrong-password`, `encryption-needed` (private keys as they are, in the
   * browser window), `file-needed`, `file-not-writable`.
   */
  convert: method<ConvertedKeyStore>()(
    z.strictObject({
      store: field.id,
      /** All entries, when left out. */
      aliases: z.exactOptional(z.array(field.line).check(z.maxLength(20_000))),
      to: z.enum(targetFormats),
      password: z.exactOptional(field.password),
      legacy: z.exactOptional(z.boolean()),
      unencrypted: z.exactOptional(z.boolean()),
    }),
  ),
  close: method<null>()(z.strictObject({ store: field.id })),
};
