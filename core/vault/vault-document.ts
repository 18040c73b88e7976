import * as z from 'zod/mini';
import { vaultFailure } from './vault-failure.ts';

/** The format that this version of Signet writes; it reads 1 as well. docs/vault-format.md has both. */
export const vaultVersion = 2;

const box = z.object({ nonce: z.string(), data: z.string() });

export const recordSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['key', 'certificate', 'secret', 'client-secret']),
  created: z.string(),
  /** X.509 DER in base64, leaf first. */
  chain: z.array(z.string()),
  /** SubjectPublicKeyInfo in base64, for keys. */
  publicKey: z.exactOptional(z.string()),
  /** Length of a shared secret. */
  bits: z.exactOptional(z.number()),
  /** What a JWK says of its own use (RFC 7517 sections 4.2 to 4.5), and a service account's file of whom it signs for. */
  jwk: z.exactOptional(
    z.object({
      kid: z.exactOptional(z.string()),
      use: z.exactOptional(z.string()),
      key_ops: z.exactOptional(z.array(z.string())),
      alg: z.exactOptional(z.string()),
    }),
  ),
  account: z.exactOptional(z.object({ issuer: z.string(), subject: z.exactOptional(z.string()) })),
  tags: z.exactOptional(z.array(z.string())),
  note: z.exactOptional(z.string()),
  /** Where a client secret may be sent; left out until it was sent for the first time. */
  addresses: z.exactOptional(z.array(z.string())),
  /** When the user removed it: it can still be brought back. */
  removed: z.exactOptional(z.string()),
  /** PKCS#8, the bytes of a secret, or nothing, sealed under the data key. Format 1 leaves it out where there is nothing. */
  sealed: z.exactOptional(box),
});

const common = { id: z.string(), created: z.exactOptional(z.string()), wrapped: box };

export const slotSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('passphrase'),
    label: z.exactOptional(z.string()),
    kdf: z.object({
      name: z.literal('scrypt'),
      N: z.number(),
      r: z.number(),
      p: z.number(),
      salt: z.string(),
    }),
  }),
  z.object({
    ...common,
    kind: z.literal('keychain'),
    /** `user@host`. */
    machine: z.string(),
    /** The slot's key, as the keychain protects it. */
    protected: z.string(),
  }),
]);

const documentSchema = z.object({
  format: z.literal('signet-vault'),
  version: z.number(),
  /** Counts up at each write, so that a writer notices that another was faster. */
  revision: z.number(),
  /** Names the data key: a process that holds another notices that it was rotated, or that the file is another. */
  key: z.string(),
  slots: z.array(slotSchema).check(z.maxLength(64)),
  entries: z.array(recordSchema),
});

/** The vault as it stands in its file: public parts readable, secret parts sealed. */
export type VaultDocument = z.output<typeof documentSchema>;
export type VaultRecord = z.output<typeof recordSchema>;
export type Slot = z.output<typeof slotSchema>;
export type PassphraseSlot = Extract<Slot, { kind: 'passphrase' }>;
export type KeychainSlot = Extract<Slot, { kind: 'keychain' }>;

/**
 * The associated data of a slot's box. It differs from format 1's, so that nobody can pass a file off as one of format 1,
 * whose public parts nothing binds.
 */
export function slotContext(id: string, version: number = vaultVersion): string {
  return version === 1 ? id : JSON.stringify(['signet-vault slot', id]);
}

export function emptyDocument(key: string): VaultDocument {
  return { format: 'signet-vault', version: vaultVersion, revision: 0, key, slots: [], entries: [] };
}

/** @throws SignetError `vault-damaged`, `vault-newer` */
export function parseVaultDocument(text: string): VaultDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw vaultFailure.damaged('the vault file is damaged: it is not JSON', { cause });
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > vaultVersion) throw vaultFailure.newer(version);
  const parsed = z.safeParse(documentSchema, version === 1 ? named(value as object) : value);
  if (!parsed.success) {
    throw vaultFailure.damaged('the vault file is damaged: something is missing from it', {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

/** Format 1 does not name its data key; its only slot stands for it. */
function named(value: object): object {
  const [slot] = (value as { slots?: readonly { id?: unknown }[] }).slots ?? [];
  return { ...value, key: slot?.id ?? '' };
}
