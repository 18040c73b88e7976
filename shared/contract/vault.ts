import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import type { KeyDescription } from '../jwt/key-description.ts';
import type { CertificateDescription } from './certificate-description.ts';
import { method } from './method.ts';

export interface VaultStatus {
  /** `memory`: there is no vault file, and what is kept is lost at the end. */
  readonly state: 'memory' | 'locked' | 'unlocked';
  /** The vault file, or where it would be. */
  readonly file: string;
  readonly entries: number;
  /** The ways into the vault file; none without a file. */
  readonly slots: readonly VaultSlot[];
  readonly keychain: KeychainStatus;
  /**
   * Entries that are in memory although there is a vault file: another Signet made it meanwhile. They move into it when
   * it is unlocked, and are lost at the end until then.
   */
  readonly unsaved: number;
  /** What is wrong with the file, in a sentence: it was changed outside Signet. `rescue` keeps what is whole. */
  readonly damage?: string;
  /** When the vault locks itself if no key is used until then, ISO 8601; absent while locked, and when it never does. */
  readonly locksAt?: string;
}

/** One way into the vault, as in disk encryption: each holds the same data key, wrapped in another. */
export interface VaultSlot {
  readonly id: string;
  readonly kind: 'passphrase' | 'keychain';
  /** What the user calls it. */
  readonly label?: string;
  readonly created?: string;
  /** Whose keychain it is, `user@host`. */
  readonly machine?: string;
  /** Whether it is the keychain slot of this machine. */
  readonly here?: boolean;
}

export const keychainStates = ['none', 'available', 'unavailable', 'basic-text'] as const;

/** `none`: this face has no keychain. `basic-text`: its password is known to everybody, so it counts as none. */
export interface KeychainStatus {
  readonly state: (typeof keychainStates)[number];
  /** Why it is unavailable, for people. */
  readonly reason?: string;
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
  /** In the order given; absent when there are none. */
  readonly tags?: readonly string[];
  readonly note?: string;
  /** Where a client secret may be sent: `https://host:port`, without the scheme's own port. Absent until it was sent. */
  readonly addresses?: readonly string[];
  /** When it was removed, ISO 8601: in answers of `removed` alone. */
  readonly removed?: string;
  /** In memory alone although there is a vault file; see {@link VaultStatus.unsaved}. */
  readonly unsaved?: true;
  /** It was changed outside Signet: its secret part cannot be used. Noticed while unlocked. */
  readonly damaged?: true;
}

/** Of these entries, those that are lost when Signet ends. */
export function onlyInMemory<Entry extends { readonly unsaved?: true }>(
  { state }: Pick<VaultStatus, 'state'>,
  entries: readonly Entry[],
): readonly Entry[] {
  return state === 'memory' ? entries : entries.filter(({ unsaved }) => unsaved);
}

/** How many removed entries can be brought back, and for how many days. */
export const removedKept = { entries: 20, days: 7 } as const;

/** How a private key leaves the vault: PKCS#8 PEM (RFC 5958), PKCS#12 with its chain, or JWK (RFC 7517), encrypted as JWE. */
export const keyExportFormats = ['pkcs8', 'pkcs12', 'jwk'] as const;
export type KeyExportFormat = (typeof keyExportFormats)[number];

/** A file that the core made. Neither `written` nor `download` when the user chose no place for it. */
export interface WrittenFile {
  /** Where it was written, on the desktop. */
  readonly written: string | null;
  /** The path of a link that gives it once, in the browser window. */
  readonly download?: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What came of a backup. */
export interface RestoredEntries {
  readonly restored: readonly VaultEntry[];
  /** Of those, the ones whose name was taken: they have another now. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** Names of entries that the vault holds already, unchanged. */
  readonly skipped: readonly string[];
}

/** What could be saved of a damaged vault file. */
export interface RescuedVault {
  readonly rescued: number;
  /** Names of the entries that could not be read, and `?` for each that has no readable name. */
  readonly lost: readonly string[];
  /** The damaged file, as it was found; null when nothing was damaged. */
  readonly keptAside: string | null;
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

const tags = z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(50))).check(z.maxLength(20));
const note = z.string().check(z.maxLength(4000));
/** URLs of the servers that a client secret is given for, as scheme, host and port. Left out, the first that it is sent to. */
const endpoints = z.exactOptional(z.array(field.line).check(z.minLength(1), z.maxLength(16)));
/** The user has confirmed it: the core refuses what only looks like an accident. */
const confirm = z.literal(true);
/**
 * A passphrase of the vault, typed again. What asks for it fails with `passphrase-needed` without it where the vault has one;
 * where it has none, the desktop asks in a dialog of its own (`cancelled`), and the browser window is refused.
 */
const vaultPassphrase = z.exactOptional(field.password);

/**
 * Methods that change the vault file fail with `vault-locked`, `vault-damaged`, `vault-busy`, `disk-full`,
 * `file-read-only` or `file-not-writable` besides the errors they name, and then have changed nothing.
 */
