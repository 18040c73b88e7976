import { rememberSource } from '../../shared/base/json.ts';
import { memberTexts } from '../../shared/oauth/read-answer.ts';
import type {
  ExchangeFacts,
  ResourceExchange,
  TokenExchange,
  TracedMessage,
} from '../../shared/oauth/token-exchange.ts';
import { indented, jsonInLines, paint, printAnswer, printFacts, printLine } from '../support/output.ts';
import { printExplanations } from '../support/print-explanations.ts';
import { writeFindings } from '../support/print-findings.ts';

interface PrintOptions {
  readonly json?: boolean;
  readonly trace?: boolean;
}

/** Prints an answer of an authorization server, and sets the exit status: 1 unless it is a good one. */
export function printExchange(options: PrintOptions, exchange: TokenExchange): void {
  const { tokensText, ...whole } = exchange;
  if (tokensText !== undefined) rememberSource(whole.tokens, tokensText);
  const { request, response, earlier, ...answer } = whole;
  printAnswer(options, options.trace ? whole : answer, () => {
    if (options.trace) printTrace(exchange);
    const { status, format, answer: kind, timing, error } = exchange;
    const what = kind === 'html' ? 'a web page' : kind === 'empty' ? 'empty' : format;
    printLine(paint(exchange.ok ? 'green' : 'red', `${status} · ${what} · ${timing.total} ms`));
    printFacts(
      memberTexts(exchange.tokens, tokensText).map(([name, text]) => [
        name,
        typeof exchange.tokens[name] === 'string' ? text : jsonInLines(text),
      ]),
    );
    if (error) printFacts(Object.entries(error));
    printNotes(exchange);
    printExplanations(exchange.explanation);
  });
  if (!options.json) writeFindings(exchange.findings ?? []);
  if (!exchange.ok) process.exitCode = 1;
}

/** Prints the answer of a protected resource, and sets the exit status. */
export function printResource(options: PrintOptions, exchange: ResourceExchange): void {
  const { request, response, earlier, ...answer } = exchange;
  printAnswer(options, options.trace ? exchange : answer, () => {
    if (options.trace) printTrace(exchange);
    const { status, contentType, timing, error, body } = exchange;
    printLine(paint(exchange.ok ? 'green' : 'red', `${status} · ${contentType} · ${timing.total} ms`));
    if (error) printFacts(Object.entries(error));
    printNotes(exchange);
    if (body !== '') printLine(indented(body));
    printExplanations(exchange.explanation);
  });
  if (!exchange.ok) process.exitCode = 1;
}

function printTrace({
  request,
  response,
  earlier,
}: Pick<TokenExchange, 'request' | 'response' | 'earlier'>): void {
  const messages = [...(earlier ? [earlier.request, earlier.response] : []), request, response];
  for (const message of messages) printMessage(message);
}

function printMessage({ line, headers, body }: TracedMessage): void {
  printLine(paint('dim', line));
  for (const [name, value] of headers) printLine(paint('dim', `${name}: ${value}`));
  printLine();
  printLine(paint('dim', indented(body)));
  printLine();
}

/** More than this between two clocks is worth knowing: servers allow for a few seconds, some for none. */
const notableOffset = 5;

function printNotes({ clockOffsetSeconds: offset = 0, location, tls }: ExchangeFacts): void {
  if (Math.abs(offset) >= notableOffset) {
    const apart = `${Math.abs(offset)} s ${offset > 0 ? 'ahead of' : 'behind'}`;
    printLine(paint('yellow', `the server’s clock is ${apart} this machine’s`));
  }
  if (location !== undefined) printLine(`it points to ${location}; that was not followed`);
  if (tls && tls.trust !== 'authority') {
    const why = tls.trust === 'accepted' ? 'it was accepted for this address' : 'by --insecure';
    printLine(paint('yellow', `the server’s certificate is not trusted by the system; ${why}`));
  }
}
