// Layout of a backup: JSON with a passphrase slot, and a whole vault file in one sealed box, so that not even names or
// certificates are readable. Both use a data key that is made for it. docs/vault-format.md has the whole.

import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { isModestJson } from '../../shared/base/json-bounds.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { openWithPassphrase } from './open-slots.ts';
import { makePassphraseSlot, type PassphraseCost } from './passphrase-slot.ts';
import { seal, unseal } from './sealed-box.ts';
import { moveRecord } from './sealed-record.ts';
import { emptyDocument, slotSchema, type VaultRecord, vaultVersion } from './vault-document.ts';
import { vaultFailure } from './vault-failure.ts';
import type { OpenDocument } from './vault-session.ts';
import { formatVault, readVaultText } from './vault-text.ts';

const format = 'signet-backup';

const backupSchema = z.object({
  format: z.literal(format),
  version: z.number(),
  created: z.string(),
  slot: slotSchema,
  sealed: z.object({ nonce: z.string(), data: z.string() }),
});

const contextOf = (created: string) => JSON.stringify([format, created]);

/** @throws SignetError `password-needed`, `entry-damaged` */
export async function makeBackup(
  records: readonly VaultRecord[],
  from: Uint8Array,
  passphrase: string,
  now: Date,
  cost: PassphraseCost,
): Promise<Buffer> {
  const dataKey = randomBytes(32);
  const id = randomUUID();
  const slot = await makePassphraseSlot(passphrase, dataKey, { id }, cost);
  const entries = records.map((each) => moveRecord(from, dataKey, each));
  const inner = formatVault({ ...emptyDocument(id), revision: 1, entries }, dataKey);
  const created = now.toISOString();
  const sealed = seal(dataKey, inner, contextOf(created));
  const outer = { format, version: vaultVersion, created, slot, sealed };
  dataKey.fill(0);
  return Buffer.from(`${JSON.stringify(outer, null, 1)}\n`);
}

/** @throws SignetError `unknown-format`, `damaged-file`, `vault-newer`, `wrong-password`, `work-factor-too-high` */
export async function openBackup(bytes: Uint8Array, passphrase: string): Promise<OpenDocument> {
  const { version, created, slot, sealed } = parseBackup(Buffer.from(bytes).toString('utf8'));
  if (version > vaultVersion) throw vaultFailure.newer(version);
  if (slot.kind !== 'passphrase') throw damaged();
  const { dataKey } = await openWithPassphrase([slot], passphrase).catch((thrown: unknown) => {
    throw thrown instanceof SignetError && thrown.code === 'vault-damaged' ? damaged(thrown) : thrown;
  });
  const inner = unseal(dataKey, sealed, contextOf(created));
  if (!inner) throw damaged();
  const text = readVaultText(inner);
  if (!text.isAuthentic(dataKey)) throw damaged();
  return { document: text.document, dataKey };
}

function parseBackup(text: string): z.output<typeof backupSchema> {
  if (!isModestJson(text)) throw noBackup();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw text.includes(format) ? damaged(cause) : noBackup(cause);
  }
  const parsed = z.safeParse(backupSchema, value);
  if (parsed.success) return parsed.data;
  throw (value as { format?: unknown } | null)?.format === format ? damaged() : noBackup();
}

function damaged(cause?: unknown): SignetError {
  return new SignetError('damaged-file', 'the backup is damaged: it is not as it was written', {
    hint: 'use another copy of it',
    cause,
  });
}

function noBackup(cause?: unknown): SignetError {
  return new SignetError('unknown-format', 'this is no backup of a vault', {
    hint: 'choose a file that signet vault backup or the window wrote',
    cause,
  });
}
