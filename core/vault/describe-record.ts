import type { VaultEntry } from '../../shared/contract/vault.ts';
import { describeCertificate } from '../certificate/describe-certificate.ts';
import { signingAlgorithms } from '../key/check-key.ts';
import { describeEntryKey } from '../keystore/describe-key-store.ts';
import { recordToEntry } from './record-entry.ts';
import type { ListedRecord } from './vault-entries.ts';

/** What takes parsing to find out. It depends on the record's keys and certificates alone. */
export type RecordFacts = Pick<VaultEntry, 'key' | 'chain' | 'algorithms'>;

/** The public part of a record: what a window or a listing may show of it. */
export async function describeRecord(record: ListedRecord, facts?: RecordFacts): Promise<VaultEntry> {
  const { id, name, kind, created, tags, note, addresses, removed, unsaved, damaged } = record;
  return {
    id,
    name,
    kind,
    ...(facts ?? (await findFacts(record))),
    created,
    ...(tags === undefined ? {} : { tags }),
    ...(note === undefined ? {} : { note }),
    ...(addresses === undefined ? {} : { addresses }),
    ...(removed === undefined ? {} : { removed }),
    ...(unsaved === undefined ? {} : { unsaved }),
    ...(damaged === undefined ? {} : { damaged }),
  };
}

export async function findFacts(record: ListedRecord): Promise<RecordFacts> {
  const entry = recordToEntry(record);
  const key =
    record.bits === undefined ? await describeEntryKey(entry) : ({ type: 'oct', bits: record.bits } as const);
  const signs = record.kind === 'key' || record.kind === 'secret';
  return {
    ...(key && record.kind !== 'client-secret' ? { key } : {}),
    chain: await Promise.all(entry.chain.map((der) => describeCertificate(der))),
    algorithms: signs && key && key.unsafe === undefined ? signingAlgorithms(key, record.jwk) : [],
  };
}
