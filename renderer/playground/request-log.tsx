import { Check, Inbox, X } from 'lucide-react';
import type { PlaygroundClient, PlaygroundLogEntry } from '../../shared/contract/playground.ts';
import { Badge } from '../ui/badge.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { localTime, secondsOf } from '../ui/local-time.ts';
import { Panel } from '../ui/panel.tsx';
import { clientTitle } from './client-facts.ts';
import { firstBroken, groupChecks, logSummary, shortGrant } from './log-groups.ts';
import { failureWords } from './playground-words.ts';

interface RequestLogProps {
  log: readonly PlaygroundLogEntry[];
  clients: readonly PlaygroundClient[];
}

/** What came in, and each rule it was held against. Newest first. */
export function RequestLog({ log, clients }: RequestLogProps) {
  return (
    <Panel title="Requests" note={log.length > 0 ? String(log.length) : null}>
      {log.length === 0 ? (
        <EmptyState icon={<Inbox aria-hidden="true" />} title="Nothing has come in yet">
          {clients.length === 0 ? 'Register a client, press' : 'Press'} “Use in Compose” at it, then Send.
          Each request appears here with every rule it was held against, and why it was refused.
        </EmptyState>
      ) : (
        <ul className="log" aria-label="Requests">
          {log.map((entry, index) => (
            <LogEntry
              // biome-ignore lint/suspicious/noArrayIndexKey: two requests can come within one second; counted from the oldest, the place stays.
              key={`${entry.at} ${log.length - index}`}
              entry={entry}
              client={clients.find((each) => each.clientId === entry.clientId)}
              startsOpen={index === 0}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface LogEntryProps {
  entry: PlaygroundLogEntry;
  client: PlaygroundClient | undefined;
  startsOpen: boolean;
}

function LogEntry({ entry, client, startsOpen }: LogEntryProps) {
  const broken = firstBroken(entry);
  const groups = groupChecks(entry.checks);
  return (
    <li className="log-entry">
      <div className="row">
        <Badge tone={entry.status > 0 && entry.status < 400 ? 'success' : 'danger'}>
          {entry.status === 0 ? 'no answer' : entry.status}
        </Badge>
        <code className="break">
          {entry.method} {entry.path}
        </code>
        {entry.grant ? <Badge>{shortGrant(entry.grant)}</Badge> : null}
        {entry.failure ? (
          <Badge tone="warning">failed on demand: {failureWords[entry.failure].label}</Badge>
        ) : null}
        <span className="grow quiet small log-client">{client ? clientTitle(client) : entry.clientId}</span>
        <time className="faint small" dateTime={entry.at}>
          {localTime(secondsOf(entry.at))}
        </time>
      </div>
      {broken ? (
        <p className="log-reason break">
          <strong>{broken.rule}</strong> {broken.detail}
        </p>
      ) : null}
      {entry.checks.length > 0 ? (
        <Disclosure title="Rules" note={logSummary(entry)} startsOpen={startsOpen}>
          {groups.map((group) => (
            <div key={`${group.title} ${group.checks[0]?.rule}`} className="log-group">
              {groups.length > 1 ? <h3 className="sub-heading">{group.title}</h3> : null}
              <ul className="log-checks">
                {group.checks.map((check) => (
                  <li key={check.rule} className={check.ok ? 'log-check' : 'log-check log-check-failed'}>
                    {check.ok ? <Check aria-label="kept" /> : <X aria-label="broken" />}
                    <span className="log-rule break">{check.rule}</span>
                    <span className="quiet break">{check.detail}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </Disclosure>
      ) : null}
    </li>
  );
}
