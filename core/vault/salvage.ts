import * as z from 'zod/mini';
import { openRecord, upgradeRecord } from './sealed-record.ts';
import { recordSchema, type Slot, slotSchema, type VaultRecord } from './vault-document.ts';

/** What can still be read of a damaged vault file, whether or not it can be believed. */
export interface Salvage {
  readonly version: number;
  readonly revision: number;
  readonly slots: readonly Slot[];
  readonly records: readonly VaultRecord[];
  /** What was an entry or a slot, and is none any more. */
  readonly unreadable: number;
}

/** Reads a vault file as JSON where it is, else line by line: each slot and each entry stands on one of its own. */
export function salvage(text: string): Salvage {
  const slots: Slot[] = [];
  const records: VaultRecord[] = [];
  let unreadable = 0;
  for (const item of itemsOf(text)) {
    const slot = z.safeParse(slotSchema, item);
    const record = z.safeParse(recordSchema, item);
    if (slot.success) slots.push(slot.data);
    else if (record.success) records.push(record.data);
    else unreadable += 1;
  }
  return {
    version: numberIn(text, 'version'),
    revision: numberIn(text, 'revision'),
    slots,
    records,
    unreadable,
  };
}

function itemsOf(text: string): readonly unknown[] {
  const whole = parse(text) as { slots?: unknown; entries?: unknown } | undefined;
  if (Array.isArray(whole?.slots) && Array.isArray(whole.entries)) return [...whole.slots, ...whole.entries];
  return text
    .split('\n')
    .filter((line) => line.length > longestOtherLine)
    .map((line) => parse(line.replace(/,\s*$/, '')));
}

/** A slot or an entry takes more than 150 characters; the sums at the end, less than 70. */
const longestOtherLine = 100;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function numberIn(text: string, name: string): number {
  return Number(new RegExp(`"${name}": (\\d{1,15}),`).exec(text)?.[1] ?? 0);
}

/** Parts what was salvaged into the records that are as they were sealed, in the present format, and the others. */
export function sift(
  { version, records }: Salvage,
  dataKey: Uint8Array,
): { readonly whole: readonly VaultRecord[]; readonly lost: readonly VaultRecord[] } {
  const whole: VaultRecord[] = [];
  const lost: VaultRecord[] = [];
  for (const record of records) {
    const present = version === 1 ? upgraded(dataKey, record) : record;
    const secret = present && openRecord(dataKey, present);
    if (present && secret) whole.push(present);
    else lost.push(record);
    secret?.fill(0);
  }
  return { whole, lost };
}

function upgraded(dataKey: Uint8Array, record: VaultRecord): VaultRecord | undefined {
  try {
    return upgradeRecord(dataKey, record);
  } catch {
    return undefined;
  }
}
