import type { ListedRecord } from '../../core/vault/vault-entries.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';

/** Describes records; the readers of certificates are loaded only now. */
export async function describeRecords(records: readonly ListedRecord[]): Promise<readonly VaultEntry[]> {
  const { describeRecord } = await import('../../core/vault/describe-record.ts');
  return Promise.all(records.map((record) => describeRecord(record)));
}

export async function describeOne(record: ListedRecord): Promise<VaultEntry> {
  const { describeRecord } = await import('../../core/vault/describe-record.ts');
  return describeRecord(record);
}
