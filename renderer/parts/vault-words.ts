import type { VaultStatus } from '../../shared/contract/vault.ts';

/** The vault's state in two lengths. */
export const vaultWords: Readonly<
  Record<VaultStatus['state'], { readonly short: string; readonly long: string }>
> = {
  memory: {
    short: 'Memory only — nothing is saved',
    long: 'There is no vault yet: keys are held in memory and lost when Signet ends. Choose a passphrase to keep them, encrypted, on this machine.',
  },
  locked: {
    short: 'Locked',
    long: 'Names and certificates can be seen; signing needs the passphrase.',
  },
  unlocked: {
    short: 'Unlocked',
    long: 'Keys are kept encrypted on this machine, and can be used until you lock the vault.',
  },
};
