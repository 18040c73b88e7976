import type { Command } from 'commander';
import type { CertificateDescription } from '../../shared/contract/certificate.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { isoTime, relativeTime } from '../../shared/jwt/times.ts';
import { addPasswordOptions, openKeyStore } from '../key-options.ts';
import { paint, printAnswer, printFacts, printLine } from '../output.ts';
import type { PasswordOptions } from '../passwords.ts';

export function define(command: Command): void {
  const show = command
    .command('show')
    .description('describe the certificate in a file')
    .argument('<file>', 'PEM, DER, or a key store; - reads standard input')
    .option('--alias <alias>', 'the entry of a key store');
  addPasswordOptions(show).action(async (file: string) => {
    const options = show.optsWithGlobals<PasswordOptions & { alias?: string; json?: boolean }>();
    const [{ findEntry }, { describeCertificate }] = await Promise.all([
      import('../../core/keystore/find-entry.ts'),
      import('../../core/certificate/describe-certificate.ts'),
    ]);
    const store = await openKeyStore(file, options);
    const entry =
      options.alias === undefined
        ? store.entries.find((each) => each.chain.length > 0)
        : findEntry(store, options.alias, ['certificate', 'key']);
    const [leaf] = entry?.chain ?? [];
    if (!leaf)
      throw new SignetError('not-a-certificate', `${file} holds no certificate`, {
        hint: 'see signet keystore list',
      });
    const description = await describeCertificate(leaf);
    printAnswer(options, description, () => printCertificate(description));
  });
}

export function printCertificate(certificate: CertificateDescription, indent = ''): void {
  const now = Date.now() / 1000;
  const time = (iso: string) => `${iso}  ${relativeTime(Date.parse(iso) / 1000, now)}`;
  const { key } = certificate;
  printFacts(
    [
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
      ['key', [key.type, key.bits && `${key.bits} bits`, key.curve].filter(Boolean).join(' ')],
      ['names', certificate.san.join(', ') || undefined],
      ['SHA-1', certificate.sha1],
      ['SHA-256', certificate.sha256],
      ['x5t', certificate.x5t],
      ['x5t#S256', certificate['x5t#S256']],
    ],
    indent,
  );
  if (indent === '') printLine(certificate.pem.trimEnd());
}
