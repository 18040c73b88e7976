import { useState } from 'react';
import type { FlowWarning } from '../../../shared/contract/flows.ts';
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
  const [warnings, setWarnings] = useState<readonly FlowWarning[]>([]);
  const take = async () => {
    const taken = await run(() => client.flows.import({ text, ...(replace ? { replace } : {}) }));
    if (!taken) return;
    await library.change(() => client.flows.list({}));
    if (taken.warnings.length === 0) onClose();
    else setWarnings(taken.warnings);
  };
  if (warnings.length > 0) return <LeftOff warnings={warnings} onClose={onClose} />;
  return (
    <Dialog
      open
      title="Import flows"
      description="A file that Signet exported. Connection settings that lower security are left off, and you choose the keys and secrets yourself."
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

/** What the flows would have done, and do not until the user says so. */
function LeftOff({ warnings, onClose }: { warnings: readonly FlowWarning[]; onClose: () => void }) {
  return (
    <Dialog
      open
      title="Flows imported"
      description="These settings were left off. Open a flow to choose its keys and secrets, and its connection settings."
      width="wide"
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <ul aria-label="Left off">
        {warnings.map(({ flow, path, message }) => (
          <li key={`${flow} ${path}`}>
            <strong>{flow}</strong>, {path}: {message}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const takenHint = 'tick the box to have them replaced, or rename them';
