import type {
  CertificateExtension,
  CertificateDetails as FullDetails,
} from '../../../shared/contract/certificate.ts';
import type { ListedCertificate } from '../../../shared/contract/certificate-description.ts';
import { Badge } from '../../ui/badge.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ExpiryBar } from '../../ui/expiry-bar.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { localTime, secondsOf } from '../../ui/local-time.ts';
import { useNow } from '../../ui/use-now.ts';
import { keyInWords, unsafeFact } from '../key/key-words.ts';
import { Fingerprints } from './fingerprints.tsx';

interface CertificateDetailsProps {
  certificate: ListedCertificate;
  /** Extensions, hashes and PEM, once the core has told them. */
  details?: FullDetails | undefined;
}

/** All that is known of a certificate. */
export function CertificateDetails({ certificate, details }: CertificateDetailsProps) {
  const now = useNow(60_000);
  return (
    <div className="stack">
      <ExpiryBar notBefore={certificate.notBefore} notAfter={certificate.notAfter} now={now} />
      <Facts facts={factsOf(certificate)} />
      {details ? (
        <>
          <section className="stack-tight" aria-label="Fingerprints">
            <h3 className="sub-heading">Fingerprints</h3>
            <Fingerprints details={details} />
          </section>
          {details.extensions.length > 0 ? (
            <section className="stack-tight" aria-label="Extensions">
              <h3 className="sub-heading">Extensions</h3>
              <Facts facts={details.extensions.map(extensionFact)} />
            </section>
          ) : null}
          <Disclosure title="PEM">
            <CodeBlock label="PEM" text={details.pem} />
          </Disclosure>
        </>
      ) : null}
    </div>
  );
}

function factsOf(certificate: ListedCertificate): Fact[] {
  const time = (iso: string) => (
    <>
      {localTime(secondsOf(iso))} <span className="faint">· {iso}</span>
    </>
  );
  return [
    { name: 'Subject', value: certificate.subject, copy: certificate.subject },
    { name: 'Issuer', value: certificate.selfSigned ? 'itself: self-signed' : certificate.issuer },
    ...(certificate.san.length > 0 ? [{ name: 'Alternative names', value: certificate.san.join(', ') }] : []),
    { name: 'Valid from', value: time(certificate.notBefore) },
    { name: 'Valid until', value: time(certificate.notAfter) },
    { name: 'Key', value: keyInWords(certificate.key) },
    ...unsafeFact(certificate.key),
    { name: 'Signature', value: certificate.signatureAlgorithm },
    { name: 'Serial number', value: certificate.serial, copy: certificate.serial, mono: true },
  ];
}

function extensionFact({ oid, name, critical, value }: CertificateExtension): Fact {
  return {
    name,
    value: (
      <span title={oid}>
        {value} {critical ? <Badge>critical</Badge> : null}
      </span>
    ),
    copy: value,
  };
}
