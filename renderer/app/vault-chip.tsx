import { Lock, LockOpen, MemoryStick } from 'lucide-react';
import { useVault } from '../app-state/vault.tsx';
import { vaultWords } from '../parts/vault-words.ts';

const icons = { memory: MemoryStick, locked: Lock, unlocked: LockOpen };

/** Whether keys are saved and can be used; leads to the dialog that changes it. */
export function VaultChip() {
  const { status, setDialogOpen } = useVault();
  if (!status) return null;
  const Icon = icons[status.state];
  const words = vaultWords[status.state].short;
  return (
    <button
      type="button"
      className={`vault-chip vault-chip-${status.state}`}
      aria-label={`Vault: ${words}`}
      title={`Vault: ${words}`}
      onClick={() => setDialogOpen(true)}
    >
      <Icon aria-hidden="true" />
      <span>{words}</span>
    </button>
  );
}
