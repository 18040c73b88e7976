import { useState } from 'react';
import type { ListedCertificate, Source } from '../../shared/contract/certificate.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { FindingsList } from '../ui/findings-list.tsx';
import { CertificateDetails } from './certificate-details.tsx';
import { ChainView } from './chain-view.tsx';
import { useChainReport } from './use-chain-report.ts';

interface CertificateViewProps {
  source: Source;
  /** What is known before the core has told the rest: leaf first, not empty. */
  chain: readonly ListedCertificate[];
}

/** A certificate with its chain, what is wrong with them, and the chosen certificate in full. */
export function CertificateView({ source, chain: listed }: CertificateViewProps) {
  const [link, setLink] = useState(0);
  const answer = useChainReport(source, listed.map(({ sha256 }) => sha256).join());
  const report = answer?.ok ? answer.value : undefined;
  const chain = report?.chain ?? listed;
  const certificate = chain[link] ?? chain[0];
  return (
    <>
      <ChainView
        chain={chain}
        missing={report?.missing}
        problems={report?.problems ?? []}
        selected={link}
        onSelect={setLink}
      />
      {report ? <FindingsList label="Chain findings" findings={report.problems} /> : null}
      <ErrorNotice error={answer && !answer.ok ? answer.error : null} />
      {certificate ? (
        <CertificateDetails
          key={certificate.sha256}
          certificate={certificate}
          details={report?.chain.find(({ sha256 }) => sha256 === certificate.sha256)}
        />
      ) : null}
    </>
  );
}
