import type { CertificateDetails, ChainReport } from '../../shared/contract/certificate.ts';
import type { CertificateDescription } from '../../shared/contract/certificate-description.ts';
import { isoTime, relativeTime } from '../../shared/jwt/times.ts';
import { keyInWords, layout, type Printable, paint, printFacts, printLine } from './output.ts';

type Facts = readonly (readonly [string, Printable | undefined])[];

/** The facts of a certificate with its extensions and hashes. */
export function printDetails(certificate: CertificateDetails): void {
  const { digests, extensions } = certificate;
  printFacts([
    ...certificateFacts(certificate),
    ['version', String(certificate.version)],
    ['subject key id', certificate.subjectKeyId ?? undefined],
    ['key SHA-1', digests.keySha1.hex],
    ['key SHA-256', digests.keySha256.hex],
    ['fingerprint', certificate.publicKeyFingerprint],
    ['kid (RFC 7638)', digests.thumbprint?.base64url],
  ]);
  if (extensions.length === 0) return;
  printLine(paint('bold', 'extensions'));
  printFacts(
    extensions.map(({ name, critical, value }) => [name, critical ? `${value}  (critical)` : value]),
    '  ',
  );
}

/** The chain as one line each, and what is wrong with it. */
export function printChain({ chain, missing, problems }: ChainReport): void {
  chain.forEach(({ subject, notAfter }, index) => {
    printLine(
      layout`${'  '.repeat(index)}${index === 0 ? '' : '└ '}${subject}  ${paint('dim', `until ${notAfter}`)}`,
    );
  });
  if (missing !== null)
    printLine(layout`${'  '.repeat(chain.length)}└ ${paint('yellow', 'missing')}  ${missing}`);
  for (const { severity, message } of problems) {
    printLine(layout`${paint(severity === 'error' ? 'red' : 'yellow', severity)}: ${message}`);
  }
}

/** The facts of a certificate as lines of name and value. */
export function certificateFacts(certificate: CertificateDescription): Facts {
  const now = Date.now() / 1000;
  const time = (iso: string) => {
    const seconds = Date.parse(iso) / 1000;
    return Number.isNaN(seconds) ? iso : `${iso}  ${relativeTime(seconds, now)}`;
  };
  const { key } = certificate;
  return [
    ['subject', certificate.subject],
    ['issuer', certificate.selfSigned ? 'self-signed' : certificate.issuer],
    ['serial', certificate.serial],
    ['not before', time(certificate.notBefore)],
    [
      'not after',
      certificate.notAfter < (isoTime(now) ?? '')
        ? paint('red', time(certificate.notAfter))
        : time(certificate.notAfter),
    ],
    ['signature', certificate.signatureAlgorithm],
    ['key', keyInWords(key)],
    ['names', certificate.san.join(', ') || undefined],
    ['SHA-1', certificate.sha1],
    ['SHA-256', certificate.sha256],
    ['x5t', certificate.x5t],
    ['x5t#S256', certificate['x5t#S256']],
    ...(certificate.remarks ?? []).map((remark) => ['remark', paint('red', remark)] as const),
  ];
}
