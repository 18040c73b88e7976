import { useState } from 'react';
import { knownServers } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Select } from '../ui/select.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { nameProblem, serverText } from './own-servers.ts';

interface ServerFileDialogProps {
  /** The one to be edited; left out for a new one. */
  server: Server | undefined;
  onClose: () => void;
  onSaved: (servers: readonly Server[]) => void;
}

const plain = knownServers.find(({ name }) => name === 'rfc7523') ?? knownServers[0];

/** A server of the user's own as JSON. A new one starts from a copy of one that is known. */
export function ServerFileDialog({ server, onClose, onSaved }: ServerFileDialogProps) {
  const client = useClient();
  const [name, setName] = useState(server?.name ?? '');
  const [model, setModel] = useState(plain?.name ?? '');
  const [text, setText] = useState(() => serverText(server ?? (plain as Server)));
  const [tried, setTried] = useState(false);
  const task = useTask();
  const problem = nameProblem(name);
  const save = async () => {
    setTried(true);
    if (problem !== undefined) return;
    const saved = await task.run(() => client.servers.save({ name, text }));
    if (saved) onSaved(saved);
  };
  const copy = (from: string) => {
    setModel(from);
    const known = knownServers.find((each) => each.name === from);
    if (known) setText(serverText(known));
  };
  return (
    <Dialog
      title={server ? `Edit ${server.title}` : 'Add server'}
      description="Kept as a file in Signet’s folder, where signet reads it, too."
      open
      onClose={onClose}
      onSubmit={() => void save()}
      width="wide"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" pending={task.pending}>
            Save server
          </Button>
        </>
      }
    >
      {server ? null : (
        <div className="fields-row">
          <TextField
            label="Name"
            mono
            value={name}
            onChange={setName}
            placeholder="my-gateway"
            problem={tried ? problem : undefined}
          />
          <Select
            label="Start from"
            value={model}
            choices={knownServers.map((each) => ({ value: each.name, label: each.title }))}
            onChange={copy}
          />
        </div>
      )}
      <TextArea
        label="Server file"
        value={text}
        onChange={setText}
        rows={16}
        hint="{name} in a template stands for what each user fills in; times are now, +5m, -60s; docs/findings.md names the findings."
      />
      <ErrorNotice error={task.error} />
    </Dialog>
  );
}
