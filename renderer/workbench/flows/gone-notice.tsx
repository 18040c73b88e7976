import { useState } from 'react';
import type { Flow } from '../../../shared/contract/flows.ts';
import { originOf } from '../../../shared/oauth/token-request.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import type { Failure } from '../../parts/exchange/use-exchanges.ts';
import { keyInWords } from '../../parts/key/key-words.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { secretName } from '../../state/secret-owner.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Select } from '../../ui/select.tsx';
import { type EntryUse, type GoneEntry, withKeyFor } from '../flow-entries.ts';

interface GoneNoticeProps {
  flow: Flow;
  gone: GoneEntry;
  /** Saves the flow with what takes the place of the key. */
  onChange: (flow: Flow) => void;
}

/** Says which key or secret of a flow is not in the vault, and takes another in its place. */
export function GoneNotice({ flow, gone, onChange }: GoneNoticeProps) {
  return gone.use === 'secret' ? (
    <GoneSecret flow={flow} name={gone.name} onChange={onChange} />
  ) : (
    <GoneKey gone={gone} onChoose={(key) => onChange(withKeyFor(flow, gone, key))} />
  );
}

const unchosen = '';
const unnamedWords: Readonly<Record<EntryUse, string>> = {
  key: 'No key is chosen for this flow',
  'client-key': 'No key is chosen for the client of this flow',
  'dpop-key': 'No key is chosen for DPoP',
  secret: 'No client secret is kept for this flow',
};

function GoneKey({ gone, onChoose }: { gone: GoneEntry; onChoose: (key: string) => void }) {
  const { entries } = useVault();
  const { ask } = useNavigation();
  const [chosen, setChosen] = useState(unchosen);
  const keys = entries.filter(({ algorithms }) => algorithms.length > 0);
  return (
    <Notice
      tone="danger"
      title={gone.name === undefined ? unnamedWords[gone.use] : `The key ${gone.name} is not in the vault`}
    >
      <div className="gone-mend">
        {keys.length > 0 ? (
          <>
            <Select
              label={gone.name === undefined ? 'Use' : 'Use another key'}
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

interface GoneSecretProps {
  flow: Flow;
  name: string | undefined;
  onChange: (flow: Flow) => void;
}

interface SecretAgainProps {
  flow: Flow;
  failure: Failure;
}

/** Takes a flow's secret once more, for an address that it was not given for: that of another environment. */
export function SecretAgain({ flow, failure }: SecretAgainProps) {
  const client = useClient();
  const { entries, refresh, whenUnlocked } = useVault();
  const { run, pending, error } = useTask();
  const [secret, setSecret] = useState('');
  const { addresses = [], address } = failure.error.details ?? {};
  const entry = entries.find(({ name }) => name === flow.auth.secret);
  if (!entry || typeof address !== 'string') return null;
  const given = (Array.isArray(addresses) ? addresses : []).filter((each) => originOf(String(each)));
  const keep = async () => {
    if (secret === '') return;
    const kept = await run(() =>
      client.vault.replaceSecret({
        entry: entry.id,
        secret,
        encoding: 'text',
        endpoints: [...given, address.replace(/ via .*$/, '')],
      }),
    );
    if (!kept) return;
    setSecret('');
    await refresh();
    failure.again();
  };
  const enter = () => whenUnlocked(() => void keep());
  return (
    <Notice tone="warning" title={`“${entry.name}” was given for another address`}>
      <div className="gone-mend">
        <PasswordField
          label={`Type it again to send it to ${address}`}
          value={secret}
          onChange={setSecret}
          onEnter={enter}
          hint="It’s then kept for all of these addresses. For a different secret, name another one in the flow."
        />
        <Button pending={pending} disabled={secret === ''} onClick={enter}>
          Keep and send
        </Button>
      </div>
      <ErrorNotice error={error} />
    </Notice>
  );
}

/** Under the same name it is found again, by every flow that names it. */
function GoneSecret({ flow, name, onChange }: GoneSecretProps) {
  const client = useClient();
  const { entries, refresh, whenUnlocked } = useVault();
  const { run, pending, error } = useTask();
  const [secret, setSecret] = useState('');
  const keep = async () => {
    if (secret === '') return;
    const kept = await run(() =>
      client.vault.addSecret({
        name: name ?? secretName(flow.auth.clientId ?? '', entries),
        kind: 'client-secret',
        secret,
        encoding: 'text',
      }),
    );
    if (!kept) return;
    setSecret('');
    await refresh();
    if (name === undefined) onChange({ ...flow, auth: { ...flow.auth, secret: kept.name } });
  };
  const enter = () => whenUnlocked(() => void keep());
  return (
    <Notice
      tone="danger"
      title={name === undefined ? unnamedWords.secret : `The secret “${name}” is not in the vault`}
    >
      <div className="gone-mend">
        <PasswordField
          label={name === undefined ? 'Client secret' : 'Type it again'}
          value={secret}
          onChange={setSecret}
          onEnter={enter}
        />
        <Button pending={pending} disabled={secret === ''} onClick={enter}>
          Keep secret
        </Button>
      </div>
      <ErrorNotice error={error} />
    </Notice>
  );
}
