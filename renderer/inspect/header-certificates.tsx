import { useEffect, useMemo, useState } from 'react';
import type { Result } from '../../shared/base/result.ts';
import type { ChainReport } from '../../shared/contract/certificate.ts';
import { useClient } from '../client/client-provider.tsx';
import { ChainReportView } from '../parts/certificate/chain-report-view.tsx';
import { latestOnly } from '../state/latest-only.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Panel } from '../ui/panel.tsx';

/** The certificates that a token brings in `x5c`. Seeing them is not trusting them. */
export function HeaderCertificates({ token }: { token: string }) {
  const client = useClient();
  const [answer, setAnswer] = useState<Result<ChainReport> | null>(null);
  const push = useMemo(
    () => latestOnly((asked: string) => client.jose.certificates({ token: asked }), setAnswer),
    [client],
  );
  useEffect(() => push(token), [push, token]);
  return (
    <Panel title="Certificates in the header" note="x5c: not trusted by themselves">
      <ErrorNotice error={answer && !answer.ok ? answer.error : null} />
      {answer?.ok ? <ChainReportView chain={answer.value.chain} report={answer.value} /> : null}
    </Panel>
  );
}
