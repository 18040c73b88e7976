import { SignetError } from '../../shared/base/signet-error.ts';
import type { Keychain } from './keychain.ts';
import { openKeychainSlot } from './keychain-slot.ts';
import { openPassphraseSlot, unlockBudget } from './passphrase-slot.ts';
import type { KeychainSlot, PassphraseSlot, Slot } from './vault-document.ts';
import { vaultFailure } from './vault-failure.ts';

export interface OpenedSlot {
  readonly slot: Slot;
  readonly dataKey: Buffer;
}

/** Tries every passphrase slot. @throws SignetError `wrong-password`; `keychain-unavailable` when there is no such slot; `vault-damaged`, `work-factor-too-high` */
export async function openWithPassphrase(
  slots: readonly Slot[],
  passphrase: string,
  version?: number,
): Promise<OpenedSlot> {
  const candidates = slots.filter((slot): slot is PassphraseSlot => slot.kind === 'passphrase');
  if (candidates.length === 0) {
    throw slots.length === 0
      ? vaultFailure.damaged('the vault has no slot: there is no way into it')
      : vaultFailure.noPassphraseSlot();
  }
  let damaged: SignetError | undefined;
  const work = unlockBudget();
  for (const slot of candidates) {
    try {
      const dataKey = await openPassphraseSlot(slot, passphrase, version, work);
      if (dataKey) return { slot, dataKey };
    } catch (thrown) {
      if (!(thrown instanceof SignetError)) throw thrown;
      damaged = thrown;
    }
  }
  throw damaged ?? vaultFailure.wrongPassphrase();
}

/** Opens the keychain slot of this machine. @throws SignetError `keychain-unavailable`, `keychain-changed` */
export async function openWithKeychain(
  slots: readonly Slot[],
  keychain: Keychain | undefined,
  machine: string,
): Promise<OpenedSlot> {
  const slot = slots.find(
    (each): each is KeychainSlot => each.kind === 'keychain' && each.machine === machine,
  );
  if (!slot) throw vaultFailure.noKeychainSlot(machine);
  return { slot, dataKey: await openKeychainSlot(keychain, slot) };
}
