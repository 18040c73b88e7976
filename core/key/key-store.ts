import type { SignetError } from '../../shared/base/signet-error.ts';
import type { KeyStoreEntry, KeyStoreFormat, KeyStoreListing } from '../../shared/contract/keystore.ts';
import type { OnProgress } from '../../shared/contract/progress.ts';
import type { WorkBudget } from './work-budget.ts';

/** The passwords to try. A key without its own password is tried with the store's. */
export interface Passwords {
  readonly store?: string;
  readonly key?: string;
  /** What may be spent on trying them: shared by all that one file holds, and of the usual size if left out. */
  readonly work?: WorkBudget;
}

export interface ReadOptions {
  /**
   * `leave` keeps the private keys of a key store closed, as if no password had been given for them: for taking a
   * certificate out, where opening the keys would be most of the work.
   */
  readonly keys?: 'open' | 'leave';
  /** The user's explicit yes to a store that was changed without its password: it is read, and its integrity is `bad`. */
  readonly ignoreIntegrity?: boolean;
  /** Stops before the next derivation of a key: `cancelled`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** An entry as every reader gives it: keys and certificates in their standard DER forms. */
export interface StoreEntry {
  readonly alias: string;
  readonly kind: KeyStoreEntry['kind'];
  readonly created?: Date;
  /** X.509 DER, leaf first. */
  readonly chain: readonly Uint8Array[];
  /** PKCS#8 PrivateKeyInfo (RFC 5208), where it could be read. */
  readonly privateKey?: Uint8Array;
  /** SubjectPublicKeyInfo (RFC 5280): of a `public-key` or `request`, and of a key whose file gives it besides. */
  readonly publicKey?: Uint8Array;
  /** A whole PKCS#10 request (RFC 2986), as it was signed. */
  readonly request?: Uint8Array;
  /** The bytes of a shared secret. */
  readonly secret?: Uint8Array;
  /** A JWK's `kid`, `use`, `key_ops` and `alg`, which are held against it when verifying. */
  readonly jwk?: {
    readonly kid?: string;
    readonly use?: string;
    readonly key_ops?: readonly string[];
    readonly alg?: string;
  };
  /** What is not as RFC 7517 asks in a JWK that can be read all the same: hexadecimal means another number to other readers. */
  readonly malformed?: { readonly member: string; readonly as: 'hexadecimal' | 'plain Base64' };
  /** Whom the key signs for, where its file says so: a service account. */
  readonly account?: { readonly issuer: string; readonly subject?: string };
  /** Why the private key or secret could not be read, or nothing of the entry: then it holds nothing. */
  readonly unreadable?: SignetError;
}

/** A key store as read, secrets included: never leaves the core. */
export interface KeyStore {
  readonly format: KeyStoreFormat;
  readonly integrity: KeyStoreListing['integrity'];
  readonly entries: readonly StoreEntry[];
  /** What had to be mended before the file could be read, in sentences. */
  readonly repairs?: readonly string[];
  /** Why parts of the file are not among the entries. */
  readonly closed?: readonly SignetError[];
}
