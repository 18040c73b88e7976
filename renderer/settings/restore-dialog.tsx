import { useState } from 'react';
import type { RestoredEntries } from '../../shared/contract/vault.ts';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { useVaultPassphrase } from '../parts/vault/vault-passphrase.tsx';
import { useVault } from '../state/vault.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { DropZone } from '../ui/drop-zone.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { readAsBase64 } from '../ui/read-file.ts';

interface RestoreDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Adds what a backup holds. */
export function RestoreDialog({ open, onClose }: RestoreDialogProps) {
  return (
    <Dialog
      title="Restore backup"
      description="Adds the entries of a backup. What the vault has already stays as it is."
      open={open}
      onClose={onClose}
    >
      <RestoreFields onClose={onClose} />
    </Dialog>
  );
}

function RestoreFields({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { refresh } = useVault();
  const task = useTask();
  const proof = useVaultPassphrase();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [restored, setRestored] = useState<RestoredEntries | null>(null);

  const isReady = file !== null && passphrase !== '' && proof.isReady;
  const restore = async () => {
    if (!isReady || !file) return;
    const done = await task.run(async () =>
      client.vault.restore({ base64: await readAsBase64(file), passphrase, ...proof.input }),
    );
    proof.clear();
    setPassphrase('');
    if (!done) return;
    setRestored(done);
    await refresh();
  };
  if (restored) {
    return (
      <>
        <Notice tone="success" title={restoreWords(restored).title}>
          {restoreWords(restored).text}
        </Notice>
        <div className="row row-end">
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <DropZone action="Open backup" onFile={setFile}>
        {file ? <strong className="break">{file.name}</strong> : 'Drop the backup file here.'}
      </DropZone>
      <PasswordField
        label="Passphrase of the backup"
        value={passphrase}
        onChange={setPassphrase}
        onEnter={() => void restore()}
        hint="The one it was made with; not that of the vault."
      />
      {proof.field({ onEnter: () => void restore() })}
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" pending={task.pending} disabled={!isReady} onClick={() => void restore()}>
          Restore
        </Button>
      </div>
    </>
  );
}

/** What came of restoring a backup. */
function restoreWords({ restored, renamed, skipped }: RestoredEntries): {
  readonly title: string;
  readonly text: string;
} {
  const count = restored.length;
  return {
    title: count === 1 ? '1 entry is restored' : `${count} entries are restored`,
    text: [
      ...(renamed.length === 0
        ? []
        : [`Under another name: ${renamed.map(({ from, to }) => `${from} as ${to}`).join(', ')}.`]),
      ...(skipped.length === 0 ? [] : [`In the vault already: ${skipped.join(', ')}.`]),
    ].join(' '),
  };
}
