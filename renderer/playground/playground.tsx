import { FlaskConical, Play, Square } from 'lucide-react';
import { useTask } from '../client/use-task.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import type { Fact } from '../ui/facts.tsx';
import { Facts } from '../ui/facts.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { Panel } from '../ui/panel.tsx';
import { ClientCards } from './client-cards.tsx';
import './playground.css';
import { useCallback, useEffect, useState } from 'react';
import type { ErrorData } from '../../shared/base/signet-error.ts';
import type { PlaygroundStatus } from '../../shared/contract/playground.ts';
import { useClient } from '../client/client-provider.tsx';
import { FailureSwitch } from './failure-switch.tsx';
import { RegisterPanel } from './register-panel.tsx';
import { RequestLog } from './request-log.tsx';

/** The built-in authorization server: try the whole flow with no server at hand. */
export function Playground() {
  const client = useClient();
  const { status, error, setStatus, refresh } = useStatus();
  const task = useTask();
  const running = status?.running ?? false;
  const toggle = async () => {
    const next = await task.run(() => (running ? client.playground.stop({}) : client.playground.start({})));
    if (next) setStatus(next);
  };
  const button = (
    <Button
      variant={running ? 'secondary' : 'primary'}
      icon={running ? <Square aria-hidden="true" /> : <Play aria-hidden="true" />}
      pending={task.pending}
      onClick={() => void toggle()}
    >
      {running ? 'Stop playground' : 'Start playground'}
    </Button>
  );
  return (
    <>
      <PageHeading title="Playground" actions={running ? button : undefined}>
        A strict authorization server on this machine alone: it says which rule a request breaks.
      </PageHeading>
      <div className="stack-loose">
        <ErrorNotice error={task.error ?? error} />
        {status && running ? (
          <>
            <div className="columns">
              <Panel title="Server" note={<Badge tone="success">running</Badge>}>
                <Facts facts={addressFacts(status)} />
                <FailureSwitch status={status} onChanged={setStatus} />
              </Panel>
              <RegisterPanel onRegistered={refresh} />
            </div>
            <ClientCards clients={status.clients} tlsUrl={status.tlsUrl} url={status.url} />
            <RequestLog log={status.log} clients={status.clients} />
          </>
        ) : (
          <Panel title="Server" note={<Badge>stopped</Badge>}>
            <EmptyState
              icon={<FlaskConical aria-hidden="true" />}
              title="No server at hand?"
              actions={button}
            >
              Start one here, register your key’s certificate, and send it an assertion. It listens on
              127.0.0.1 only, until you stop it.
            </EmptyState>
          </Panel>
        )}
      </div>
    </>
  );
}

/** Where the playground can be reached. */
function addressFacts(status: PlaygroundStatus): Fact[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Address', status.url],
    ['Over TLS', status.tlsUrl],
    ['Resource', status.resource],
    ['Introspection', status.introspectionEndpoint],
    ['Key set (JWKS)', status.jwksUri],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, copy: value, mono: true }],
  );
}

const everyMilliseconds = 1500;

/** The playground's status, kept up to date while the page is shown and the server runs. */
function useStatus() {
  const client = useClient();
  const [status, setStatus] = useState<PlaygroundStatus | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const refresh = useCallback(async () => {
    const result = await client.playground.status({});
    if (result.ok) setStatus(result.value);
    setError(result.ok ? null : result.error);
  }, [client]);

  const running = status?.running ?? false;
  useEffect(() => {
    void refresh();
    if (!running) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh();
    }, everyMilliseconds);
    return () => clearInterval(timer);
  }, [refresh, running]);
  return { status, error, setStatus, refresh };
}
