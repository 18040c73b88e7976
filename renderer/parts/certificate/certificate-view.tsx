import type { Source } from '../../../shared/contract/certificate.ts';
import type { ListedCertificate } from '../../../shared/contract/certificate-description.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ChainReportView } from './chain-report-view.tsx';
import { useChainReport } from './use-chain-report.ts';

interface CertificateViewProps {
  source: Source;
  /** What is known before the core has told the rest: leaf first, not empty. */
  chain: readonly ListedCertificate[];
}

/** A certificate with its chain, what is wrong with them, and the chosen certificate in full. */
export function CertificateView({ source, chain: listed }: CertificateViewProps) {
  const answer = useChainReport(source, listed.map(({ sha256 }) => sha256).join());
  const report = answer?.ok ? answer.value : undefined;
  return (
    <>
      <ChainReportView chain={report?.chain ?? listed} report={report} />
      <ErrorNotice error={answer && !answer.ok ? answer.error : null} />
    </>
  );
}
