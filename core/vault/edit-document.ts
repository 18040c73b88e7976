import { removedKept } from '../../shared/contract/vault.ts';
import type { VaultDocument, VaultRecord } from './vault-document.ts';
import { vaultFailure } from './vault-failure.ts';

const day = 86_400_000;

export function liveRecords({ entries }: VaultDocument): readonly VaultRecord[] {
  return entries.filter((each) => each.removed === undefined);
}

/** What can be brought back, the latest first. */
export function removedRecords({ entries }: VaultDocument): readonly VaultRecord[] {
  return entries
    .filter((each) => each.removed !== undefined)
    .sort((a, b) => (b.removed ?? '').localeCompare(a.removed ?? ''));
}

/** @throws SignetError `entry-not-found` */
export function findRecord(document: VaultDocument, id: string): VaultRecord {
  const record = liveRecords(document).find((each) => each.id === id);
  if (record) return record;
  throw vaultFailure.entryNotFound();
}

/** @throws SignetError `entry-not-found` */
export function findRemoved(document: VaultDocument, id: string): VaultRecord {
  const record = removedRecords(document).find((each) => each.id === id);
  if (record) return record;
  throw vaultFailure.entryNotFound();
}

/** @throws SignetError `name-taken` */
export function requireFreeName(document: VaultDocument, name: string): void {
  if (liveRecords(document).some((each) => each.name === name)) throw vaultFailure.nameTaken(name);
}

/** The name, or with a number behind it where it is taken. */
export function freeName(document: VaultDocument, name: string): string {
  const taken = new Set(liveRecords(document).map((each) => each.name));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name} (${number})`;
  return free;
}

export function withRecord(document: VaultDocument, record: VaultRecord): VaultDocument {
  return { ...document, entries: [...document.entries, record] };
}

/** Puts a record in place of the one with its id. */
export function replaceRecord(document: VaultDocument, record: VaultRecord): VaultDocument {
  return { ...document, entries: document.entries.map((each) => (each.id === record.id ? record : each)) };
}

export function withoutRecord(document: VaultDocument, id: string): VaultDocument {
  return { ...document, entries: document.entries.filter((each) => each.id !== id) };
}

/** Lets go for good of what was removed too long ago, or too many removals ago. */
export function withoutOldRemoved(document: VaultDocument, now: Date): VaultDocument {
  const oldest = new Date(now.getTime() - removedKept.days * day).toISOString();
  const kept = new Set(
    removedRecords(document)
      .filter((each) => (each.removed ?? '') >= oldest)
      .slice(0, removedKept.entries),
  );
  return {
    ...document,
    entries: document.entries.filter((each) => each.removed === undefined || kept.has(each)),
  };
}
