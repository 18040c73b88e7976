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
  /**
   * Puts certificates beside a key, X.509 DER in base64, leaf first; whether they belong to it is the caller's to check.
   * @throws SignetError `entry-not-found`
   */
  setChain(id: string, chain: readonly string[]): Promise<VaultRecord>;
  /** @throws SignetError `entry-not-found` */
  remove(id: string): Promise<void>;
}

export function createVault(file: string, clock: () => Date = () => new Date()): Vault {
  let inMemory: VaultDocument = emptyDocument;
  /** Seals what is in memory. Never opens, and never seals for, a file that another process made meanwhile. */
  let memoryKey: Buffer | undefined;
  /** The data key of the file, and the slot that it came out of: another file in its place has another. */
  let fileKey: { readonly slot: string; readonly key: Buffer } | undefined;

  const onDisk = () => readVaultFile(file);
  const current = async () => (await onDisk()) ?? inMemory;

  // One change at a time: what is added while the file is being created must not fall between memory and file.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };

  /** Applies a change to the file where there is one, else to memory. */
  const update = (change: (document: VaultDocument, isFile: boolean) => VaultDocument): Promise<void> =>
    inTurn(async () => {
      if (await onDisk()) {
        await updateVaultFile(file, (document) => {
          if (document) return change(document, true);
          throw new SignetError('vault-damaged', 'the vault file has disappeared', {
            hint: `look for ${file}`,
          });
        });
      } else inMemory = change(inMemory, false);
    });

  const isOpen = (document: VaultDocument) => document.slots.some((each) => each.id === fileKey?.slot);

  /** The key that seals the parts of this very document. */
  const keyOf = (document: VaultDocument, isFile: boolean): Buffer => {
    if (isFile) {
      if (fileKey && isOpen(document)) return fileKey.key;
      throw new SignetError('vault-locked', 'the vault is locked', { hint: 'unlock it with its passphrase' });
    }
    memoryKey ??= randomBytes(32);
    return memoryKey;
  };

  return {
    async status() {
      const document = await onDisk();
      const entries = (document ?? inMemory).entries.length;
      const state = document === undefined ? 'memory' : isOpen(document) ? 'unlocked' : 'locked';
      return { state, file, entries };
    },

    create(passphrase) {
      return inTurn(async () => {
        if (passphrase === '') throw new SignetError('password-needed', 'a vault needs a passphrase');
        if (await onDisk()) throw vaultExists(file);
        const key = keyOf(inMemory, false);
        const slot = await makePassphraseSlot(randomUUID(), passphrase, key);
        await updateVaultFile(file, (document) => {
          if (document) throw vaultExists(file);
          return { ...inMemory, slots: [slot] };
        });
        fileKey = { slot: slot.id, key };
        memoryKey = undefined;
        inMemory = emptyDocument;
      });
    },

    async unlock(passphrase) {
      const document = await onDisk();
      if (!document) return;
      const slot = document.slots.find((each) => each.kind === 'passphrase');
      if (!slot) throw new SignetError('vault-damaged', 'the vault has no passphrase slot');
      fileKey = { slot: slot.id, key: await openPassphraseSlot(slot, passphrase) };
    },

    async lock() {
      fileKey?.key.fill(0);
      fileKey = undefined;
    },

    async list() {
      return (await current()).entries;
    },

    async find(id) {
      return findRecord(await current(), id);
    },

    async reveal(id) {
      const document = await onDisk();
      const record = findRecord(document ?? inMemory, id);
      if (!record.sealed) throw new SignetError('key-missing', `${record.name} holds no private key`);
      const secret = unseal(keyOf(document ?? inMemory, document !== undefined), record.sealed, record.id);
      if (secret) return secret;
      throw new SignetError('vault-damaged', `the entry ${record.name} cannot be decrypted: it is damaged`, {
        hint: 'restore the vault from a backup; the entry is left as it is',
      });
    },

    async add({ secret, ...record }) {
      const id = randomUUID();
      const created = clock().toISOString();
      let added: VaultRecord = { id, ...record, created };
      await update((document, isFile) => {
        requireFreeName(document, record.name);
        if (secret) added = { ...added, sealed: seal(keyOf(document, isFile), secret, id) };
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

    async setChain(id, chain) {
      await update((document) => {
        findRecord(document, id);
        return {
          ...document,
          entries: document.entries.map((each) => (each.id === id ? { ...each, chain: [...chain] } : each)),
        };
      });
      return findRecord(await current(), id);
    },

    async remove(id) {
      await update((document) => {
        findRecord(document, id);
        return { ...document, entries: document.entries.filter((each) => each.id !== id) };
      });
    },
  };
}

function vaultExists(file: string): SignetError {
  return new SignetError('vault-exists', `there is a vault already: ${file}`, { hint: 'unlock it' });
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
