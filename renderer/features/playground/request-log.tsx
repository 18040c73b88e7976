import { Check, Inbox, X } from 'lucide-react';
import type { PlaygroundLogEntry } from '../../../shared/contract/playground.ts';
import { Badge } from '../../ui/badge.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { localTime, secondsOf } from '../../ui/local-time.ts';
import { Panel } from '../../ui/panel.tsx';
import { logSummary } from './log-summary.ts';

/** What came in, and each rule it was held against. Newest first. */
export function RequestLog({ log }: { log: readonly PlaygroundLogEntry[] }) {
  return (
    <Panel title="Requests" note={log.length > 0 ? String(log.length) : null}>
      {log.length === 0 ? (
        <EmptyState icon={<Inbox aria-hidden="true" />} title="Nothing has come in yet">
          Press “Use in Compose” at a client, then Send. Each request appears here with every rule it was held
          against.
        </EmptyState>
      ) : (
        <ul className="log" aria-label="Requests">
          {log.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two requests can come within one second; counted from the oldest, the place stays.
            <li key={`${entry.at} ${log.length - index}`} className="log-entry">
              <div className="row">
                <Badge tone={entry.status < 400 ? 'success' : 'danger'}>{entry.status}</Badge>
                <code className="grow break">
                  {entry.method} {entry.path}
                </code>
                <time className="faint small" dateTime={entry.at}>
                  {localTime(secondsOf(entry.at))}
                </time>
              </div>
              {entry.checks.length > 0 ? (
                <Disclosure
                  title="Checks"
                  note={logSummary(entry)}
                  startsOpen={index === 0 || entry.status >= 400}
                >
                  <ul className="log-checks">
                    {entry.checks.map((check) => (
                      <li key={check.rule} className={check.ok ? 'log-check' : 'log-check log-check-failed'}>
                        {check.ok ? <Check aria-label="passed" /> : <X aria-label="failed" />}
                        <span className="log-rule">{check.rule}</span>
                        <span className="quiet break">{check.detail}</span>
                      </li>
                    ))}
                  </ul>
                </Disclosure>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
