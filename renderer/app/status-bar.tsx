import { CircleAlert, FlaskConical, Lock, LockOpen, MemoryStick } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClient } from '../client/client-provider.tsx';
import { vaultCondition } from '../parts/vault/vault-condition.ts';
import { vaultBadge, vaultWords } from '../parts/vault/vault-words.ts';
import { useNavigation } from '../state/navigation.tsx';
import { useVault } from '../state/vault.tsx';
import './status-bar.css';

/** What holds for the whole window: whether keys can be used, and whether the playground runs. */
export function StatusBar() {
  return (
    <footer className="status-bar">
      <VaultChip />
      <PlaygroundChip />
    </footer>
  );
}

const vaultIcons = {
  memory: MemoryStick,
  locked: Lock,
  unlocked: LockOpen,
  damaged: CircleAlert,
  newer: CircleAlert,
  unavailable: CircleAlert,
};

/** What is kept, what is not, and whether it can be used; leads to the dialog that changes it. */
function VaultChip() {
  const { status, problem, entries, setDialogOpen } = useVault();
  const condition = vaultCondition(status, problem);
  if (!condition) return null;
  const Icon = vaultIcons[condition];
  const { tone } = vaultWords[condition];
  const { short, long } = vaultBadge(condition, status, entries);
  return (
    <button
      type="button"
      className={`status-chip status-chip-${tone}`}
      aria-label={`Vault: ${short}`}
      title={`Vault: ${short}. ${long}`}
      onClick={() => setDialogOpen(true)}
    >
      <Icon aria-hidden="true" />
      <span>{short}</span>
    </button>
  );
}

/** Where the playground listens; leads to it. Asked anew whenever another page is shown. */
function PlaygroundChip() {
  const client = useClient();
  const { page, go } = useNavigation();
  const [url, setUrl] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the playground is started and stopped on its own page.
  useEffect(() => {
    let current = true;
    void client.playground.status({}).then((result) => {
      if (current) setUrl((result.ok && result.value.running && result.value.url) || null);
    });
    return () => {
      current = false;
    };
  }, [client, page]);
  if (url === null) return null;
  return (
    <button type="button" className="status-chip status-chip-success" onClick={() => go('playground')}>
      <FlaskConical aria-hidden="true" />
      <span>Playground on :{new URL(url).port}</span>
    </button>
  );
}
