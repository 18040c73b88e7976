import { useState } from 'react';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { useVault } from '../../app-state/vault.tsx';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { TextField } from '../../ui/text-field.tsx';

export function RenameDialog({
  entry,
  open,
  onClose,
}: {
  entry: VaultEntry;
  open: boolean;
  onClose: () => void;
}) {
  const client = useClient();
  const { refresh } = useVault();
  const [name, setName] = useState(entry.name);
  const task = useTask();
  const rename = async () => {
    const renamed = await task.run(() => client.vault.rename({ entry: entry.id, name: name.trim() }));
    if (!renamed) return;
    await refresh();
    onClose();
  };
  return (
    <Dialog
      title={`Rename ${entry.name}`}
      open={open}
      onClose={onClose}
      onSubmit={() => void rename()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" pending={task.pending} disabled={name.trim() === ''}>
            Rename
          </Button>
        </>
      }
    >
      <TextField label="Name" value={name} onChange={setName} autoFocus />
      <ErrorNotice error={task.error} />
    </Dialog>
  );
}
