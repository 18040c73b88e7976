import { SignetError } from '../../shared/base/signet-error.ts';
import type { StoreEntry } from '../key/key-store.ts';
import type { Vault } from './vault.ts';
import type { VaultRecord } from './vault-document.ts';
import type { NewRecord } from './vault-entries.ts';

/** A vault record in the form in which all keys travel inside the core. */
export function recordToEntry(record: VaultRecord, secret?: Uint8Array): StoreEntry {
  return {
    alias: record.name,
    kind: record.kind === 'client-secret' ? 'secret' : record.kind,
    chain: record.chain.map((der) => new Uint8Array(Buffer.from(der, 'base64'))),
    ...(record.publicKey === undefined
      ? {}
      : { publicKey: new Uint8Array(Buffer.from(record.publicKey, 'base64')) }),
    ...(record.jwk === undefined ? {} : { jwk: record.jwk }),
    ...(record.account === undefined ? {} : { account: record.account }),
    ...(secret === undefined ? {} : record.kind === 'key' ? { privateKey: secret } : { secret }),
  };
}

/**
 * The record's entry, its private key or secret included.
 * @throws SignetError `entry-not-found`, `vault-locked`, `entry-damaged`; `key-type-mismatch` for a client secret, which is
 * for token requests alone
 */
export async function revealEntry(vault: Vault, id: string): Promise<StoreEntry> {
  const record = await vault.find(id);
  if (record.kind === 'client-secret') {
    throw new SignetError('key-type-mismatch', `${record.name} is a client secret, and no key`, {
      hint: 'choose a key',
    });
  }
  return recordToEntry(record, record.kind === 'certificate' ? undefined : await vault.reveal(id));
}

/** Lends the record's entry, and zeroes its secrets when `use` is done. Errors: those of {@link revealEntry} and of `use`. */
export async function withRevealed<T>(
  vault: Vault,
  id: string,
  use: (entry: StoreEntry) => Promise<T>,
): Promise<T> {
  const entry = await revealEntry(vault, id);
  return use(entry).finally(() => forgetSecrets(entry));
}

/** Zeroes what is secret in an entry that was revealed, once it has served. What the crypto library copied is its own. */
export function forgetSecrets({ privateKey, secret }: Pick<StoreEntry, 'privateKey' | 'secret'>): void {
  privateKey?.fill(0);
  secret?.fill(0);
}

/**
 * What the vault keeps of an entry. The public key is kept beside the sealed one, so that it shows while locked.
 * @throws SignetError why the entry could not be read; `not-a-certificate` for a public key or a request alone
 */
export async function entryToRecord(entry: StoreEntry, name: string): Promise<NewRecord> {
  if (entry.unreadable) throw entry.unreadable;
  const secret = entry.privateKey ?? entry.secret;
  if (secret === undefined && entry.chain.length === 0) {
    throw new SignetError('not-a-certificate', `${entry.alias} holds no key and no certificate to keep`, {
      hint: 'choose a private key, a shared secret or a certificate',
    });
  }
  const { publicKeyOf } = await import('../certificate/public-key.ts');
  const publicKey = await publicKeyOf(entry);
  return {
    name,
    kind: entry.privateKey ? 'key' : entry.secret ? 'secret' : 'certificate',
    chain: entry.chain.map(base64),
    ...(publicKey === undefined ? {} : { publicKey: base64(publicKey) }),
    ...(entry.secret === undefined ? {} : { bits: entry.secret.length * 8 }),
    ...(entry.jwk === undefined ? {} : { jwk: copyUsage(entry.jwk) }),
    ...(entry.account === undefined ? {} : { account: entry.account }),
    ...(secret === undefined ? {} : { secret }),
  };
}

function copyUsage({ key_ops, ...rest }: NonNullable<StoreEntry['jwk']>): NonNullable<VaultRecord['jwk']> {
  return { ...rest, ...(key_ops === undefined ? {} : { key_ops: [...key_ops] }) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
