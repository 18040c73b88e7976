import { PenLine, Play, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Flow } from '../../../shared/contract/flows.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useExchanges } from '../../parts/exchange/use-exchanges.ts';
import { tokenNames } from '../../state/draft-request.ts';
import { draftOfFlow } from '../../state/flow-of-draft.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { goneFrom } from '../flow-entries.ts';
import { flowFacts, variablesOf } from './flow-words.ts';
import { GoneNotice, SecretAgain } from './gone-notice.tsx';
import { RunAnswer } from './run-answer.tsx';
import type { Library } from './use-library.ts';

const noEnvironment = '';

/** A saved flow: what it sends, and the press that sends it. */
export function FlowView({ flow, library }: { flow: Flow; library: Library }) {
  const client = useClient();
  const { status, entries } = useVault();
  const { replaceDraft } = useWorkspace();
  const { go } = useNavigation();
  const exchanges = useExchanges();
  const variables = variablesOf(flow);
  const [environment, setEnvironment] = useState(() =>
    variables.length === 0 ? noEnvironment : (library.environments[0]?.name ?? noEnvironment),
  );
  const [token, setToken] = useState('');
  const [removing, setRemoving] = useState(false);
  const { name } = flow;
  // Where nothing can be said of the vault, nothing is said to be missing from it.
  const gone = status ? goneFrom(flow, entries) : [];
  const wanted = tokenNames[flow.grant];
  const run = () =>
    void exchanges.run('token', (options) =>
      client.flows.send(
        {
          name,
          ...(environment === noEnvironment ? {} : { environment }),
          ...(token.trim() === '' ? {} : { token: token.trim() }),
        },
        options,
      ),
    );
  const compose = () => {
    replaceDraft(`${name} opened`, () => draftOfFlow(flow, entries));
    go('compose');
  };
  return (
    <div className="stack-loose">
      <Panel
        title={name}
        actions={
          <>
            <Button size="small" icon={<PenLine aria-hidden="true" />} onClick={compose}>
              Open in Compose
            </Button>
            <IconButton
              label={`Remove ${name}`}
              icon={<Trash2 aria-hidden="true" />}
              onClick={() => setRemoving(true)}
            />
          </>
        }
      >
        {gone.map((each) => (
          <GoneNotice
            key={`${each.use} ${each.name}`}
            flow={flow}
            gone={each}
            onChange={(next) => void library.change(() => client.flows.save({ flow: next }))}
          />
        ))}
        {exchanges.failure?.error.code === 'secret-for-another-address' ? (
          <SecretAgain flow={flow} failure={exchanges.failure} />
        ) : null}
        <Facts facts={flowFacts(flow)} />
        {wanted === undefined ? null : (
          <TextArea
            label={wanted}
            rows={2}
            value={token}
            onChange={setToken}
            hint="Used for sending, and kept nowhere."
          />
        )}
        <div className="flow-run">
          {library.environments.length > 0 || variables.length > 0 ? (
            <Select
              label="Environment"
              value={environment}
              choices={[
                { value: noEnvironment, label: 'none' },
                ...library.environments.map((each) => ({ value: each.name, label: each.name })),
              ]}
              hint={variables.length === 0 ? undefined : `gives ${variables.join(', ')}`}
              onChange={(next) => {
                setEnvironment(next);
                // What was answered was so in the environment before.
                exchanges.clear();
              }}
            />
          ) : null}
          {exchanges.pending ? (
            <Button icon={<Square aria-hidden="true" />} onClick={exchanges.cancel}>
              Cancel
            </Button>
          ) : (
            <Button
              variant="primary"
              icon={<Play aria-hidden="true" />}
              disabled={gone.length > 0}
              onClick={run}
            >
              Run
            </Button>
          )}
        </div>
      </Panel>
      <RunAnswer exchanges={exchanges} />
      <ConfirmDialog
        open={removing}
        title={`Remove ${name}?`}
        action="Remove flow"
        onClose={() => setRemoving(false)}
        onConfirm={() => void library.change(() => client.flows.remove({ name }))}
      >
        What it was sent before stays in the history.
      </ConfirmDialog>
    </div>
  );
}
