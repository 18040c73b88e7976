import { hostname, userInfo } from 'node:os';
import type { VaultStatus } from '../../shared/contract/vault.ts';
import { liveRecords } from './edit-document.ts';
import type { FileSystem } from './file-system.ts';
import type { StartTimer } from './idle-lock.ts';
import type { Keychain } from './keychain.ts';
import { keychainStatus } from './keychain-slot.ts';
import { type PassphraseCost, usualCost } from './passphrase-slot.ts';
import { createVaultCopies, type VaultCopies } from './vault-copies.ts';
import { createVaultEntries, type VaultEntries } from './vault-entries.ts';
import { createVaultFile } from './vault-file.ts';
import { createVaultSession } from './vault-session.ts';
import { createVaultSlots, describeSlot, type VaultSlots } from './vault-slots.ts';

/**
 * Keys at rest. Without a vault file it keeps its records in memory, sealed under a data key that is never written;
 * `create` wraps that same key in a slot and writes the file.
 */
export interface Vault extends VaultEntries, VaultSlots, VaultCopies {
  /** The path of the vault file, whether there is one or not. */
  readonly file: string;
  status(): Promise<VaultStatus>;
  /** Locks once no key was used for so many minutes; 0 for never, as it is at first. */
  lockAfter(minutes: number): void;
  /** Forgets everything that is not in the file. */
  forget(): void;
}

export interface VaultPorts {
  readonly clock?: () => Date;
  readonly startTimer?: StartTimer;
  readonly keychain?: Keychain | undefined;
  /** Names this machine among keychain slots; `user@host` if left out. */
  readonly machine?: string;
  readonly fileSystem?: FileSystem;
  /** Of new passphrase slots. */
  readonly passphraseCost?: PassphraseCost;
}

export function createVault(path: string, ports: VaultPorts = {}): Vault {
  const { clock = () => new Date(), keychain, startTimer, fileSystem } = ports;
  const { machine = `${userInfo().username}@${hostname()}`, passphraseCost = usualCost } = ports;
  const file = createVaultFile(path, fileSystem);
  const session = createVaultSession(file, { clock, startTimer });
  const slotPorts = { clock, machine, keychain, passphraseCost };

  return {
    file: path,
    ...createVaultEntries(session, clock),
    ...createVaultSlots(session, slotPorts),
    ...createVaultCopies(session, slotPorts),

    async status() {
      const text = await file.read();
      const keychainNow = await keychainStatus(keychain);
      const inMemory = liveRecords(session.memory.document).length;
      if (!text) {
        return {
          state: 'memory',
          file: path,
          entries: inMemory,
          slots: [],
          keychain: keychainNow,
          unsaved: 0,
        };
      }
      const dataKey = session.keyFor(text);
      const locksAt = dataKey && session.idle.locksAt();
      const isDamaged = !text.intact || (dataKey !== undefined && !text.isAuthentic(dataKey));
      return {
        state: dataKey ? 'unlocked' : 'locked',
        file: path,
        entries: liveRecords(text.document).length + inMemory,
        slots: text.document.slots.map((each) => describeSlot(each, machine)),
        keychain: keychainNow,
        unsaved: inMemory,
        ...(isDamaged ? { damage: 'the vault file was changed outside Signet' } : {}),
        ...(locksAt ? { locksAt: locksAt.toISOString() } : {}),
      };
    },

    lockAfter: (minutes) => session.idle.setMinutes(minutes),

    forget() {
      session.lock();
      session.emptyMemory();
    },
  };
}
