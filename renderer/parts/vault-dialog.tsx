import { useState } from 'react';
import { useVault } from '../app-state/vault.tsx';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { passphraseProblem } from './passphrase-problem.ts';
import { vaultWords } from './vault-words.ts';

const titles = { memory: 'Create vault', locked: 'Unlock vault', unlocked: 'Vault' };

/** Makes the vault, opens it or locks it, whichever its state asks for. */
export function VaultDialog() {
  const { status, dialogOpen, setDialogOpen } = useVault();
  if (!status) return null;
  return (
    <Dialog
      title={titles[status.state]}
      description={vaultWords[status.state].long}
      open={dialogOpen}
      onClose={() => setDialogOpen(false)}
    >
      {/* A new state begins with empty fields. */}
      <VaultForm key={`${status.state} ${dialogOpen}`} state={status.state} file={status.file} />
    </Dialog>
  );
}

function VaultForm({ state, file }: { state: 'memory' | 'locked' | 'unlocked'; file: string }) {
  const client = useClient();
  const { refresh, setDialogOpen } = useVault();
  const task = useTask();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const problem = state === 'memory' ? passphraseProblem(passphrase, again) : undefined;

  const run = async () => {
    setTried(true);
    if (problem || (state !== 'unlocked' && passphrase === '')) return;
    const done = await task.run(() => {
      if (state === 'memory') return client.vault.create({ passphrase });
      return state === 'locked' ? client.vault.unlock({ passphrase }) : client.vault.lock({});
    });
    setPassphrase('');
    setAgain('');
    if (!done) return;
    await refresh();
    setDialogOpen(false);
  };

  const enter = () => void run();
  return (
    <>
      {state === 'unlocked' ? null : (
        <TextField
          label="Passphrase"
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          onEnter={enter}
          autoFocus
          autoComplete={state === 'memory' ? 'new-password' : 'current-password'}
          hint={state === 'memory' ? 'It cannot be recovered: nobody but you knows it.' : undefined}
        />
      )}
      {state === 'memory' ? (
        <TextField
          label="Passphrase again"
          type="password"
          value={again}
          onChange={setAgain}
          onEnter={enter}
          autoComplete="new-password"
          problem={tried ? problem : undefined}
        />
      ) : null}
      <ErrorNotice error={task.error} />
      <p className="field-hint break">
        File: <code>{file}</code>
      </p>
      <div className="row row-end">
        <Button onClick={() => setDialogOpen(false)}>{state === 'unlocked' ? 'Close' : 'Cancel'}</Button>
        <Button variant="primary" pending={task.pending} onClick={enter}>
          {state === 'unlocked' ? 'Lock vault' : titles[state]}
        </Button>
      </div>
    </>
  );
}
