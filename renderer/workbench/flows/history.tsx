import { CircleAlert, CircleCheck, CircleX, History as HistoryIcon } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { relativeTime } from '../../../shared/jwt/times.ts';
import type { HistoryEntry } from '../../../shared/oauth/history-entry.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ItemList } from '../../ui/item-list.tsx';
import { secondsOf } from '../../ui/local-time.ts';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { HistoryView } from './history-view.tsx';
import { entryNote, entryTitle } from './history-words.ts';

/** What was sent, newest first: to be searched, looked at, sent again and compared. @param first the one to be shown at first */
export function History({ first }: { first: string | undefined }) {
  const client = useClient();
  const { run, error } = useTask();
  const now = useNow(60_000);
  const [search, setSearch] = useState('');
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [id, setId] = useState(first);
  const [clearing, setClearing] = useState(false);

  const asked = useRef(0);
  const load = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    const result = await client.history.list(search.trim() === '' ? {} : { search: search.trim() });
    if (result.ok && mine === asked.current) setEntries(result.value);
  }, [client, search]);
  useEffect(() => {
    void load();
  }, [load]);

  if (entries === null) return null;
  const entry = entries.find((each) => each.id === id) ?? entries[0];
  if (!entry && search === '') {
    return (
      <Panel title="History">
        <EmptyState icon={<HistoryIcon aria-hidden="true" />} title="Nothing was sent yet">
          Each token request is kept here with its answer, secrets and tokens as <code>***</code>.
        </EmptyState>
      </Panel>
    );
  }
  const clear = async () => {
    if ((await run(() => client.history.clear({}))) === undefined) return;
    setClearing(false);
    setSearch('');
    await load();
  };
  return (
    <div className="side-by-side">
      <Panel
        title="History"
        actions={
          <Button size="small" variant="quiet" onClick={() => setClearing(true)}>
            Clear
          </Button>
        }
        flush
      >
        <div className="history-search">
          <TextField
            label="Search history"
            labelHidden
            value={search}
            onChange={setSearch}
            placeholder="Search: a host, invalid_grant, a client…"
          />
          <ErrorNotice error={error} />
        </div>
        {entries.length === 0 ? <p className="history-none">Nothing of that kind was sent.</p> : null}
        <ItemList
          label="Requests"
          filterable={false}
          selected={entry?.id}
          onSelect={setId}
          items={entries.map((each) => ({
            id: each.id,
            title: entryTitle(each),
            note: `${entryNote(each)} · ${relativeTime(secondsOf(each.at), now)}`,
            icon: () => <OutcomeIcon entry={each} />,
          }))}
        />
      </Panel>
      {entry ? (
        <HistoryView
          key={entry.id}
          entry={entry}
          others={entries.filter((each) => each.id !== entry.id)}
          onSent={() => {
            // The newest would be chosen instead, and its tokens with what brought them lost.
            setId(entry.id);
            void load();
          }}
          onRemoved={() => void load()}
        />
      ) : null}
      <ConfirmDialog
        open={clearing}
        title="Clear the history?"
        action="Clear history"
        onClose={() => setClearing(false)}
        onConfirm={() => void clear()}
      >
        What was sent is forgotten. Saved flows stay.
      </ConfirmDialog>
    </div>
  );
}

function OutcomeIcon({ entry }: { entry: HistoryEntry }) {
  if (entry.exchange?.ok) return <CircleCheck className="outcome-token" aria-label="answered with a token" />;
  if (entry.exchange) return <CircleX className="outcome-refused" aria-label="refused" />;
  return <CircleAlert className="outcome-nothing" aria-label="no answer" />;
}
