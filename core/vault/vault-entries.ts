import { randomUUID } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import {
  findRecord,
  findRemoved,
  liveRecords,
  removedRecords,
  replaceRecord,
  requireFreeName,
  withoutOldRemoved,
  withoutRecord,
  withRecord,
} from './edit-document.ts';
import { changeRecord, openRecord, type PublicRecord, sealRecord, upgradeRecord } from './sealed-record.ts';
import type { VaultRecord } from './vault-document.ts';
import { vaultFailure } from './vault-failure.ts';
import type { VaultSession } from './vault-session.ts';

/** What a new record is made from; `secret` is PKCS#8 DER or the bytes of a shared secret. */
export type NewRecord = Pick<
  VaultRecord,
  'name' | 'kind' | 'chain' | 'publicKey' | 'bits' | 'tags' | 'note' | 'addresses'
> & {
  readonly secret?: Uint8Array;
};

/** A record, and what is amiss with it. */
export interface ListedRecord extends VaultRecord {
  /** In memory alone although there is a vault file. */
  readonly unsaved?: true;
  /** Changed outside Signet; noticed while unlocked. */
  readonly damaged?: true;
}

export interface VaultEntries {
  list(): Promise<readonly ListedRecord[]>;
  /** What can be brought back, the latest first. */
  removed(): Promise<readonly VaultRecord[]>;
  /** @throws SignetError `entry-not-found` */
  find(id: string): Promise<VaultRecord>;
  /** The secret part of a record. The caller zeroes it after use. @throws SignetError `entry-not-found`, `vault-locked`, `entry-damaged`, `key-missing` */
  reveal(id: string): Promise<Buffer>;
  /** @throws SignetError `name-taken`, `vault-locked`, those of writing */
  add(record: NewRecord): Promise<VaultRecord>;
  /** All or none, in one write. Errors: as `add`. */
  addAll(records: readonly NewRecord[]): Promise<readonly VaultRecord[]>;
  /** @throws SignetError `entry-not-found`, `name-taken`, `vault-locked`, those of writing */
  rename(id: string, name: string): Promise<VaultRecord>;
  /** An empty list or note takes it away. Errors: as `rename`. */
  annotate(
    id: string,
    about: { readonly tags?: readonly string[]; readonly note?: string },
  ): Promise<VaultRecord>;
  /**
   * Puts certificates beside a key, X.509 DER in base64, leaf first; whether they belong to it is the caller's to check.
   * Errors: as `rename`.
   */
  setChain(id: string, chain: readonly string[]): Promise<VaultRecord>;
  /**
   * Puts another client secret in place of an entry's, for the addresses given with it. The one before, and no other, is kept
   * for `undoRemove`.
   * @throws SignetError `key-type-mismatch` for anything but a client secret; else as `rename`
   */
  replaceSecret(
    id: string,
    next: Required<Pick<NewRecord, 'bits' | 'secret'>> & Pick<NewRecord, 'addresses'>,
  ): Promise<VaultRecord>;
  /** Says where a client secret may be sent, unless that was said before. Errors: as `rename`. */
  bindSecret(id: string, address: string): Promise<VaultRecord>;
  /** Keeps it for `undoRemove`, unless `forever`. Errors: as `rename`. */
  remove(id: string, options?: { readonly forever?: boolean }): Promise<void>;
  /** Errors: as `rename`. */
  undoRemove(id: string, name?: string): Promise<VaultRecord>;
}

