import * as z from 'zod/mini';
import { SignetError } from '../../shared/contract/signet-error.ts';

/** The format that this version of Signet reads and writes. */
export const vaultVersion = 1;

const box = z.object({ nonce: z.string(), data: z.string() });

const entry = z.object({
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
  /** PKCS#8 or the bytes of a secret, sealed under the data key with the entry's id as context. */
  sealed: z.exactOptional(box),
});

const document = z.object({
  format: z.literal('signet-vault'),
  version: z.number(),
  /** Counts up at each write, so that a writer notices that another was faster. */
  revision: z.number(),
  slots: z.array(
    z.object({
      kind: z.literal('passphrase'),
      id: z.string(),
      kdf: z.object({
        name: z.literal('scrypt'),
        N: z.number(),
        r: z.number(),
        p: z.number(),
        salt: z.string(),
      }),
      wrapped: box,
    }),
  ),
  entries: z.array(entry),
});

/** The vault as it stands in its file: public parts readable, secret parts sealed. */
export type VaultDocument = z.output<typeof document>;
export type VaultRecord = z.output<typeof entry>;

export const emptyDocument: VaultDocument = {
  format: 'signet-vault',
  version: vaultVersion,
  revision: 0,
  slots: [],
  entries: [],
};

/** @throws SignetError `vault-damaged`, `vault-newer` */
export function parseVaultDocument(text: string): VaultDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(cause);
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > vaultVersion) {
    throw new SignetError('vault-newer', `the vault was written by a newer Signet (format ${version})`, {
      hint: 'update Signet; the file is left as it is',
    });
  }
  const parsed = z.safeParse(document, value);
  if (!parsed.success) throw damaged(parsed.error);
  return parsed.data;
}

function damaged(cause: unknown): SignetError {
  return new SignetError('vault-damaged', 'the vault file is damaged', {
    hint: 'it is left as it is: restore it from a backup, or move it away to begin a new one',
    cause,
  });
}
