import { useState } from 'react';
import type { WrittenFile } from '../../shared/contract/vault.ts';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { NewPassphrase, noPassphrase } from '../parts/vault/new-passphrase.tsx';
import { passphraseProblem } from '../parts/vault/passphrase.ts';
import { useVaultPassphrase } from '../parts/vault/vault-passphrase.tsx';
import { isDelivered, WrittenNotice } from '../parts/written-notice.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { fetchDownload } from '../ui/save-file.ts';

interface BackupDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Writes every entry into one encrypted file. */
export function BackupDialog({ open, onClose }: BackupDialogProps) {
  return (
    <Dialog
      title="Back up vault"
      description="Every entry in one file. It opens with this passphrase alone, on any machine."
      open={open}
      onClose={onClose}
    >
      <BackupFields onClose={onClose} />
    </Dialog>
  );
}

function BackupFields({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const task = useTask();
  const proof = useVaultPassphrase();
  const [twice, setTwice] = useState(noPassphrase);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile | null>(null);
  const problem = passphraseProblem(twice.passphrase, twice.again);

  const backUp = async () => {
    setTried(true);
    setWritten(null);
    if (problem !== undefined || !proof.isReady) return;
    const done = await task.run(() => client.vault.backup({ passphrase: twice.passphrase, ...proof.input }));
    proof.clear();
    if (!done) return;
    setTwice(noPassphrase);
    setTried(false);
    fetchDownload(done);
    setWritten(done);
  };
  const enter = () => void backUp();
  const isDone = written !== null && isDelivered(written);
  return (
    <>
      {isDone ? null : (
        <>
          <NewPassphrase
            label="Passphrase of the backup"
            value={twice}
            onChange={setTwice}
            onEnter={enter}
            autoFocus
            problem={tried ? problem : undefined}
          />
          {proof.field({ onEnter: enter })}
          <ErrorNotice error={task.error} />
        </>
      )}
      <WrittenNotice file={written} />
      <div className="row row-end">
        {isDone ? (
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" pending={task.pending} disabled={!proof.isReady} onClick={enter}>
              Back up
            </Button>
          </>
        )}
      </div>
    </>
  );
}
