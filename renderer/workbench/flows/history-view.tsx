import { RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { HistoryEntry } from '../../../shared/oauth/history-entry.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { AnswerError } from '../../parts/exchange/answer-error.tsx';
import { statusWords } from '../../parts/exchange/answer-words.ts';
import { ExchangeDetails } from '../../parts/exchange/exchange-details.tsx';
import { useExchanges } from '../../parts/exchange/use-exchanges.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Facts } from '../../ui/facts.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { entryFacts, entryTitle } from './history-words.ts';
import { RunAnswer } from './run-answer.tsx';

interface HistoryViewProps {
  entry: HistoryEntry;
  /** What it can be compared with. */
  others: readonly HistoryEntry[];
  onSent: () => void;
  onRemoved: () => void;
}

/** A request of the history, and what came of it. */
export function HistoryView({ entry, others, onSent, onRemoved }: HistoryViewProps) {
  const client = useClient();
  const removal = useTask();
  const exchanges = useExchanges();
  const [comparing, setComparing] = useState(false);
  const { id, exchange, failure, header, claims, repeatable } = entry;
  const sendAgain = async () => {
    await exchanges.run('token', (options) => client.history.sendAgain({ id }, options));
    onSent();
  };
  const remove = async () => {
    if ((await removal.run(() => client.history.remove({ id }))) !== undefined) onRemoved();
  };
  return (
    <div className="stack-loose">
      <Panel
        title={entryTitle(entry)}
        note={
          exchange ? (
            <Badge tone={exchange.ok ? 'success' : 'danger'}>{statusWords(exchange.status)}</Badge>
          ) : (
            <Badge tone="warning">no answer</Badge>
          )
        }
        actions={
          <>
            <Button
              size="small"
              disabled={others.length === 0}
              aria-expanded={comparing}
              onClick={() => setComparing(!comparing)}
            >
              Compare with…
            </Button>
            <Button
              size="small"
              variant="primary"
              icon={<RefreshCw aria-hidden="true" />}
              disabled={!repeatable}
              pending={exchanges.pending !== null}
              title={repeatable ? 'Signed afresh, with times as of now' : notRepeatable}
              onClick={() => void sendAgain()}
            >
              Send again
            </Button>
            <IconButton
              label="Remove from the history"
              icon={<Trash2 aria-hidden="true" />}
              onClick={() => void remove()}
            />
          </>
        }
      >
        <Facts facts={entryFacts(entry)} />
        {repeatable ? null : <p className="field-hint">{notRepeatable}</p>}
        <ErrorNotice error={removal.error} />
        <ErrorNotice error={failure} />
        {exchange ? <AnswerError exchange={exchange} /> : null}
        {header || claims ? (
          <Disclosure title="Assertion">
            {header ? <JsonView label="header" value={header} /> : null}
            {claims ? <JsonView label="claims" value={claims} /> : null}
          </Disclosure>
        ) : null}
        {exchange ? <ExchangeDetails exchange={exchange} /> : null}
      </Panel>
      {comparing ? <ComparePanel entry={entry} others={others} /> : null}
      <RunAnswer exchanges={exchanges} />
    </div>
  );
}

const notRepeatable = 'It went out with a token or a secret that the history does not keep.';
