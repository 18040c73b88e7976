import { useState } from 'react';
import { useClient } from '../client/client-provider.tsx';
import { useFace } from '../client/use-face.ts';
import { useTask } from '../client/use-task.ts';
import { useVaultPassphrase } from '../parts/vault/vault-passphrase.tsx';
import { useStartOver } from '../state/start-over.tsx';
import { useVault } from '../state/vault.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';

const confirmation = 'erase everything';

interface EraseDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Erases all that Signet keeps, once the user has typed that it shall. */
export function EraseDialog({ open, onClose }: EraseDialogProps) {
  return (
    <Dialog title="Erase everything" open={open} onClose={onClose}>
      <EraseFields onClose={onClose} />
    </Dialog>
  );
}

function EraseFields({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { status } = useVault();
  const startOver = useStartOver();
  const task = useTask();
  const proof = useVaultPassphrase();
  const isDesktop = useFace() === 'desktop';
  const [typed, setTyped] = useState('');
  const isConfirmed = typed.trim().toLowerCase() === confirmation && (isDesktop || proof.isReady);

  const erase = async () => {
    if (!isConfirmed) return;
    const done = await task.run(() => client.vault.erase({ confirm: true, ...proof.input }));
    proof.clear();
    if (done !== undefined) startOver();
  };
  const enter = () => void erase();
  const entries = status?.entries ?? 0;
  return (
    <>
      <Notice tone="danger" title="Nothing can bring it back">
        The vault{entries === 0 ? '' : ` with its ${entries === 1 ? 'entry' : `${entries} entries`}`}, saved
        work, history and settings are erased. Backups and exported files elsewhere stay.
      </Notice>
      <TextField
        label={`Type “${confirmation}”`}
        value={typed}
        onChange={setTyped}
        onEnter={enter}
        autoFocus
      />
      {proof.field({
        onEnter: enter,
        hint: isDesktop
          ? 'If you’ve forgotten it, leave this empty: Signet asks you once more.'
          : 'If you’ve forgotten it, run signet vault erase.',
      })}
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="destructive" pending={task.pending} disabled={!isConfirmed} onClick={enter}>
          Erase everything
        </Button>
      </div>
    </>
  );
}
