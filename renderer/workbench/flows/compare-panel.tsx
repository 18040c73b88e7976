import { useEffect, useState } from 'react';
import type { Difference, HistoryEntry } from '../../../shared/oauth/history-entry.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { localTime, secondsOf } from '../../ui/local-time.ts';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { entryNote, entryTitle } from './history-words.ts';

/** The members in which two requests or their answers differ. */
export function ComparePanel({ entry, others }: { entry: HistoryEntry; others: readonly HistoryEntry[] }) {
  const client = useClient();
  const { run, error } = useTask();
  const [otherId, setOtherId] = useState(others[0]?.id ?? '');
  const [differences, setDifferences] = useState<readonly Difference[]>([]);
  useEffect(() => {
    if (otherId === '') return;
    void run(() => client.history.compare({ left: otherId, right: entry.id })).then(
      (found) => found && setDifferences(found),
    );
  }, [client, run, otherId, entry.id]);
  return (
    <Panel title="Compare">
      <Select
        label="With"
        value={otherId}
        choices={others.map((each) => ({
          value: each.id,
          label: `${localTime(secondsOf(each.at))} · ${entryTitle(each)} · ${entryNote(each)}`,
        }))}
        onChange={setOtherId}
      />
      <ErrorNotice error={error} />
      <div className="differences">
        <table>
          <thead>
            <tr>
              <th scope="col">Member</th>
              <th scope="col">The other</th>
              <th scope="col">This one</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ path, left, right }) => (
              <tr key={path}>
                <th scope="row" className="mono break">
                  {path}
                </th>
                <td className="mono break">{left ?? '–'}</td>
                <td className="mono break">{right ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
