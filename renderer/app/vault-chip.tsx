import { CircleAlert, Lock, LockOpen, MemoryStick } from 'lucide-react';
import { vaultCondition } from '../parts/vault/vault-condition.ts';
import { vaultWords } from '../parts/vault/vault-words.ts';
import { useVault } from '../state/vault.tsx';

const icons = {
  memory: MemoryStick,
  locked: Lock,
  unlocked: LockOpen,
  damaged: CircleAlert,
  newer: CircleAlert,
  unavailable: CircleAlert,
};

/** Whether keys are saved and can be used; leads to the dialog that changes it. */
export function VaultChip() {
  const { status, problem, setDialogOpen } = useVault();
  const condition = vaultCondition(status, problem);
  if (!condition) return null;
  const Icon = icons[condition];
  const { short, tone } = vaultWords[condition];
  return (
    <button
      type="button"
      className={`vault-chip vault-chip-${tone}`}
      aria-label={`Vault: ${short}`}
      title={`Vault: ${short}`}
      onClick={() => setDialogOpen(true)}
    >
      <Icon aria-hidden="true" />
      <span>{short}</span>
    </button>
  );
}
