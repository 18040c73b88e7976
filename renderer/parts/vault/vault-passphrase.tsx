import { type ReactNode, useState } from 'react';
import { useVault } from '../../state/vault.tsx';
import { PasswordField } from '../../ui/password-field.tsx';

interface VaultPassphraseOptions {
  readonly hint?: string;
  readonly onEnter?: () => void;
}

interface VaultPassphrase {
  /** Null where the vault has no passphrase; the desktop then asks in a dialog of its own. */
  field(options?: VaultPassphraseOptions): ReactNode;
  /** Whether it has been typed, where it is asked for. */
  readonly isReady: boolean;
  /** To be spread into a call's input. */
  readonly input: { readonly vaultPassphrase?: string };
  clear(): void;
}

/** Asks for the vault's passphrase again, before something that a window must not do by itself. The core checks it. */
export function useVaultPassphrase(): VaultPassphrase {
  const { status } = useVault();
  const [typed, setTyped] = useState('');
  const isAsked = status?.slots.some(({ kind }) => kind === 'passphrase') ?? false;
  return {
    field: ({ hint = 'Needed again, even though the vault is unlocked.', onEnter } = {}) =>
      isAsked ? (
        <PasswordField
          label="Vault passphrase"
          value={typed}
          onChange={setTyped}
          hint={hint}
          onEnter={onEnter}
        />
      ) : null,
    isReady: !isAsked || typed !== '',
    input: isAsked && typed !== '' ? { vaultPassphrase: typed } : {},
    clear: () => setTyped(''),
  };
}
