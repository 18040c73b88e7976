import { ShieldCheck } from 'lucide-react';
import type { ErrorData } from '../../../shared/base/signet-error.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Facts } from '../../ui/facts.tsx';
import { localTime, secondsOf } from '../../ui/local-time.ts';
import { Notice } from '../../ui/notice.tsx';
import { sentence } from '../../ui/sentence.ts';
import './exchange.css';
import { useVault } from '../../state/vault.tsx';
import type { Failure as ExchangeFault } from './use-exchanges.ts';

type Failure = Pick<ExchangeFault, 'error' | 'again'>;

/** Why no answer came. A server that is not trusted shows its certificate, which can be accepted for it alone. */
export function ExchangeFailure({ failure }: { failure: Failure | null }) {
  const { whenUnlocked } = useVault();
  if (!failure) return null;
  const shown = failure.error.code === 'tls-untrusted' ? shownCertificate(failure.error) : undefined;
  if (shown) return <DistrustedServer key={shown.sha256} failure={failure} shown={shown} />;
  return <ErrorNotice error={failure.error} actions={wayOn(failure, whenUnlocked)} />;
}

function wayOn({ error, again }: Failure, whenUnlocked: (act: () => void) => void) {
  if (error.code === 'endpoint-timeout' || error.code === 'endpoint-unreachable') {
    return (
      <Button size="small" onClick={again}>
        Try again
      </Button>
    );
  }
  if (error.code !== 'vault-locked') return undefined;
  return (
    <Button size="small" onClick={() => whenUnlocked(again)}>
      Unlock vault
    </Button>
  );
}

interface Shown {
  readonly server: string;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly sha256: string;
}

function DistrustedServer({ failure, shown }: { failure: Failure; shown: Shown }) {
  const client = useClient();
  const task = useTask();
  const accept = async () => {
    const accepted = await task.run(() =>
      client.endpoint.acceptCertificate({ endpoint: `https://${shown.server}`, sha256: shown.sha256 }),
    );
    if (accepted) failure.again();
  };
  return (
    <section className="distrusted" aria-label="Certificate of the server">
      <Notice tone="danger" title={sentence(failure.error.message)}>
        Nothing was sent. Compare the fingerprint with what whoever runs the server tells you; then this one
        certificate can be accepted, for {shown.server} alone.
      </Notice>
      <Facts
        facts={[
          { name: 'Subject', value: shown.subject },
          { name: 'Issuer', value: shown.issuer === shown.subject ? 'itself: self-signed' : shown.issuer },
          { name: 'Valid from', value: localTime(secondsOf(shown.notBefore)) },
          { name: 'Valid until', value: localTime(secondsOf(shown.notAfter)) },
          { name: 'SHA-256', value: shown.sha256, mono: true, copy: shown.sha256 },
        ]}
      />
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button
          icon={<ShieldCheck aria-hidden="true" />}
          pending={task.pending}
          onClick={() => void accept()}
        >
          Accept this certificate and go on
        </Button>
      </div>
    </section>
  );
}

function shownCertificate({ details = {} }: ErrorData): Shown | undefined {
  const names = ['server', 'subject', 'issuer', 'notBefore', 'notAfter', 'sha256'] as const;
  const members: Readonly<Record<string, unknown>> = details;
  if (names.some((name) => typeof members[name] !== 'string')) return undefined;
  return Object.fromEntries(names.map((name) => [name, members[name]])) as unknown as Shown;
}
