import type { Command } from 'commander';
import { writeJson } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import type { ExplainedAnswer } from '../../shared/oauth/captured/explain-captured.ts';
import { memberTexts } from '../../shared/oauth/read-answer.ts';
import type { Pair } from '../../shared/oauth/token-request.ts';
import { readInputFile, readTokenArgument } from '../support/input.ts';
import { signetHome } from '../support/open-vault.ts';
import { jsonInLines, paint, printAnswer, printFacts, printLine } from '../support/output.ts';
import { printExplanations } from '../support/print-explanations.ts';
import { printFindings } from '../support/print-findings.ts';
import { collect } from '../support/sign-options.ts';

interface ExplainOptions {
  readonly server?: string;
  readonly endpoint?: string;
  readonly status?: string;
  readonly header: readonly string[];
  readonly assertion?: string;
  readonly request?: string;
  readonly json?: boolean;
}

export function define(command: Command): void {
  command
    .argument(
      '[answer]',
      'the answer, or a file that holds it: its body, the whole HTTP answer, or a HAR; - or nothing reads standard input',
    )
    .option('--server <name>', 'the server that answered: signet servers lists them')
    .option('--endpoint <url>', 'where the request was sent; its host tells many servers')
    .option('--status <number>', 'the HTTP status')
    .option('--header <name: value>', 'a header of the answer: Date tells the clocks apart', collect, [])
    .option('--assertion <token>', 'the JWT that was sent, or a file that holds it')
    .option('--request <file>', 'the request that was sent: a curl command, an HTTP message or a HAR')
    .addHelpText('after', '\nNothing is sent. Exit status: 0 explained, 2 it could not be read.')
    .action(async (argument: string | undefined) => {
      const options = command.optsWithGlobals<ExplainOptions>();
      const [{ explainCaptured }, { findAnyServer }] = await Promise.all([
        import('../../shared/oauth/captured/explain-captured.ts'),
        import('../../core/servers/own-servers.ts'),
      ]);
      const { server, endpoint, assertion, request } = options;
      const answer = await explainCaptured({
        text: await readAnswerText(argument, request),
        status: readStatus(options.status),
        headers: options.header.map(readHeader),
        server: server === undefined ? undefined : await findAnyServer(signetHome(), server),
        endpoint,
        assertion: assertion === undefined ? undefined : await readTokenArgument(assertion),
        request: request === undefined ? undefined : new TextDecoder().decode(await readInputFile(request)),
        now: currentSeconds(),
      });
      await print(options, answer);
    });
}

/** A HAR that is given as the request holds the answer, too. */
async function readAnswerText(argument: string | undefined, request: string | undefined): Promise<string> {
  if (argument === undefined && request !== undefined) return '';
  return readTokenArgument(argument);
}

async function print(options: ExplainOptions, { secrets, ...answer }: ExplainedAnswer): Promise<void> {
  const { createRedactor, redactValue } = await import('../../core/oauth/redaction/redactor.ts');
  // A server may quote what was sent, and a cause may quote the server.
  const shown = { ...redactValue(answer, createRedactor(secrets)), tokens: answer.tokens };
  printAnswer(options, shown, () => {
    const { error, tokens, explanation, findings } = shown;
    if (tokens) {
      printLine(paint('green', 'a good answer'));
      printFacts(
        memberTexts(tokens, writeJson(tokens)).map(([name, text]) => [
          name,
          typeof tokens[name] === 'string' ? text : jsonInLines(text),
        ]),
      );
    }
    if (error) printFacts(Object.entries(error));
    printExplanations(explanation);
    if (findings.length > 0) {
      printLine();
      printLine(paint('dim', 'of the JWT that was sent'));
      printFindings(findings);
    }
  });
}

function readStatus(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-5]\d\d$/.test(text)) return Number(text);
  throw new SignetError('usage', `not an HTTP status: ${text}`, { hint: 'give three digits, such as 400' });
}

function readHeader(text: string): Pair {
  const at = text.indexOf(':');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  throw new SignetError('usage', `not a header: ${text}`, { hint: 'write NAME: VALUE' });
}
