import { useCallback, useEffect, useState } from 'react';
import type { AcceptedCertificate } from '../../../shared/contract/endpoint.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { localTime, secondsOf } from '../../ui/local-time.ts';

/** The certificates that were accepted, each for one address, and the way to take that back. */
export function AcceptedCertificates() {
  const client = useClient();
  const { run, error } = useTask();
  const [accepted, setAccepted] = useState<readonly AcceptedCertificate[]>([]);
  const show = useCallback((all: readonly AcceptedCertificate[] | undefined) => {
    if (all) setAccepted(all);
  }, []);
  useEffect(() => {
    void run(() => client.endpoint.acceptedCertificates({})).then(show);
  }, [client, run, show]);
  if (accepted.length === 0) return <ErrorNotice error={error} />;
  return (
    <section className="stack-tight" aria-label="Accepted certificates">
      <h3 className="sub-heading">Accepted certificates</h3>
      <ul className="accepted">
        {accepted.map(({ server, sha256, accepted: when }) => (
          <li key={server} className="accepted-certificate">
            <div className="grow">
              <div className="mono">{server}</div>
              <div className="small faint">accepted {localTime(secondsOf(when))}</div>
              <div className="mono small faint break">{sha256}</div>
            </div>
            <Button
              size="small"
              aria-label={`Forget the certificate of ${server}`}
              onClick={() => void run(() => client.endpoint.forgetCertificate({ server })).then(show)}
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
      <ErrorNotice error={error} />
    </section>
  );
}
