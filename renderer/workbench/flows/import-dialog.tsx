import { useState } from 'react';
import type { contract } from '../../../shared/contract/contract.ts';
import type { NamedEntry } from '../../../shared/contract/flows.ts';
import type { OutputOf } from '../../../shared/contract/method.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DropZone } from '../../ui/drop-zone.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { flowFacts } from './flow-words.ts';
import type { Library } from './use-library.ts';

interface ImportDialogProps {
  library: Library;
  onClose: () => void;
}

interface Preview extends OutputOf<(typeof contract)['flows']['preview']> {
  readonly text: string;
}

/** Takes in a file of flows, as Export writes it, once the user has seen what it would do. */
export function ImportDialog({ library, onClose }: ImportDialogProps) {
  const client = useClient();
  const { run, error, pending, clear } = useTask();
  const [text, setText] = useState('');
  const [preview, setPreview] = useState<Preview | null>(null);
  const look = async () => {
    const read = await run(() => client.flows.preview({ text }));
    if (read) setPreview({ ...read, text });
  };
  if (preview) {
    return <Review preview={preview} library={library} onBack={() => setPreview(null)} onClose={onClose} />;
  }
  return (
    <Dialog
      open
      title="Import flows"
      description="A file that Signet exported. You see what its flows would do before they are imported."
      width="wide"
      onClose={onClose}
      onSubmit={() => void look()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending} disabled={text.trim() === ''}>
            Continue
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
      <ErrorNotice error={error} />
    </Dialog>
  );
}

interface ReviewProps extends ImportDialogProps {
  preview: Preview;
  onBack: () => void;
}

/** What the flows would do, what of it is left off, and which of the keys and secrets here they mean. */
function Review({ preview, library, onBack, onClose }: ReviewProps) {
  const client = useClient();
  const { run, error, pending } = useTask();
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [replace, setReplace] = useState(false);
  const { text, flows, named, warnings, taken } = preview;
  const leftOff = warnings.filter(({ path }) => settings.has(path));
  const take = async () => {
    const bind = Object.fromEntries([...chosen].filter(([, entry]) => entry !== unbound));
    const done = await run(() => client.flows.import({ text, bind, ...(replace ? { replace } : {}) }));
    if (!done) return;
    await library.change(() => client.flows.list({}));
    onClose();
  };
  return (
    <Dialog
      open
      title="Review flows"
      description="Settings that change how a request travels are left off. Choose the keys and secrets yourself."
      width="wide"
      onClose={onClose}
      onSubmit={() => void take()}
      footer={
        <>
          <Button onClick={onBack}>Back</Button>
          <Button type="submit" variant="primary" pending={pending} disabled={taken.length > 0 && !replace}>
            Import
          </Button>
        </>
      }
    >
      {flows.map((flow) => (
        <section key={flow.name} aria-label={flow.name} className="stack">
          <strong>{flow.name}</strong>
          <Facts facts={flowFacts(flow)} />
        </section>
      ))}
      {leftOff.length > 0 ? (
        <ul aria-label="Left off">
          {leftOff.map(({ flow, path, message }) => (
            <li key={`${flow} ${path}`}>
              <strong>{flow}</strong>, {path}: {message}
            </li>
          ))}
        </ul>
      ) : null}
      {named.map((each) => (
        <BindField
          key={each.name}
          named={each}
          entry={chosen.get(each.name) ?? unbound}
          onChoose={(entry) => setChosen(new Map([...chosen, [each.name, entry]]))}
        />
      ))}
      {taken.length > 0 ? (
        <Checkbox
          label={`Replace the flows that have the same name: ${taken.join(', ')}`}
          checked={replace}
          onChange={setReplace}
        />
      ) : null}
      <ErrorNotice error={error} />
    </Dialog>
  );
}

interface BindFieldProps {
  named: NamedEntry;
  entry: string;
  onChoose: (entry: string) => void;
}

function BindField({ named: { name, use }, entry, onChoose }: BindFieldProps) {
  const { entries } = useVault();
  const fitting = entries.filter(({ kind, algorithms }) =>
    use === 'secret' ? kind === 'client-secret' : algorithms.length > 0,
  );
  return (
    <Select
      label={use === 'secret' ? `Secret for “${name}”` : `Key for “${name}”`}
      value={entry}
      choices={[
        { value: unbound, label: 'Choose later' },
        ...fitting.map((each) => ({ value: each.name, label: each.name })),
      ]}
      onChange={onChoose}
    />
  );
}

const unbound = '';
/** Paths of warnings that are about the connection; the others are about entries, which are chosen here. */
const settings: ReadonlySet<string> = new Set(['insecure', 'ca', 'proxy']);
