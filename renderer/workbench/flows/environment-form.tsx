import { useState } from 'react';
import type { Environment } from '../../../shared/contract/flows.ts';
import { useClient } from '../../client/client-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { PairsEditor } from '../../ui/pairs-editor.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Library } from './use-library.ts';

interface EnvironmentFormProps {
  /** The one to change; a new one when left out. */
  environment: Environment | undefined;
  library: Library;
  /** Told the name of what was saved; nothing when it is gone. */
  onDone: (name: string | undefined) => void;
}

/** An environment's variables. Secrets are not for it: they stay in the vault. */
export function EnvironmentForm({ environment, library, onDone }: EnvironmentFormProps) {
  const client = useClient();
  const [name, setName] = useState(environment?.name ?? '');
  const [variables, setVariables] = useState<readonly (readonly [string, string])[]>(
    environment?.variables ?? [['', '']],
  );
  const trimmed = name.trim();
  const save = async () => {
    const named = variables
      .filter(([variable]) => variable.trim() !== '')
      .map(([variable, value]): [string, string] => [variable.trim(), value]);
    const saved = await library.change(() =>
      client.flows.saveEnvironment({ environment: { name: trimmed, variables: named } }),
    );
    if (saved) onDone(trimmed);
  };
  const remove = async (gone: string) => {
    if (await library.change(() => client.flows.removeEnvironment({ name: gone }))) onDone(undefined);
  };
  return (
    <Panel title={environment?.name ?? 'New environment'}>
      {environment ? null : (
        <TextField label="Name" autoFocus value={name} onChange={setName} placeholder="test" />
      )}
      <PairsEditor noun="variable" pairs={variables} onChange={setVariables} />
      <p className="field-hint">
        A flow says <code>{'{{name}}'}</code> where the value shall stand. No secrets: they stay in the vault.
      </p>
      <div className="row row-end">
        {environment ? (
          <Button onClick={() => void remove(environment.name)}>Remove</Button>
        ) : (
          <Button onClick={() => onDone(undefined)}>Cancel</Button>
        )}
        <Button
          variant="primary"
          pending={library.task.pending}
          disabled={trimmed === ''}
          onClick={() => void save()}
        >
          Save
        </Button>
      </div>
    </Panel>
  );
}
