import { useState } from 'react';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { secretName } from './secret-name.ts';

/** The client secret: handed to the core as soon as it is typed, then gone from the window. */
export function ClientSecret({ problem }: { problem: string | undefined }) {
  const client = useClient();
  const { entries, refresh } = useVault();
  const { draft, setDraft } = useWorkspace();
  const [typed, setTyped] = useState('');
  const [changing, setChanging] = useState(false);
  const task = useTask();
  const kept = entries.find((entry) => entry.id === draft.auth.secret);

  const keep = async () => {
    if (typed === '') return;
    const name = secretName(draft.auth.clientId, entries);
    const entry = await task.run(() =>
      client.vault.addSecret({ name, kind: 'client-secret', secret: typed, encoding: 'text' }),
    );
    if (!entry) return;
    setTyped('');
    setChanging(false);
    setDraft((before) => ({ ...before, auth: { ...before.auth, secret: entry.id } }));
    await refresh();
  };

  if (kept && !changing) {
    return (
      <Field label="Client secret">
        {({ id }) => (
          <div className="secret-kept">
            <output id={id} className="grow break">
              kept as <strong>{kept.name}</strong>
            </output>
            <Button size="small" onClick={() => setChanging(true)}>
              Change
            </Button>
          </div>
        )}
      </Field>
    );
  }
  return (
    <TextField
      label="Client secret"
      type="password"
      value={typed}
      onChange={setTyped}
      onEnter={() => void keep()}
      onBlur={() => void keep()}
      autoComplete="new-password"
      autoFocus={changing}
      disabled={task.pending}
      hint="Enter hands it to Signet’s key store; it is never shown again."
      problem={task.error?.message ?? (typed === '' ? problem : undefined)}
    />
  );
}
