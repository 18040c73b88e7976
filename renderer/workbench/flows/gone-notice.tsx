import { useState } from 'react';
import type { Flow } from '../../../shared/contract/flows.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { keyInWords } from '../../parts/key/key-words.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Select } from '../../ui/select.tsx';
import { type GoneEntry, withKeyFor } from '../flow-entries.ts';

interface GoneNoticeProps {
  flow: Flow;
  gone: GoneEntry;
  /** Saves the flow with what takes the place of the key. */
  onChange: (flow: Flow) => void;
}

/** Says which key or secret of a flow is not in the vault, and takes another in its place. */
export function GoneNotice({ flow, gone, onChange }: GoneNoticeProps) {
  return gone.use === 'secret' ? (
    <GoneSecret name={gone.name} />
  ) : (
    <GoneKey name={gone.name} onChoose={(key) => onChange(withKeyFor(flow, gone.name, key))} />
  );
}

const unchosen = '';

function GoneKey({ name, onChoose }: { name: string; onChoose: (key: string) => void }) {
  const { entries } = useVault();
  const { ask } = useNavigation();
  const [chosen, setChosen] = useState(unchosen);
  const keys = entries.filter(({ algorithms }) => algorithms.length > 0);
  return (
    <Notice tone="danger" title={`The key ${name} is not in the vault`}>
      <div className="gone-mend">
        {keys.length > 0 ? (
          <>
            <Select
              label="Use another key"
              value={chosen}
              choices={[
                { value: unchosen, label: 'Choose a key' },
                ...keys.map((each) => ({
                  value: each.name,
                  label: `${each.name} · ${keyInWords(each.key)}`,
                })),
              ]}
              onChange={setChosen}
            />
            <Button disabled={chosen === unchosen} onClick={() => onChoose(chosen)}>
              Use this key
            </Button>
          </>
        ) : null}
        <Button onClick={() => ask({ kind: 'import-key' })}>Import key…</Button>
      </div>
    </Notice>
  );
}

/** Under the same name it is found again, by every flow that names it. */
function GoneSecret({ name }: { name: string }) {
  const client = useClient();
  const { refresh, whenUnlocked } = useVault();
  const { run, pending, error } = useTask();
  const [secret, setSecret] = useState('');
  const keep = async () => {
    if (secret === '') return;
    const kept = await run(() =>
      client.vault.addSecret({ name, kind: 'client-secret', secret, encoding: 'text' }),
    );
    if (!kept) return;
    setSecret('');
    await refresh();
  };
  const enter = () => whenUnlocked(() => void keep());
  return (
    <Notice tone="danger" title={`The secret “${name}” is not in the vault`}>
      <div className="gone-mend">
        <PasswordField label="Type it again" value={secret} onChange={setSecret} onEnter={enter} />
        <Button pending={pending} disabled={secret === ''} onClick={enter}>
          Keep secret
        </Button>
      </div>
      <ErrorNotice error={error} />
    </Notice>
  );
}
