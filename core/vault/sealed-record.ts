import { seal, unseal } from './sealed-box.ts';
import type { VaultRecord } from './vault-document.ts';
import { vaultFailure } from './vault-failure.ts';

/** All of a record that may be read while the vault is locked. */
export type PublicRecord = Omit<VaultRecord, 'sealed'>;

/** Seals a record's secret part, which may be empty, and with it binds every member of the public part. */
export function sealRecord(dataKey: Uint8Array, record: PublicRecord, secret: Uint8Array): VaultRecord {
  return { ...record, sealed: seal(dataKey, secret, contextOf(record)) };
}

/** The secret part; undefined when any part of the record is not as it was sealed. */
export function openRecord(dataKey: Uint8Array, { sealed, ...record }: VaultRecord): Buffer | undefined {
  return sealed && unseal(dataKey, sealed, contextOf(record));
}

/** Changes the public part of a record. @throws SignetError `entry-damaged` */
export function changeRecord(
  dataKey: Uint8Array,
  record: VaultRecord,
  change: (record: PublicRecord) => PublicRecord,
): VaultRecord {
  const { sealed: _, ...publicPart } = record;
  return moveRecord(dataKey, dataKey, record, change(publicPart));
}

/** Seals a record under another data key, with another public part if one is given. @throws SignetError `entry-damaged` */
export function moveRecord(
  from: Uint8Array,
  to: Uint8Array,
  record: VaultRecord,
  { sealed: _, ...publicPart }: VaultRecord = record,
): VaultRecord {
  const secret = openRecord(from, record);
  if (!secret) throw vaultFailure.entryDamaged(record.name);
  const moved = sealRecord(to, publicPart, secret);
  secret.fill(0);
  return moved;
}

/** A record of format 1, whose public part nothing binds, in the present one. @throws SignetError `entry-damaged` */
export function upgradeRecord(dataKey: Uint8Array, { sealed, ...record }: VaultRecord): VaultRecord {
  const secret = sealed ? unseal(dataKey, sealed, record.id) : Buffer.alloc(0);
  if (!secret) throw vaultFailure.entryDamaged(record.name);
  const upgraded = sealRecord(dataKey, record, secret);
  secret.fill(0);
  return upgraded;
}

/** The associated data. An array, since the order of an object's members says nothing. */
function contextOf(record: PublicRecord): string {
  const { id, name, kind, created, chain, publicKey, bits, jwk, account, tags, note, removed, addresses } =
    record;
  return JSON.stringify([
    'signet-vault entry',
    id,
    name,
    kind,
    created,
    chain,
    publicKey ?? null,
    bits ?? null,
    tags ?? [],
    note ?? null,
    removed ?? null,
    // Later members stand here only where they are, so that older records open.
    ...(jwk === undefined && account === undefined && addresses === undefined
      ? []
      : [jwk ?? null, account ?? null]),
    ...(addresses === undefined ? [] : [addresses]),
  ]);
}
