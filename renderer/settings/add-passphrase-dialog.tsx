import { useState } from 'react';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { NewPassphrase, noPassphrase } from '../parts/vault/new-passphrase.tsx';
import { passphraseProblem } from '../parts/vault/passphrase.ts';
import { useVaultPassphrase } from '../parts/vault/vault-passphrase.tsx';
import { useVault } from '../state/vault.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { TextField } from '../ui/text-field.tsx';

interface AddPassphraseDialogProps {
  open: boolean;
  onClose: () => void;
}

/** A further passphrase that opens the vault. */
export function AddPassphraseDialog({ open, onClose }: AddPassphraseDialogProps) {
  return (
    <Dialog
      title="Add passphrase"
      description="It opens the vault beside what opens it already, in every face of Signet."
      open={open}
      onClose={onClose}
    >
      <AddPassphraseFields onClose={onClose} />
    </Dialog>
  );
}

function AddPassphraseFields({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { refresh } = useVault();
  const task = useTask();
  const proof = useVaultPassphrase();
  const [twice, setTwice] = useState(noPassphrase);
  const [label, setLabel] = useState('');
  const [tried, setTried] = useState(false);
  const problem = passphraseProblem(twice.passphrase, twice.again);

  const add = async () => {
    setTried(true);
    if (problem !== undefined || !proof.isReady) return;
    const name = label.trim();
    const done = await task.run(() =>
      client.vault.addPassphrase({
        passphrase: twice.passphrase,
        ...(name === '' ? {} : { label: name }),
        ...proof.input,
      }),
    );
    proof.clear();
    if (!done) return;
    setTwice(noPassphrase);
    setTried(false);
    await refresh();
    onClose();
  };
  const enter = () => void add();
  return (
    <>
      <NewPassphrase
        value={twice}
        onChange={setTwice}
        onEnter={enter}
        autoFocus
        problem={tried ? problem : undefined}
      />
      <TextField
        label="Label"
        value={label}
        onChange={setLabel}
        onEnter={enter}
        placeholder="for scripts"
        hint="Optional: to tell it from others. Everybody who has the file can read it."
      />
      {proof.field({ onEnter: enter })}
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" pending={task.pending} disabled={!proof.isReady} onClick={enter}>
          Add passphrase
        </Button>
      </div>
    </>
  );
}
