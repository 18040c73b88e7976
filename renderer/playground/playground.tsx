import { FlaskConical, Play, Square } from 'lucide-react';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Facts } from '../ui/facts.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { Panel } from '../ui/panel.tsx';
import { addressFacts } from './address-facts.ts';
import { ClientCards } from './client-cards.tsx';
import './playground.css';
import { FailureSwitch } from './failure-switch.tsx';
import { RegisterPanel } from './register-panel.tsx';
import { RequestLog } from './request-log.tsx';
import { useStatus } from './use-status.ts';

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