export const vaultMethods = {
  status: method<VaultStatus>()(field.nothing),
  /**
   * Makes the vault file and moves what memory holds into it. With a passphrase, the keychain, or both.
   * Errors: `vault-exists`, `password-needed`, `keychain-unavailable`.
   */
  create: method<VaultStatus>()(
    z.strictObject({ passphrase: z.exactOptional(field.password), keychain: z.exactOptional(z.boolean()) }),
  ),
  /**
   * With a passphrase: tries every passphrase slot. Without: the keychain slot of this machine.
   * Errors: `wrong-password`, `keychain-unavailable`, `keychain-changed`, `vault-damaged`, `vault-newer`,
   * `work-factor-too-high`.
   */
  unlock: method<VaultStatus>()(z.strictObject({ passphrase: z.exactOptional(field.password) })),
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
  /** Keeps a shared secret (HMAC) or a client secret. Errors: `name-taken`, `invalid-input`, `endpoint-not-a-url`. */
  addSecret: method<VaultEntry>()(
    z.strictObject({
      name: field.name,
      kind: z.enum(['secret', 'client-secret']),
      secret: field.password,
      encoding: z.enum(secretEncodings),
      endpoints,
    }),
  ),
  /**
   * Puts another client secret in an entry's place, under its id and name. The one before can be brought back like an entry
   * that was removed. Errors: `entry-not-found`, `key-type-mismatch`, `invalid-input`, `endpoint-not-a-url`.
   */
  replaceSecret: method<VaultEntry>()(
    z.strictObject({
      entry: field.id,
      secret: field.password,
      encoding: z.enum(secretEncodings),
      endpoints,
    }),
  ),
  /** Errors: `entry-not-found`, `name-taken`. */
  rename: method<VaultEntry>()(z.strictObject({ entry: field.id, name: field.name })),
  /** Sets the tags, the note, or both; an empty one takes it away. Errors: `entry-not-found`. */
  annotate: method<VaultEntry>()(
    z.strictObject({ entry: field.id, tags: z.exactOptional(tags), note: z.exactOptional(note) }),
  ),
  /**
   * Removes an entry. It can be brought back for {@link removedKept} days, unless `forever`, which takes an entry that was
   * removed before, too, and needs `vaultPassphrase`. Errors: `entry-not-found`.
   */
  remove: method<null>()(
    z.strictObject({ entry: field.id, forever: z.exactOptional(z.boolean()), vaultPassphrase }),
  ),
  /** What can be brought back, the latest first. */
  removed: method<readonly VaultEntry[]>()(field.nothing),
  /** Brings a removed entry back, under another name if one is given. Errors: `entry-not-found`, `name-taken`. */
  undoRemove: method<VaultEntry>()(z.strictObject({ entry: field.id, name: z.exactOptional(field.name) })),
  /** A further passphrase for the vault. Errors: `vault-locked`, `password-needed`. */
  addPassphrase: method<VaultStatus>()(
    z.strictObject({ passphrase: field.password, label: z.exactOptional(field.name), vaultPassphrase }),
  ),
  /** Lets the keychain of this machine open the vault, anew if it could before. Errors: `vault-locked`, `keychain-unavailable`. */
  addKeychain: method<VaultStatus>()(field.nothing),
  /** Puts another passphrase in place of the one given. Errors: `wrong-password`, `password-needed`. */
  changePassphrase: method<VaultStatus>()(
    z.strictObject({ current: field.password, passphrase: field.password }),
  ),
  /** Errors: `slot-not-found`; `slot-last`, for a vault without a way in is lost. */
  removeSlot: method<VaultStatus>()(z.strictObject({ slot: field.id, vaultPassphrase })),
  /**
   * Encrypts everything anew under another data key, for when the old one may be known. A slot can be kept only by its
   * passphrase; the keychain slot of this machine is kept by itself. The first passphrase counts as `vaultPassphrase`.
   * Errors: `wrong-password`; `password-needed` with `details.slots` where slots would go and `dropOthers` is not set.
   */
  rotate: method<VaultStatus>()(
    z.strictObject({
      passphrases: z.array(field.password).check(z.maxLength(16)),
      dropOthers: z.exactOptional(z.boolean()),
    }),
  ),
  /**
   * Makes a file of a private key or shared secret: the one way by which a key leaves Signet. On the desktop, it is written
   * where the user says in the desktop's own dialog, for its owner alone. Encrypted under `password` unless `unencrypted`,
   * which PKCS#12 and the browser window do not know.
   * Errors: `entry-not-found`, `vault-locked`, `key-missing`, `key-type-mismatch` (a client secret), `password-needed`,
   * `algorithm-unsupported` (the format does not take the key), `encryption-needed`, `file-needed`, `file-not-writable`.
   */
  export: method<WrittenFile>()(
    z.strictObject({
      entry: field.id,
      format: z.enum(keyExportFormats),
      password: z.exactOptional(field.password),
      unencrypted: z.exactOptional(z.boolean()),
      confirm,
      vaultPassphrase,
    }),
  ),
  /**
   * Makes one file of all entries, encrypted whole under a passphrase of its own. It leaves as in `export`.
   * Errors: `vault-locked`, `password-needed`, `file-needed`, `file-not-writable`.
   */
  backup: method<WrittenFile>()(z.strictObject({ passphrase: field.password, vaultPassphrase })),
  /**
   * Adds what a backup holds. What the vault has already is skipped; a name that is taken gets a number behind it.
   * Errors: `wrong-password`, `damaged-file`, `unknown-format`, `vault-newer`, `work-factor-too-high`.
   */
  restore: method<RestoredEntries>()(
    z.strictObject({ base64: field.base64, passphrase: field.password, vaultPassphrase }),
  ),
  /**
   * Makes a damaged vault file whole: the file is kept aside, every entry that is intact goes into a new one.
   * Errors: `vault-damaged` (nothing can be opened), `wrong-password`, `keychain-unavailable`.
   */
  rescue: method<RescuedVault>()(z.strictObject({ passphrase: z.exactOptional(field.password) })),
  /** Erases the vault, settings, saved work, and every file that Signet has put beside them. Nothing can bring them back. */
  erase: method<null>()(z.strictObject({ confirm, vaultPassphrase })),
};
