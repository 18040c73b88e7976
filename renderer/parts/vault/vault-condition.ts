import type { ErrorData } from '../../../shared/base/signet-error.ts';
import type { VaultStatus } from '../../../shared/contract/vault.ts';

/**
 * How the vault is, as a person needs to know it. `damaged`: its file was changed outside Signet, whether it can still
 * be read or not. `unavailable`: nothing can be said of it.
 */
export type VaultCondition = VaultStatus['state'] | 'damaged' | 'newer' | 'unavailable';

/** Undefined until the core has answered. */
export function vaultCondition(
  status: VaultStatus | null,
  problem: ErrorData | null,
): VaultCondition | undefined {
  if (status) return status.damage === undefined ? status.state : 'damaged';
  if (!problem) return undefined;
  if (problem.code === 'vault-damaged') return 'damaged';
  return problem.code === 'vault-newer' ? 'newer' : 'unavailable';
}

/** The ways into a locked vault that can be tried here. */
export function waysIn({ slots, keychain }: Pick<VaultStatus, 'slots' | 'keychain'>): {
  readonly passphrase: boolean;
  /** The keychain of this machine knows the vault, and can be asked. */
  readonly keychain: boolean;
  /** Machines whose keychains open it. */
  readonly elsewhere: readonly string[];
} {
  return {
    passphrase: slots.some(({ kind }) => kind === 'passphrase'),
    keychain: keychain.state === 'available' && slots.some(({ here }) => here === true),
    elsewhere: slots.flatMap(({ here, machine }) => (machine === undefined || here ? [] : [machine])),
  };
}

/** Whether the vault opens in the desktop app of one machine alone, and is lost with its keychain. */
export function hangsOnKeychain({ state, slots }: Pick<VaultStatus, 'state' | 'slots'>): boolean {
  return state === 'unlocked' && slots.every(({ kind }) => kind === 'keychain');
}
