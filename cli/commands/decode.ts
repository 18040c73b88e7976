import type { Command } from 'commander';
import { type DecodedToken, decodeToken } from '../../shared/jwt/decode-token.ts';
import { findTokens } from '../../shared/jwt/find-tokens.ts';
import { readTokenArgument } from '../input.ts';
import { paint, printAnswer, printFacts, printLine } from '../output.ts';
import { printFindings } from '../print-findings.ts';

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
        process.stderr.write(`hint: the text holds ${more.length + 1} tokens; this is the first\n`);
      }
      printAnswer(command.optsWithGlobals(), decoded, () => printToken(decoded));
      if (decoded.kind === 'malformed') process.exitCode = 1;
    });
}

const kinds = {
  jws: 'signed token (JWS), not verified',
  jwe: 'encrypted token (JWE)',
  unsecured: 'unsecured token: not signed',
  malformed: 'malformed token, shown as far as it can be read',
} as const;

function printToken(decoded: DecodedToken): void {
  printLine(paint('bold', kinds[decoded.kind]));
  if (decoded.header) printSection('header', JSON.stringify(decoded.header, null, 2));
  if (decoded.claims) printSection('claims', JSON.stringify(decoded.claims, null, 2));
  if (decoded.payload !== undefined) printSection('payload', decoded.payload);
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
}

function printSection(title: string, text: string): void {
  printLine();
  printLine(paint('dim', title));
  printLine(text);
}
