import { useState } from 'react';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface RenameDialogProps {
  entry: VaultEntry;
  /** Names of the flows that find the entry by its name. */
  flows: readonly string[];
  open: boolean;
  onClose: () => void;
}

/** Gives an entry another name. */
export function RenameDialog({ entry, flows, open, onClose }: RenameDialogProps) {
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
      {flows.length > 0 ? (
        <Notice tone="warning" title={`Named by ${flows.join(', ')}`}>
          Saved flows find an entry by its name: these will ask for it until they are changed too.
        </Notice>
      ) : null}
      <ErrorNotice error={task.error} />
    </Dialog>
  );
}