export function createVaultEntries(session: VaultSession, clock: () => Date): VaultEntries {
  /** The entry, and how its secret part is opened. */
  const locate = async (id: string): Promise<{ record: VaultRecord; open(): Buffer | undefined }> => {
    const { memory } = session;
    const inMemory = liveRecords(memory.document).find((each) => each.id === id);
    if (inMemory) return { record: inMemory, open: () => openRecord(memory.dataKey, inMemory) };
    const text = await session.file.read();
    if (!text) throw vaultFailure.entryNotFound();
    const record = findRecord(text.document, id);
    return {
      record,
      open() {
        const dataKey = session.keyFor(text);
        if (!dataKey) throw vaultFailure.locked();
        session.idle.touch();
        return openRecord(dataKey, text.document.version === 1 ? upgradeRecord(dataKey, record) : record);
      },
    };
  };

  const changeRecordOf = async (id: string, change: (record: PublicRecord) => PublicRecord) => {
    let changed: VaultRecord | undefined;
    await session.changeEntry(id, (document, dataKey) => {
      changed = changeRecord(dataKey, findRecord(document, id), change);
      if (changed.name !== findRecord(document, id).name) requireFreeName(document, changed.name);
      return replaceRecord(document, changed);
    });
    return changed ?? (await locate(id)).record;
  };

  const addAll = async (records: readonly NewRecord[]): Promise<readonly VaultRecord[]> => {
    const created = clock().toISOString();
    let added: readonly VaultRecord[] = [];
    await session.change((document, dataKey) => {
      added = records.map(({ secret = Buffer.alloc(0), ...record }) =>
        sealRecord(dataKey, { id: randomUUID(), ...record, created }, secret),
      );
      return added.reduce((all, record) => {
        requireFreeName(all, record.name);
        return withRecord(all, record);
      }, document);
    });
    return added;
  };

  return {
    async list() {
      const text = await session.file.read();
      const inMemory = liveRecords(session.memory.document);
      if (!text) return inMemory;
      const dataKey = session.keyFor(text);
      const suspect = dataKey && !text.isAuthentic(dataKey);
      const inFile = liveRecords(text.document).map((record) =>
        suspect && !openRecord(dataKey, record) ? { ...record, damaged: true as const } : record,
      );
      return [...inFile, ...inMemory.map((record) => ({ ...record, unsaved: true as const }))];
    },

    async removed() {
      const text = await session.file.read();
      return [...removedRecords(session.memory.document), ...(text ? removedRecords(text.document) : [])];
    },

    async find(id) {
      return (await locate(id)).record;
    },

    async reveal(id) {
      const { record, open } = await locate(id);
      if (record.kind === 'certificate') {
        throw new SignetError('key-missing', `${record.name} holds no private key`, { hint: 'choose a key' });
      }
      const secret = open();
      if (secret) return secret;
      throw vaultFailure.entryDamaged(record.name);
    },

    addAll,

    async add(record) {
      const added = await addAll([record]);
      return added[0] as VaultRecord;
    },

    rename: (id, name) => changeRecordOf(id, (record) => ({ ...record, name })),

    annotate: (id, { tags, note }) =>
      changeRecordOf(id, ({ tags: oldTags = [], note: oldNote = '', ...record }) => ({
        ...record,
        ...present('tags', [...(tags ?? oldTags)]),
        ...present('note', note ?? oldNote),
      })),

    setChain: (id, chain) => changeRecordOf(id, (record) => ({ ...record, chain: [...chain] })),

    bindSecret: (id, address) => changeRecordOf(id, (record) => ({ addresses: [address], ...record })),

    async replaceSecret(id, { bits, secret, addresses }) {
      const now = clock();
      let changed: VaultRecord | undefined;
      await session.changeEntry(id, (document, dataKey) => {
        const { sealed: _, addresses: _before, ...before } = findRecord(document, id);
        if (before.kind !== 'client-secret') {
          throw new SignetError('key-type-mismatch', `${before.name} is not a client secret`, {
            hint: 'only a client secret can be replaced: add another entry',
          });
        }
        const kept = changeRecord(dataKey, findRecord(document, id), (record) => ({
          ...record,
          id: randomUUID(),
          removed: now.toISOString(),
        }));
        const next = {
          ...before,
          ...(bits === undefined ? {} : { bits }),
          ...(addresses === undefined ? {} : { addresses }),
        };
        changed = sealRecord(dataKey, next, secret);
        // What was replaced before that: it was made at the same instant under the same name.
        const older = document.entries.filter(
          ({ removed, name, created }) =>
            removed !== undefined && name === before.name && created === before.created,
        );
        const rest = older.reduce((all, each) => withoutRecord(all, each.id), document);
        return withoutOldRemoved(withRecord(replaceRecord(rest, changed), kept), now);
      });
      return changed ?? (await locate(id)).record;
    },

    async remove(id, { forever = false } = {}) {
      const now = clock();
      await session.changeEntry(id, (document, dataKey) => {
        if (forever) {
          if (!document.entries.some((each) => each.id === id)) throw vaultFailure.entryNotFound();
          return withoutRecord(document, id);
        }
        const removed = changeRecord(dataKey, findRecord(document, id), (record) => ({
          ...record,
          removed: now.toISOString(),
        }));
        return withoutOldRemoved(replaceRecord(document, removed), now);
      });
    },

    async undoRemove(id, name) {
      let restored: VaultRecord | undefined;
      await session.changeEntry(id, (document, dataKey) => {
        restored = changeRecord(dataKey, findRemoved(document, id), ({ removed: _, ...record }) => ({
          ...record,
          name: name ?? record.name,
        }));
        requireFreeName(document, restored.name);
        return replaceRecord(document, restored);
      });
      return restored ?? (await locate(id)).record;
    },
  };
}

/** A member, unless it is empty. */
function present<Name extends string, Value extends { readonly length: number }>(name: Name, value: Value) {
  return (value.length === 0 ? {} : { [name]: value }) as { [Key in Name]?: Value };
}
