import { randomBytes, randomUUID } from 'node:crypto';
import type { VaultSlot } from '../../shared/contract/vault.ts';
import type { Keychain } from './keychain.ts';
import { makeKeychainSlot } from './keychain-slot.ts';
import { openWithKeychain, openWithPassphrase } from './open-slots.ts';
import { makePassphraseSlot, type PassphraseCost } from './passphrase-slot.ts';
import { moveRecord } from './sealed-record.ts';
import type { Slot } from './vault-document.ts';
import { vaultFailure } from './vault-failure.ts';
import type { VaultSession } from './vault-session.ts';
import { formatVault } from './vault-text.ts';

/** Ways into a vault: what a slot is made from. */
export interface WaysIn {
  readonly passphrase?: string;
  readonly keychain?: boolean;
}

export interface VaultSlots {
  /** Makes the file, with what memory holds. @throws SignetError `vault-exists`, `password-needed`, `keychain-unavailable`, those of writing */
  create(ways: WaysIn): Promise<void>;
  /**
   * With a passphrase, or with the keychain of this machine. Without a file nothing happens.
   * @throws SignetError `wrong-password`, `keychain-unavailable`, `keychain-changed`, `vault-damaged`, `vault-newer`
   */
  unlock(passphrase?: string): Promise<void>;
  /** Whether it is one that opens the vault; opens nothing. @throws SignetError as {@link unlock} */
  checkPassphrase(passphrase: string): Promise<void>;
  /** Forgets the data key. Without a file nothing happens: what is in memory would be lost. */
  lock(): Promise<void>;
  /** @throws SignetError `vault-locked`, `password-needed`, those of writing */
  addPassphrase(passphrase: string, label?: string): Promise<void>;
  /** Lets the keychain of this machine open the vault, anew if it could before. @throws SignetError `keychain-unavailable`, those of writing */
  addKeychain(): Promise<void>;
  /** @throws SignetError `wrong-password`, `password-needed`, those of writing */
  changePassphrase(current: string, passphrase: string): Promise<void>;
  /** @throws SignetError `slot-not-found`, `slot-last`, those of writing */
  removeSlot(id: string): Promise<void>;
  /** @throws SignetError `wrong-password`; `password-needed` when slots would be dropped unasked; those of writing */
  rotate(passphrases: readonly string[], options?: { readonly dropOthers?: boolean }): Promise<void>;
}

export interface SlotPorts {
  readonly clock: () => Date;
  readonly keychain?: Keychain | undefined;
  /** Names this machine among keychain slots. */
  readonly machine: string;
  /** Of new passphrase slots. */
  readonly passphraseCost: PassphraseCost;
}

