import { Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { removedKept, type VaultEntry } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { EntryIcon } from '../../parts/key/entry-icon.tsx';
import { useVaultPassphrase } from '../../parts/vault/vault-passphrase.tsx';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { localMoment, secondsOf } from '../../ui/local-time.ts';
import './keys.css';
import { useRestore } from './use-restore.ts';

interface RemovedDialogProps {
  open: boolean;
  onClose: () => void;
  onRestored: (entry: string) => void;
}

/** What was removed and can be brought back, or deleted for good. */
export function RemovedDialog({ open, onClose, onRestored }: RemovedDialogProps) {
  const client = useClient();
  const { removed, refresh } = useVault();
  const restoring = useRestore();
  const task = useTask();
  const proof = useVaultPassphrase();
  const [asked, setAsked] = useState<VaultEntry | null>(null);
  const restore = async (entry: VaultEntry) => {
    const restored = await restoring.restore(entry);
    if (restored) onRestored(restored.id);
  };
  const remove = async () => {
    if (!asked) return;
    const done = await task.run(() =>
      client.vault.remove({ entry: asked.id, forever: true, ...proof.input }),
    );
    proof.clear();
    setAsked(null);
    if (done !== undefined) await refresh();
  };
  return (
    <>
      <Dialog
        title="Removed entries"
        description={`They can be brought back for ${removedKept.days} days, the latest ${removedKept.entries} of them.`}
        open={open && asked === null}
        onClose={onClose}
      >
        {removed.length === 0 ? <p className="quiet">None are left.</p> : null}
        <ul aria-label="Removed entries" className="removed">
          {removed.map((entry) => (
            <li key={entry.id} className="removed-entry">
              <EntryIcon kind={entry.kind} />
              <span className="grow break">
                {entry.name}
                {entry.removed === undefined ? null : (
                  <span className="faint small"> {localMoment(secondsOf(entry.removed))}</span>
                )}
              </span>
              <Button
                size="small"
                icon={<Undo2 aria-hidden="true" />}
                pending={restoring.task.pending}
                onClick={() => void restore(entry)}
              >
                Bring back
              </Button>
              <IconButton
                label={`Delete ${entry.name} for good`}
                icon={<Trash2 aria-hidden="true" />}
                onClick={() => setAsked(entry)}
              />
            </li>
          ))}
        </ul>
        <ErrorNotice error={restoring.task.error ?? task.error} />
        <div className="row row-end">
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </div>
      </Dialog>
      <ConfirmDialog
        title={`Delete ${asked?.name ?? ''} for good?`}
        open={asked !== null}
        action="Delete for good"
        pending={task.pending}
        disabled={!proof.isReady}
        onConfirm={() => void remove()}
        onClose={() => {
          proof.clear();
          setAsked(null);
        }}
      >
        <p>
          {asked?.kind === 'key'
            ? 'Its private key cannot be brought back. What was signed with it stays valid.'
            : 'It cannot be brought back.'}
        </p>
        {proof.field()}
      </ConfirmDialog>
    </>
  );
}
