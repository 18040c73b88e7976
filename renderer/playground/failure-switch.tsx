import { useState } from 'react';
import {
  type FailureMode,
  failureModes,
  type PlaygroundClient,
  type PlaygroundFailure,
  type PlaygroundStatus,
} from '../../shared/contract/playground.ts';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Select } from '../ui/select.tsx';
import { clientTitle } from './client-facts.ts';
import { failureInWords, failureWords } from './playground-words.ts';

const counts = [
  { value: '1', label: 'the next one' },
  { value: '3', label: 'the next three' },
  { value: '', label: 'every one' },
] as const;

interface FailureSwitchProps {
  status: PlaygroundStatus;
  onChanged: (status: PlaygroundStatus) => void;
}

/** Makes answers go wrong, so that a client's handling of it can be tried. */
export function FailureSwitch({ status, onChanged }: FailureSwitchProps) {
  const client = useClient();
  const task = useTask();
  const [mode, setMode] = useState<FailureMode>('slow');
  const [whose, setWhose] = useState('');
  const [count, setCount] = useState<(typeof counts)[number]['value']>('1');
  const chosen = status.clients.find((each) => each.clientId === whose)?.clientId;

  const fail = async (order: Parameters<typeof client.playground.fail>[0]) => {
    const next = await task.run(() => client.playground.fail(order));
    if (next) onChanged(next);
  };
  return (
    <>
      <ul className="failing" aria-label="Answers that fail">
        {status.failure ? (
          <FailureLine whose="all clients" failure={status.failure} onEnd={() => void fail({})} />
        ) : null}
        {status.clients.map((each) =>
          each.failure ? (
            <FailureLine
              key={each.clientId}
              whose={nameOf(each)}
              failure={each.failure}
              onEnd={() => void fail({ clientId: each.clientId })}
            />
          ) : null,
        )}
      </ul>
      <Disclosure title="Fail on demand" note="slow, HTML, cut off…">
        <div className="playground-form">
          <div className="fields-row">
            <Select
              label="How"
              value={mode}
              choices={failureModes.map((each) => ({ value: each, label: failureWords[each].label }))}
              onChange={setMode}
            />
            <Select
              label="Answers to"
              value={chosen ?? ''}
              choices={[
                { value: '', label: 'all clients' },
                ...status.clients.map((each) => ({ value: each.clientId, label: nameOf(each) })),
              ]}
              onChange={setWhose}
            />
            <Select label="Which answers" value={count} choices={counts} onChange={setCount} />
          </div>
          <div className="row">
            <Button
              pending={task.pending}
              onClick={() =>
                void fail({
                  mode,
                  ...(chosen === undefined ? {} : { clientId: chosen }),
                  ...(count === '' ? {} : { count: Number(count) }),
                })
              }
            >
              Make answers fail
            </Button>
            <span className="field-hint">{failureWords[mode].what}</span>
          </div>
        </div>
      </Disclosure>
      <ErrorNotice error={task.error} />
    </>
  );
}

interface FailureLineProps {
  whose: string;
  failure: PlaygroundFailure;
  onEnd: () => void;
}

function FailureLine({ whose, failure, onEnd }: FailureLineProps) {
  return (
    <li className="row">
      <Badge tone="warning">
        {whose}: {failureInWords(failure)}
      </Badge>
      <Button size="small" variant="quiet" aria-label={`End for ${whose}`} onClick={onEnd}>
        End
      </Button>
    </li>
  );
}

function nameOf(client: PlaygroundClient): string {
  return `${clientTitle(client)} ${client.clientId.slice(0, 8)}`;
}
