import { randomBytes, randomUUID } from 'node:crypto';
import { freeName, withoutOldRemoved, withRecord } from './edit-document.ts';
import { createIdleLock, type IdleLock, type StartTimer, startNodeTimer } from './idle-lock.ts';
import { moveRecord, upgradeRecord } from './sealed-record.ts';
import { emptyDocument, type Slot, type VaultDocument, vaultVersion } from './vault-document.ts';
import { vaultFailure } from './vault-failure.ts';
import type { VaultFile } from './vault-file.ts';
import { formatVault, readVaultText, type VaultText } from './vault-text.ts';

/** A document with the key that seals its parts. */
export interface OpenDocument {
  readonly document: VaultDocument;
  readonly dataKey: Buffer;
}

/** Answers the document that is to be written, given the present one and its data key. */
export type Change = (document: VaultDocument, dataKey: Buffer) => VaultDocument;

/**
 * The vault file with its data key, and what is kept in memory: all entries where there is no file, and what could not
 * go into a file that another process made meanwhile.
 */
export interface VaultSession {
  readonly file: VaultFile;
  readonly idle: IdleLock;
  /** What memory holds, sealed under a key that is never written. */
  readonly memory: OpenDocument;
  /** The data key of this very file; undefined while locked. */
  keyFor(text: VaultText): Buffer | undefined;
  /** What the file holds, in the present format. @throws SignetError `vault-locked`, `entry-damaged` (format 1 alone) */
  open(): Promise<OpenDocument>;
  /** Takes a data key in use. The session owns the buffer from now on. */
  hold(key: string, dataKey: Buffer): void;
  /**
   * As `hold`; then brings a file of format 1 up to the present one, with these slots in place of its own, and moves into
   * the file what memory holds.
   */
  adopt(key: string, dataKey: Buffer, newSlots?: readonly Slot[]): Promise<void>;
  /** A copy of the data key that is held, for whichever file. */
  heldKey(): Buffer | undefined;
  lock(): void;
  /** Changes the file where there is one, else what memory holds. @throws SignetError `vault-locked`, `vault-damaged`, those of writing */
  change(change: Change): Promise<void>;
  /** Changes the file under another data key, which is held from then on. Errors: as `change`. */
  rekey(change: (document: VaultDocument, dataKey: Buffer) => OpenDocument): Promise<void>;
  /** Changes where the entry is. @throws SignetError as `change`, `entry-not-found` */
  changeEntry(id: string, change: Change): Promise<void>;
  /** Does what must not fall between memory and file while nothing else changes either. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Forgets what memory holds, for it is in the file. */
  emptyMemory(): void;
}

export interface SessionPorts {
  readonly clock: () => Date;
  readonly startTimer?: StartTimer | undefined;
}

export function createVaultSession(
  file: VaultFile,
  { clock, startTimer = startNodeTimer }: SessionPorts,
): VaultSession {
  let memory: OpenDocument = emptyMemory();
  let held: { readonly key: string; readonly dataKey: Buffer } | undefined;

  const lock = () => {
    held?.dataKey.fill(0);
    held = undefined;
    idle.stop();
  };
  const idle = createIdleLock(lock, clock, startTimer);

  const keyFor = ({ document }: VaultText): Buffer | undefined => {
    if (idle.isOver()) lock();
    return held?.key === document.key ? held.dataKey : undefined;
  };

  // One change at a time: what is added while the file is being created must not fall between memory and file.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };

  const hold = (key: string, dataKey: Buffer) => {
    lock();
    held = { key, dataKey };
    idle.touch();
  };

  const rekey = async (change: (document: VaultDocument, dataKey: Buffer) => OpenDocument): Promise<void> => {
    requireOpen(await file.read());
    let next: OpenDocument | undefined;
    let isRekeyed = false;
    await file.update((bytes) => {
      const text = bytes && readVaultText(bytes);
      if (!text) throw vaultFailure.damaged('the vault file has disappeared');
      const dataKey = requireOpen(text);
      if (!text.intact || !text.isAuthentic(dataKey)) throw changedOutside();
      next = change(withoutOldRemoved(upgraded(text.document, dataKey), clock()), dataKey);
      isRekeyed = next.dataKey !== dataKey;
      return formatVault({ ...next.document, revision: text.document.revision + 1 }, next.dataKey);
    });
    // Whoever locked the vault meanwhile wants it locked.
    if (next && isRekeyed && held) hold(next.document.key, next.dataKey);
  };

  const changeFile = (change: Change): Promise<void> =>
    rekey((document, dataKey) => ({ document: change(document, dataKey), dataKey }));

  const changeMemory = (change: Change): void => {
    const document = withoutOldRemoved(memory.document, clock());
    memory = { ...memory, document: change(document, memory.dataKey) };
  };

  function requireOpen(text: VaultText | undefined): Buffer {
    const dataKey = text && keyFor(text);
    if (!dataKey) throw vaultFailure.locked();
    idle.touch();
    return dataKey;
  }

  const session: VaultSession = {
    file,
    idle,
    get memory() {
      return memory;
    },
    keyFor,
    inTurn,
    lock,
    emptyMemory() {
      memory.dataKey.fill(0);
      memory = emptyMemory();
    },

    async open() {
      const text = await file.read();
      const dataKey = requireOpen(text);
      if (!text) throw vaultFailure.locked();
      return { document: upgraded(text.document, dataKey), dataKey };
    },

    hold,
    heldKey: () => held && Buffer.from(held.dataKey),

    async adopt(key, dataKey, newSlots) {
      hold(key, dataKey);
      await inTurn(async () => {
        if (memory.document.entries.length === 0 && !newSlots) return;
        // A disk that cannot be written now must not keep the vault shut: memory keeps what it has.
        await changeFile((into) => {
          const document = newSlots ? { ...into, slots: [...newSlots] } : into;
          return moveIn(document, memory, dataKey);
        }).then(session.emptyMemory, () => {});
      });
    },

    change: (change) =>
      inTurn(async () => {
        if (await file.readBytes()) await changeFile(change);
        else changeMemory(change);
      }),

    rekey: (change) => inTurn(() => rekey(change)),

    changeEntry: (id, change) =>
      inTurn(async () => {
        if (memory.document.entries.some((each) => each.id === id)) changeMemory(change);
        else if (await file.readBytes()) await changeFile(change);
        else throw vaultFailure.entryNotFound();
      }),
  };
  return session;
}

function emptyMemory(): OpenDocument {
  return { document: emptyDocument(randomUUID()), dataKey: randomBytes(32) };
}

function changedOutside() {
  return vaultFailure.damaged('the vault file was changed outside Signet');
}

function upgraded(document: VaultDocument, dataKey: Buffer): VaultDocument {
  if (document.version === vaultVersion) return document;
  const entries = document.entries.map((each) => upgradeRecord(dataKey, each));
  return { ...document, version: vaultVersion, entries };
}

/** Adds what memory holds to a document, under other names where theirs are taken. */
function moveIn(into: VaultDocument, { document, dataKey: from }: OpenDocument, to: Buffer): VaultDocument {
  return document.entries.reduce((all, record) => {
    const name = record.removed === undefined ? freeName(all, record.name) : record.name;
    return withRecord(all, moveRecord(from, to, record, { ...record, name }));
  }, into);
}
