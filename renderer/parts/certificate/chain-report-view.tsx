import { useState } from 'react';
import type { ChainReport } from '../../../shared/contract/certificate.ts';
import type { ListedCertificate } from '../../../shared/contract/certificate-description.ts';
import { FindingsList } from '../../ui/findings-list.tsx';
import { CertificateDetails } from './certificate-details.tsx';
import { ChainView } from './chain-view.tsx';

interface ChainReportViewProps {
  /** Leaf first, not empty. */
  chain: readonly ListedCertificate[];
  /** What is known beyond it, once the core has told. */
  report?: ChainReport | undefined;
}

/** A chain, what is wrong with it, and the chosen certificate in full. */
export function ChainReportView({ chain, report }: ChainReportViewProps) {
  const [link, setLink] = useState(0);
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
