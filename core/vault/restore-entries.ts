import { randomUUID } from 'node:crypto';
import { freeName, liveRecords, withRecord } from './edit-document.ts';
import { moveRecord } from './sealed-record.ts';
import type { VaultDocument, VaultRecord } from './vault-document.ts';
import type { OpenDocument } from './vault-session.ts';

/** What came of a backup, by record. */
export interface Restored {
  readonly restored: readonly VaultRecord[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly skipped: readonly string[];
}

/**
 * Adds the records of a backup. One that the vault holds already, with the same id, name and certificates, is skipped. One
 * whose id is taken by a record that was changed since gets an id of its own, and one whose name is taken another name.
 */
export function restoreInto(
  document: VaultDocument,
  dataKey: Uint8Array,
  { document: { entries }, dataKey: from }: OpenDocument,
): { readonly document: VaultDocument; readonly result: Restored } {
  const restored: VaultRecord[] = [];
  const renamed: { from: string; to: string }[] = [];
  const skipped: string[] = [];
  let into = document;
  for (const record of entries) {
    const live = liveRecords(into);
    if (live.some((each) => isSame(each, record))) {
      skipped.push(record.name);
      continue;
    }
    const name = freeName(into, record.name);
    if (name !== record.name) renamed.push({ from: record.name, to: name });
    const id = into.entries.some((each) => each.id === record.id) ? randomUUID() : record.id;
    const moved = moveRecord(from, dataKey, record, { ...record, id, name });
    restored.push(moved);
    into = withRecord(into, moved);
  }
  return { document: into, result: { restored, renamed, skipped } };
}

function isSame(one: VaultRecord, other: VaultRecord): boolean {
  return one.id === other.id && one.name === other.name && one.chain.join() === other.chain.join();
}
