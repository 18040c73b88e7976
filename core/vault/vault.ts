import { randomBytes, randomUUID } from 'node:crypto';
import { SignetError } from '../../shared/contract/signet-error.ts';
import type { VaultStatus } from '../../shared/contract/vault.ts';
import { makePassphraseSlot, openPassphraseSlot } from './passphrase-slot.ts';
import { seal, unseal } from './sealed-box.ts';
import { emptyDocument, type VaultDocument, type VaultRecord } from './vault-document.ts';
import { readVaultFile, updateVaultFile } from './vault-file.ts';

/** What a new record is made from; `secret` is PKCS#8 DER or the bytes of a shared secret. */
export type NewRecord = Pick<VaultRecord, 'name' | 'kind' | 'chain' | 'publicKey' | 'bits'> & {
  readonly secret?: Uint8Array;
};

/**
 * Keys at rest. Without a vault file it keeps its records in memory, sealed under a data key that is never written;
 * `create` wraps that same key in a passphrase slot and writes the file.
 */
export interface Vault {
  status(): Promise<VaultStatus>;
  /** @throws SignetError `vault-exists` */
  create(passphrase: string): Promise<void>;
  /** @throws SignetError `wrong-password`, `vault-damaged`, `vault-newer` */
  unlock(passphrase: string): Promise<void>;
  /** Forgets the data key. Without a file nothing happens: what is in memory would be lost. */
  lock(): Promise<void>;
  list(): Promise<readonly VaultRecord[]>;
  /** @throws SignetError `entry-not-found` */
  find(id: string): Promise<VaultRecord>;
  /** The secret part of a record. @throws SignetError `entry-not-found`, `vault-locked`, `vault-damaged` */
  reveal(id: string): Promise<Buffer>;
  /** @throws SignetError `name-taken`, `vault-locked` */
  add(record: NewRecord): Promise<VaultRecord>;
  /** @throws SignetError `entry-not-found`, `name-taken` */
  rename(id: string, name: string): Promise<VaultRecord>;
  /** @throws SignetError `entry-not-found` */
  remove(id: string): Promise<void>;
}

export function createVault(file: string, clock: () => Date = () => new Date()): Vault {
  let inMemory: VaultDocument = emptyDocument;
  let dataKey: Buffer | undefined;

  const onDisk = () => readVaultFile(file);
  const current = async () => (await onDisk()) ?? inMemory;

  /** Applies a change to the file where there is one, else to memory. */
  const update = async (change: (document: VaultDocument) => VaultDocument): Promise<void> => {
    if (await onDisk()) {
      await updateVaultFile(file, (document) => {
        if (document) return change(document);
        throw new SignetError('vault-damaged', 'the vault file has disappeared', {
          hint: `look for ${file}`,
        });
      });
    } else inMemory = change(inMemory);
  };

  const openKey = async (): Promise<Buffer> => {
    if (dataKey) return dataKey;
    if (await onDisk())
      throw new SignetError('vault-locked', 'the vault is locked', { hint: 'unlock it with its passphrase' });
    dataKey = randomBytes(32);
    return dataKey;
  };

  return {
    async status() {
      const document = await onDisk();
      const entries = (document ?? inMemory).entries.length;
      return { state: document === undefined ? 'memory' : dataKey ? 'unlocked' : 'locked', file, entries };
    },

    async create(passphrase) {
      if (passphrase === '') throw new SignetError('password-needed', 'a vault needs a passphrase');
      const key = await openKeyForCreate();
      const slot = await makePassphraseSlot(randomUUID(), passphrase, key);
      await updateVaultFile(file, (document) => {
        if (document)
          throw new SignetError('vault-exists', `there is a vault already: ${file}`, { hint: 'unlock it' });
        return { ...inMemory, slots: [slot] };
      });
      dataKey = key;
      inMemory = emptyDocument;
    },

    async unlock(passphrase) {
      const document = await onDisk();
      if (!document) return;
      const slot = document.slots.find((each) => each.kind === 'passphrase');
      if (!slot) throw new SignetError('vault-damaged', 'the vault has no passphrase slot');
      dataKey = await openPassphraseSlot(slot, passphrase);
    },

    async lock() {
      if (!(await onDisk())) return;
      dataKey?.fill(0);
      dataKey = undefined;
    },

    async list() {
      return (await current()).entries;
    },

    async find(id) {
      return findRecord(await current(), id);
    },

    async reveal(id) {
      const record = findRecord(await current(), id);
      if (!record.sealed) throw new SignetError('key-missing', `${record.name} holds no private key`);
      const secret = unseal(await openKey(), record.sealed, record.id);
      if (secret) return secret;
      throw new SignetError('vault-damaged', `the entry ${record.name} cannot be decrypted: it is damaged`, {
        hint: 'restore the vault from a backup; the entry is left as it is',
      });
    },

    async add({ secret, ...record }) {
      const id = randomUUID();
      const created = clock().toISOString();
      const sealed = secret ? { sealed: seal(await openKey(), secret, id) } : {};
      const added: VaultRecord = { id, ...record, created, ...sealed };
      await update((document) => {
        requireFreeName(document, record.name);
        return { ...document, entries: [...document.entries, added] };
      });
      return added;
    },

    async rename(id, name) {
      let renamed: VaultRecord | undefined;
      await update((document) => {
        const record = findRecord(document, id);
        if (record.name !== name) requireFreeName(document, name);
        const after = { ...record, name };
        renamed = after;
        return { ...document, entries: document.entries.map((each) => (each.id === id ? after : each)) };
      });
      return renamed ?? findRecord(await current(), id);
    },

    async remove(id) {
      await update((document) => {
        findRecord(document, id);
        return { ...document, entries: document.entries.filter((each) => each.id !== id) };
      });
    },
  };

  async function openKeyForCreate(): Promise<Buffer> {
    if (await onDisk())
      throw new SignetError('vault-exists', `there is a vault already: ${file}`, { hint: 'unlock it' });
    return openKey();
  }
}

function findRecord(document: VaultDocument, id: string): VaultRecord {
  const record = document.entries.find((each) => each.id === id);
  if (record) return record;
  throw new SignetError('entry-not-found', 'there is no such entry in the vault', {
    hint: 'it may have been removed meanwhile',
  });
}

function requireFreeName(document: VaultDocument, name: string): void {
  if (document.entries.some((each) => each.name === name)) {
    throw new SignetError('name-taken', `there is an entry called ${name} already`, {
      hint: 'choose another name',
    });
  }
}
