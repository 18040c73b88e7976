import type { VaultEntry } from '../../shared/contract/vault.ts';
import { algorithmsForKey } from '../../shared/jwt/algorithms.ts';
import { describeCertificate } from '../certificate/describe-certificate.ts';
import { describeEntryKey } from '../keystore/describe-key-store.ts';
import { recordToEntry } from './record-entry.ts';
import type { VaultRecord } from './vault-document.ts';

/** The public part of a record: what a window or a listing may show of it. */
export async function describeRecord(record: VaultRecord): Promise<VaultEntry> {
  const entry = recordToEntry(record);
  const key =
    record.bits === undefined ? await describeEntryKey(entry) : ({ type: 'oct', bits: record.bits } as const);
  const signs = record.kind === 'key' || record.kind === 'secret';
  return {
    id: record.id,
    name: record.name,
    kind: record.kind,
    ...(key && record.kind !== 'client-secret' ? { key } : {}),
    chain: await Promise.all(entry.chain.map((der) => describeCertificate(der))),
    algorithms: signs && key ? algorithmsForKey(key) : [],
    created: record.created,
  };
}
