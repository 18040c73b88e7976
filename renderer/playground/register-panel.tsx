import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ClientKind } from '../../shared/contract/playground.ts';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { keyInWords } from '../parts/key/key-words.ts';
import { useNavigation } from '../state/navigation.tsx';
import { useVault } from '../state/vault.tsx';
import { Button } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { Select } from '../ui/select.tsx';
import { type ClientChoice, RegisterForm } from './register-form.tsx';

const usual: readonly { kind: ClientKind; action: string; what: string }[] = [
  {
    kind: 'gateway',
    action: 'Register gateway client',
    what: 'The key alone proves who it is; exp at most 300 s away.',
  },
  {
    kind: 'api-manager',
    action: 'Register API manager client',
    what: 'The client has a secret too, the assertion names a user; exp more than 300 s away.',
  },
];

/** Registers a key's certificate, as one would at a real server. */
export function RegisterPanel({ onRegistered }: { onRegistered: () => Promise<void> }) {
  const client = useClient();
  const { entries, refresh } = useVault();
  const { ask } = useNavigation();
  const [chosen, setChosen] = useState('');
  const task = useTask();
  const keys = entries.filter((entry) => entry.kind === 'key' && entry.chain.length > 0);
  const key = keys.find((entry) => entry.id === chosen) ?? keys[0];

  const register = async (choice: ClientChoice) => {
    if (!key) return;
    const made = await task.run(() =>
      client.playground.register({ ...choice, certificate: { entry: key.id } }),
    );
    // A client secret is a new entry of the vault.
    if (made) await Promise.all([onRegistered(), refresh()]);
  };
  return (
    <Panel title="Register a client">
      {key ? (
        <>
          <Select
            label="Certificate of key"
            value={key.id}
            choices={keys.map((entry) => ({
              value: entry.id,
              label: `${entry.name} · ${keyInWords(entry.key)}`,
            }))}
            onChange={setChosen}
          />
          {usual.map(({ kind, action, what }) => (
            <div key={kind} className="register-choice">
              <Button
                icon={<Plus aria-hidden="true" />}
                pending={task.pending}
                onClick={() => void register({ kind })}
              >
                {action}
              </Button>
              <span className="field-hint">{what}</span>
            </div>
          ))}
          <Disclosure title="Any other client" note="every standard, each server">
            <RegisterForm pending={task.pending} onRegister={(choice) => void register(choice)} />
          </Disclosure>
          <ErrorNotice error={task.error} />
        </>
      ) : (
        <EmptyState
          title="A key with a certificate is needed"
          actions={
            <Button
              variant="primary"
              icon={<Plus aria-hidden="true" />}
              onClick={() => ask({ kind: 'generate-key' })}
            >
              Generate key
            </Button>
          }
        >
          A server knows a client by the certificate of its key.
        </EmptyState>
      )}
    </Panel>
  );
}
