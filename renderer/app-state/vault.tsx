import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ErrorData } from '../../shared/contract/signet-error.ts';
import type { VaultEntry, VaultStatus } from '../../shared/contract/vault.ts';
import { useClient } from '../client/client-provider.tsx';

interface Vault {
  /** Null until the core has answered. */
  readonly status: VaultStatus | null;
  readonly entries: readonly VaultEntry[];
  readonly error: ErrorData | null;
  /** Asks the core again; to be called after anything that changes the vault. */
  refresh(): Promise<void>;
  /** Whether the dialog that makes, opens or locks the vault is shown. */
  readonly dialogOpen: boolean;
  setDialogOpen(open: boolean): void;
}

const VaultContext = createContext<Vault | null>(null);

export function VaultProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const [status, setStatus] = useState<VaultStatus | null>(null);
  const [entries, setEntries] = useState<readonly VaultEntry[]>([]);
  const [error, setError] = useState<ErrorData | null>(null);
  const [dialogOpen, setDialogOpen] = useState(false);

  const refresh = useCallback(async () => {
    const [nextStatus, nextEntries] = await Promise.all([client.vault.status({}), client.vault.list({})]);
    if (nextStatus.ok) setStatus(nextStatus.value);
    if (nextEntries.ok) setEntries(nextEntries.value);
    const failed = [nextStatus, nextEntries].find((each) => !each.ok);
    // A locked vault is a state that is shown as such, not a failure.
    setError(failed && !failed.ok && failed.error.code !== 'vault-locked' ? failed.error : null);
  }, [client]);

  useEffect(() => {
    void refresh();
    // The command line and other windows may have changed the vault meanwhile.
    const again = () => void refresh();
    window.addEventListener('focus', again);
    return () => window.removeEventListener('focus', again);
  }, [refresh]);

  const vault = useMemo(
    () => ({ status, entries, error, refresh, dialogOpen, setDialogOpen }),
    [status, entries, error, refresh, dialogOpen],
  );
  return <VaultContext value={vault}>{children}</VaultContext>;
}

export function useVault(): Vault {
  const vault = useContext(VaultContext);
  if (!vault) throw new Error('useVault needs a VaultProvider above it');
  return vault;
}
