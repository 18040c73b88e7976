import type { Command } from 'commander';
import { writeJson } from '../../shared/base/json.ts';
import type { CertificateDescription } from '../../shared/contract/certificate-description.ts';
import { type DecodedToken, decodeToken } from '../../shared/jwt/decode-token.ts';
import { findTokens } from '../../shared/jwt/find-tokens.ts';
import { readTokenArgument } from '../support/input.ts';
import {
  indented,
  jsonInLines,
  type Printable,
  paint,
  printAnswer,
  printFacts,
  printLine,
  printNote,
} from '../support/output.ts';
import { printFindings } from '../support/print-findings.ts';

export function define(command: Command): void {
  command
    .argument(
      '[token]',
      'the token, or a text that holds one: a header, a curl line, JSON; - or nothing reads standard input',
    )
    .addHelpText('after', '\nExit status: 0 decoded, 1 malformed, 2 no token.')
    .action(async (token: string | undefined) => {
      const text = await readTokenArgument(token);
      const [first, ...more] = findTokens(text);
      const decoded = decodeToken(first?.token ?? text);
      if (more.length > 0) {
        printNote(`hint: the text holds ${more.length + 1} tokens; this is the first`);
      }
      const certificates = await describeCertificates(decoded);
      printAnswer(command.optsWithGlobals(), { ...decoded, ...certificates }, () => {
        printToken(decoded);
        if (certificates) printCertificates(certificates.certificates);
      });
      if (decoded.kind === 'malformed') process.exitCode = 1;
    });
}

/** What the header's x5c holds, where it can be read: loaded only for the tokens that bring one. */
async function describeCertificates({ header }: DecodedToken) {
  if (header?.x5c === undefined) return undefined;
  const { describeHeaderCertificates } = await import('../../core/jose/header-certificate.ts');
  const report = await describeHeaderCertificates(header).catch(() => undefined);
  return report && { certificates: report.chain };
}

function printCertificates(certificates: readonly CertificateDescription[]): void {
  for (const { subject, issuer, notAfter, sha256 } of certificates) {
    printSection('certificate in x5c', subject);
    printFacts([
      ['issuer', issuer],
      ['until', notAfter],
      ['SHA-256', sha256],
    ]);
  }
}

const kinds = {
  jws: 'signed token (JWS), not verified',
  jwe: 'encrypted token (JWE)',
  unsecured: 'unsecured token: not signed',
  malformed: 'malformed token, shown as far as it can be read',
} as const;

function printToken(decoded: DecodedToken): void {
  printLine(paint('bold', kinds[decoded.kind]));
  if (decoded.header) printSection('header', jsonInLines(writeJson(decoded.header, 2)));
  if (decoded.claims) printSection('claims', jsonInLines(writeJson(decoded.claims, 2)));
  for (const { header } of (decoded.signatures ?? decoded.recipients ?? []).slice(1)) {
    printSection(
      decoded.signatures ? 'another signature' : 'another recipient',
      jsonInLines(writeJson(header, 2)),
    );
  }
  if (decoded.payload !== undefined) printSection('payload', indented(decoded.payload));
  const times = Object.entries(decoded.times);
  if (times.length > 0) {
    printLine();
    printFacts(times.map(([name, { iso, relative }]) => [name, `${iso}  ${relative}`]));
  }
  if (decoded.signature) printSection('signature', `${decoded.signature.bytes} bytes`);
  if (decoded.findings.length > 0) {
    printLine();
    printFindings(decoded.findings);
  }
  if (decoded.nested) {
    printLine();
    printLine(paint('dim', 'the payload is itself a token'));
    printToken(decoded.nested);
  }
}

function printSection(title: string, text: Printable): void {
  printLine();
  printLine(paint('dim', title));
  printLine(text);
}
