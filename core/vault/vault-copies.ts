import { randomUUID } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { RescuedVault } from '../../shared/contract/vault.ts';
import { makeBackup, openBackup } from './backup-file.ts';
import { liveRecords } from './edit-document.ts';
import { openWithKeychain, openWithPassphrase } from './open-slots.ts';
import { makePassphraseSlot } from './passphrase-slot.ts';
import { type Restored, restoreInto } from './restore-entries.ts';
import { type Salvage, salvage, sift } from './salvage.ts';
import { emptyDocument } from './vault-document.ts';
import { vaultFailure } from './vault-failure.ts';
import type { VaultSession } from './vault-session.ts';
import type { SlotPorts } from './vault-slots.ts';
import { formatVault, readVaultText } from './vault-text.ts';

export interface VaultCopies {
  /** All entries, encrypted whole under a passphrase. @throws SignetError `vault-locked`, `password-needed`, `entry-damaged` */
  backup(passphrase: string): Promise<Buffer>;
  /** Adds what a backup holds. @throws SignetError `wrong-password`, `damaged-file`, `unknown-format`, `vault-newer`, those of writing */
  restore(backup: Uint8Array, passphrase: string): Promise<Restored>;
  /** Makes a damaged file whole again. @throws SignetError `vault-damaged`, `wrong-password`, `keychain-unavailable`, those of writing */
  rescue(passphrase?: string): Promise<RescuedVault>;
}

export function createVaultCopies(session: VaultSession, ports: SlotPorts): VaultCopies {
  const { clock, keychain, machine, passphraseCost } = ports;
  const { file } = session;

  return {
    async backup(passphrase) {
      const { document, dataKey } = (await file.read()) ? await session.open() : session.memory;
      const key = Buffer.from(dataKey);
      try {
        return await makeBackup(liveRecords(document), key, passphrase, clock(), passphraseCost);
      } finally {
        key.fill(0);
      }
    },

    async restore(backup, passphrase) {
      const opened = await openBackup(backup, passphrase);
      let result: Restored = { restored: [], renamed: [], skipped: [] };
      await session.change((document, dataKey) => {
        const done = restoreInto(document, dataKey, opened);
        result = done.result;
        return done.document;
      });
      opened.dataKey.fill(0);
      return result;
    },

    rescue: (passphrase) =>
      session.inTurn(async () => {
        const bytes = await file.readBytes();
        if (!bytes) return nothingDamaged;
        const found = salvage(bytes.toString('utf8'));
        const { dataKey, slots } = await openSlots(found, passphrase);
        const { whole, lost } = sift(found, dataKey);
        if (found.unreadable === 0 && lost.length === 0 && isWhole(bytes, dataKey)) {
          dataKey.fill(0);
          return nothingDamaged;
        }
        const keptAside = await file.keepAside(clock());
        const document = {
          ...emptyDocument(randomUUID()),
          revision: found.revision + 1,
          slots: [...slots],
          entries: [...whole],
        };
        await file.update((now) => {
          if (now?.equals(bytes)) return formatVault(document, dataKey);
          throw vaultFailure.busy(`${file.path}.lock`);
        });
        session.hold(document.key, dataKey);
        const names = [...lost.map(({ name }) => name), ...Array<string>(found.unreadable).fill('?')];
        return { rescued: whole.length, lost: names, keptAside };
      }),
  };

  /** The data key, and the slots of the new file. A new one is made where none is left and the data key is at hand, and for format 1. */
  async function openSlots({ slots, version }: Salvage, passphrase: string | undefined) {
    if (passphrase === undefined) {
      return { dataKey: (await openWithKeychain(slots, keychain, machine)).dataKey, slots };
    }
    const held = slots.length === 0 ? session.heldKey() : undefined;
    const dataKey = held ?? (await openWithPassphrase(slots, passphrase, version)).dataKey;
    if (!held && version !== 1) return { dataKey, slots };
    const about = { id: randomUUID(), created: clock().toISOString() };
    return { dataKey, slots: [await makePassphraseSlot(passphrase, dataKey, about, passphraseCost)] };
  }
}

const nothingDamaged: RescuedVault = { rescued: 0, lost: [], keptAside: null };

function isWhole(bytes: Buffer, dataKey: Buffer): boolean {
  try {
    const text = readVaultText(bytes);
    return text.intact && text.isAuthentic(dataKey);
  } catch (thrown) {
    if (thrown instanceof SignetError && thrown.code === 'vault-damaged') return false;
    throw thrown;
  }
}
