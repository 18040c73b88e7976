import type { CertificateDescription } from '../../shared/contract/certificate.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { ExpiryBar } from '../ui/expiry-bar.tsx';
import { type Fact, Facts } from '../ui/facts.tsx';
import { localTime, secondsOf } from '../ui/local-time.ts';
import { useNow } from '../ui/use-now.ts';
import { keyInWords } from './key-words.ts';

/** All that is known of a certificate. */
export function CertificateDetails({ certificate }: { certificate: CertificateDescription }) {
  const now = useNow(60_000);
  return (
    <div className="stack">
      <ExpiryBar notBefore={certificate.notBefore} notAfter={certificate.notAfter} now={now} />
      <Facts facts={factsOf(certificate)} />
      <Disclosure title="PEM">
        <CodeBlock label="PEM" text={certificate.pem} />
      </Disclosure>
    </div>
  );
}

function factsOf(certificate: CertificateDescription): Fact[] {
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
    { name: 'Signature', value: certificate.signatureAlgorithm },
    { name: 'Serial number', value: certificate.serial, copy: certificate.serial, mono: true },
    { name: 'SHA-256', value: certificate.sha256, copy: certificate.sha256, mono: true },
    { name: 'SHA-1', value: certificate.sha1, copy: certificate.sha1, mono: true },
    { name: 'x5t#S256', value: certificate['x5t#S256'], copy: certificate['x5t#S256'], mono: true },
    { name: 'x5t', value: certificate.x5t, copy: certificate.x5t, mono: true },
  ];
}
