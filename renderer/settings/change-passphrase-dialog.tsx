import { useState } from 'react';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { NewPassphrase, noPassphrase } from '../parts/vault/new-passphrase.tsx';
import { passphraseProblem } from '../parts/vault/passphrase.ts';
import { useVault } from '../state/vault.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { PasswordField } from '../ui/password-field.tsx';

interface ChangePassphraseDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Another passphrase in place of one that the vault has. */
export function ChangePassphraseDialog({ open, onClose }: ChangePassphraseDialogProps) {
  return (
    <Dialog
      title="Change passphrase"
      description="An older copy of the vault file still opens with the old one. Where that one may be known to others, make a new data key as well."
      open={open}
      onClose={onClose}
    >
      <ChangePassphraseFields onClose={onClose} />
    </Dialog>
  );
}

function ChangePassphraseFields({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { refresh } = useVault();
  const task = useTask();
  const [current, setCurrent] = useState('');
  const [twice, setTwice] = useState(noPassphrase);
  const [tried, setTried] = useState(false);
  const problem = passphraseProblem(twice.passphrase, twice.again);

  const change = async () => {
    setTried(true);
    if (problem !== undefined || current === '') return;
    const done = await task.run(() =>
      client.vault.changePassphrase({ current, passphrase: twice.passphrase }),
    );
    setCurrent('');
    setTwice(noPassphrase);
    setTried(false);
    if (!done) return;
    await refresh();
    onClose();
  };
  const enter = () => void change();
  return (
    <>
      <PasswordField
        label="Present passphrase"
        value={current}
        onChange={setCurrent}
        onEnter={enter}
        autoFocus
        problem={tried && current === '' ? 'the one that is to go' : undefined}
      />
      <NewPassphrase
        label="New passphrase"
        value={twice}
        onChange={setTwice}
        onEnter={enter}
        problem={tried ? problem : undefined}
      />
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" pending={task.pending} onClick={enter}>
          Change passphrase
        </Button>
      </div>
    </>
  );
}