export function createVaultSlots(session: VaultSession, ports: SlotPorts): VaultSlots {
  const { clock, keychain, machine, passphraseCost } = ports;
  const { file } = session;

  const about = () => ({ id: randomUUID(), created: clock().toISOString() });
  const passphraseSlot = (passphrase: string, dataKey: Uint8Array, label?: string) =>
    makePassphraseSlot(
      passphrase,
      dataKey,
      { ...about(), ...(label === undefined ? {} : { label }) },
      passphraseCost,
    );
  const keychainSlot = (dataKey: Uint8Array) => makeKeychainSlot(keychain, dataKey, { ...about(), machine });
  const isHere = (slot: Slot) => slot.kind === 'keychain' && slot.machine === machine;

  /** Deriving a key takes too long to be done under the lock: it is done before, and holds if the data key is still the same. */
  const changeSlots = async (
    make: (dataKey: Buffer, slots: readonly Slot[]) => Promise<(slots: readonly Slot[]) => readonly Slot[]>,
  ): Promise<void> => {
    const { document, dataKey } = await session.open();
    const change = await make(dataKey, document.slots);
    await session.change((current) => {
      if (current.key !== document.key) throw vaultFailure.locked();
      return { ...current, slots: [...change(current.slots)] };
    });
  };

  return {
    create: ({ passphrase, keychain: withKeychain = false }) =>
      session.inTurn(async () => {
        if (passphrase === undefined && !withKeychain) throw vaultFailure.emptyPassphrase();
        if (await file.read()) throw vaultFailure.exists(file.path);
        const { document, dataKey } = session.memory;
        const slots = [
          ...(passphrase === undefined ? [] : [await passphraseSlot(passphrase, dataKey)]),
          ...(withKeychain ? [await keychainSlot(dataKey)] : []),
        ];
        await file.update((bytes) => {
          if (bytes) throw vaultFailure.exists(file.path);
          return formatVault({ ...document, revision: 1, slots }, dataKey);
        });
        session.hold(document.key, Buffer.from(dataKey));
        session.emptyMemory();
      }),

    async unlock(passphrase) {
      const text = await file.read();
      if (!text) return;
      const { slots, key, version } = text.document;
      const { dataKey } =
        passphrase === undefined
          ? await openWithKeychain(slots, keychain, machine)
          : await openWithPassphrase(slots, passphrase, version).catch((thrown: unknown) => {
              // Of a slot that was changed, no passphrase is right: that is not the user's mistake.
              throw text.intact ? thrown : vaultFailure.slotDamaged();
            });
      const isOld = version === 1 && passphrase !== undefined;
      await session.adopt(key, dataKey, isOld ? [await passphraseSlot(passphrase, dataKey)] : undefined);
    },

    async checkPassphrase(passphrase) {
      const text = await file.read();
      const { slots, version } = text?.document ?? { slots: [], version: undefined };
      const { dataKey } = await openWithPassphrase(slots, passphrase, version);
      dataKey.fill(0);
    },

    async lock() {
      session.lock();
    },

    addPassphrase: (passphrase, label) =>
      changeSlots(async (dataKey) => {
        const slot = await passphraseSlot(passphrase, dataKey, label);
        return (slots) => [...slots, slot];
      }),

    addKeychain: () =>
      changeSlots(async (dataKey) => {
        const slot = await keychainSlot(dataKey);
        return (slots) => [...slots.filter((each) => !isHere(each)), slot];
      }),

    changePassphrase: (current, passphrase) =>
      changeSlots(async (dataKey, before) => {
        const { slot: old, dataKey: same } = await openWithPassphrase(before, current);
        same.fill(0);
        const label = old.kind === 'passphrase' ? old.label : undefined;
        const slot = await passphraseSlot(passphrase, dataKey, label);
        return (slots) => slots.map((each) => (each.id === old.id ? slot : each));
      }),

    removeSlot: (id) =>
      changeSlots(async () => (slots) => {
        const left = slots.filter((each) => each.id !== id);
        if (left.length === slots.length) throw vaultFailure.slotNotFound();
        if (left.length === 0) throw vaultFailure.lastSlot();
        return left;
      }),

    async rotate(passphrases, { dropOthers = false } = {}) {
      const { document } = await session.open();
      const next = randomBytes(32);
      const slots = await rewrap(document.slots, next, passphrases);
      const dropped = document.slots.filter((old) => !slots.has(old.id));
      if (slots.size === 0 || (dropped.length > 0 && !dropOthers)) {
        throw vaultFailure.slotsLeft(dropped.map(nameOfSlot));
      }
      await session.rekey((current, dataKey) => {
        const added = current.slots.filter((each) => !document.slots.some((old) => old.id === each.id));
        if (added.length > 0) throw vaultFailure.slotsLeft(added.map(nameOfSlot));
        const entries = current.entries.map((each) => moveRecord(dataKey, next, each));
        return {
          document: { ...current, key: randomUUID(), slots: [...slots.values()], entries },
          dataKey: next,
        };
      });
    },
  };

  /** New slots for another data key, by the id of the slot that each replaces. @throws SignetError `wrong-password` */
  async function rewrap(
    old: readonly Slot[],
    dataKey: Uint8Array,
    passphrases: readonly string[],
  ): Promise<ReadonlyMap<string, Slot>> {
    const slots = new Map<string, Slot>();
    for (const passphrase of passphrases) {
      const { slot, dataKey: present } = await openWithPassphrase(old, passphrase);
      present.fill(0);
      const label = slot.kind === 'passphrase' ? slot.label : undefined;
      slots.set(slot.id, await passphraseSlot(passphrase, dataKey, label));
    }
    const here = old.find(isHere);
    if (here) slots.set(here.id, await keychainSlot(dataKey));
    return slots;
  }
}

/** What a person would call a slot. */
export function nameOfSlot(slot: Slot): string {
  return slot.kind === 'keychain'
    ? `keychain of ${slot.machine}`
    : (slot.label ?? `passphrase ${slot.id.slice(0, 8)}`);
}

/** A slot as a window may show it. */
export function describeSlot(slot: Slot, machine: string): VaultSlot {
  const { id, kind, created } = slot;
  return {
    id,
    kind,
    ...(created === undefined ? {} : { created }),
    ...(slot.kind === 'passphrase' && slot.label !== undefined ? { label: slot.label } : {}),
    ...(slot.kind === 'keychain' ? { machine: slot.machine, here: slot.machine === machine } : {}),
  };
}
