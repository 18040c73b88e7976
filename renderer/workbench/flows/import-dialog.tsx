import { useState } from 'react';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DropZone } from '../../ui/drop-zone.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import type { Library } from './use-library.ts';

/** Takes in a file of flows, as Export writes it. */
export function ImportDialog({ library, onClose }: { library: Library; onClose: () => void }) {
  const client = useClient();
  const { run, error, pending, clear } = useTask();
  const [text, setText] = useState('');
  const [replace, setReplace] = useState(false);
  const take = async () => {
    const taken = await run(() => client.flows.import({ text, ...(replace ? { replace } : {}) }));
    if (!taken) return;
    await library.change(() => client.flows.list({}));
    onClose();
  };
  return (
    <Dialog
      open
      title="Import flows"
      description="A file that Signet exported. Its keys and secrets are named, and must be in this vault under the same names."
      width="wide"
      onClose={onClose}
      onSubmit={() => void take()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending} disabled={text.trim() === ''}>
            Import
          </Button>
        </>
      }
    >
      <DropZone
        action="Open file"
        onFile={(file) => {
          clear();
          void file.text().then(setText);
        }}
      >
        Drop a file of flows here, or paste it below.
      </DropZone>
      <TextArea
        label="Flows"
        rows={6}
        value={text}
        onChange={setText}
        placeholder={'{ "signet": "flows", … }'}
      />
      {error?.code === 'name-taken' || replace ? (
        <Checkbox label="Replace the flows that have the same name" checked={replace} onChange={setReplace} />
      ) : null}
      <ErrorNotice error={error?.code === 'name-taken' ? { ...error, hint: takenHint } : error} />
    </Dialog>
  );
}

const takenHint = 'tick the box to have them replaced, or rename them';
