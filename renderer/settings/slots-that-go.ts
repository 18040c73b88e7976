import type { VaultSlot } from '../../shared/contract/vault.ts';

/** The slots that a new data key would lock out: those whose passphrase is not typed, and keychains of other machines. */
export function slotsThatGo(
  slots: readonly VaultSlot[],
  typed: Readonly<Record<string, string>>,
): readonly VaultSlot[] {
  return slots.filter(({ id, kind, here }) => (kind === 'keychain' ? !here : (typed[id] ?? '') === ''));
}
