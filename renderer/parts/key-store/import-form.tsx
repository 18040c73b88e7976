import { useState } from 'react';
import type { ListedEntry, OpenKeyStore } from '../../../shared/contract/keystore.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { importName, needsKeyPassword } from './import-rules.ts';

interface ImportFormProps {
  store: OpenKeyStore;
  entry: ListedEntry;
  onDone: (entry: string) => void;
}

/** Puts one entry of an open file into the vault, under a name; asks for the key's own password where it has one. */
export function ImportForm({ store, entry, onDone }: ImportFormProps) {
  const client = useClient();
  const { entries } = useVault();
  const [name, setName] = useState(() => importName(entry, store.name, entries));
  const [keyPassword, setKeyPassword] = useState('');
  const [rejected, setRejected] = useState(false);
  const task = useTask();
  const asksPassword = needsKeyPassword(entry) || rejected;

  const run = async () => {
    const result = await task.run(async () => {
      const answer = await client.vault.import({
        store: store.store,
        alias: entry.alias,
        name: name.trim(),
        ...(keyPassword === '' ? {} : { keyPassword }),
      });
      if (!answer.ok && /password/.test(answer.error.code)) setRejected(true);
      return answer;
    });
    setKeyPassword('');
    if (result) onDone(result.id);
  };
  const enter = () => void run();
  return (
    <div className="stack">
      <div className="fields-row">
        <TextField label="Name in the vault" value={name} onChange={setName} onEnter={enter} />
        {asksPassword ? (
          <PasswordField
            label="Key password"
            value={keyPassword}
            onChange={setKeyPassword}
            onEnter={enter}
            hint="The password of this key, where it differs from the file’s."
          />
        ) : null}
      </div>
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button variant="primary" pending={task.pending} disabled={name.trim() === ''} onClick={enter}>
          Import into vault
        </Button>
      </div>
    </div>
  );
}
