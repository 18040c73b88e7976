import { type ReadAnswer, readAnswer } from '../../../shared/oauth/read-answer.ts';
import { isSecretName, redacted, redactHeader } from '../../../shared/oauth/redact.ts';
import type { OAuthError, TracedMessage } from '../../../shared/oauth/token-exchange.ts';
import type { Pair } from '../../../shared/oauth/token-request.ts';
import { createRedactor, type Redactor, redactMembers, redactValue } from './redactor.ts';

/** An answer as it came, and what it may not show. Plain data: it goes to a thread. */
export interface Reply {
  /** `HTTP/1.1 200 OK`. */
  readonly line: string;
  readonly status: number;
  readonly headers: readonly Pair[];
  readonly body: string;
  readonly contentType: string;
  /** All that was sent and may not come back. */
  readonly secrets: readonly string[];
  /** Those among the secrets that a server may issue once more: the caller's own refresh token. */
  readonly reissued: readonly string[];
  /** Whether the body itself is shown, and not its trace alone. */
  readonly showsBody: boolean;
}

export interface ReadReply {
  /** In its members nothing is whole but the tokens that were issued; its error is as it came, for the core alone. */
  readonly answer: ReadAnswer;
  /** The error as it may be shown. */
  readonly error?: OAuthError;
  /** The body without what was sent; empty where it is not shown. */
  readonly body: string;
  /** Without any secret or token. */
  readonly response: TracedMessage;
}

/** Tokens of an answer that may stand elsewhere in it, too. More than these are hidden by their names alone. */
const mostIssued = 16;

/** Reads an answer, and hides what it may not show: in time linear in its size. */
export async function readReply(reply: Reply): Promise<ReadReply> {
  const { line, status, headers, body, contentType, secrets, reissued, showsBody } = reply;
  const answer = await readAnswer(body, contentType, status);
  const redactor = createRedactor(secrets);
  const issued = redactIssued(secrets.filter((secret) => !reissued.includes(secret)));
  const tracer = createRedactor([...secrets, ...tokensOf(answer)]);
  const { error } = answer;
  const choose = (member: string) => (isIssued(member) ? issued : redactor);
  return {
    answer: {
      ...answer,
      members: redactMembers({ ...answer.members, ...hiddenDigits(answer, choose) }, choose),
      ...(answer.written ? { written: redactMembers(answer.written, choose) } : {}),
    },
    ...(error === undefined ? {} : { error: traceValues(error, tracer) }),
    body: showsBody ? redactValue(body, redactor) : '',
    response: {
      line: tracer.trace(line),
      headers: traceHeaders(headers, tracer),
      body: tracer.trace(body),
    },
  };
}

/** A secret of digits alone, which rounding has changed beyond finding. */
function hiddenDigits({ members, written = {} }: ReadAnswer, choose: (member: string) => Redactor) {
  return Object.fromEntries(
    Object.entries(redactMembers(written, choose)).filter(
      ([name, raw]) => raw !== written[name] && typeof members[name] === 'number',
    ),
  );
}

export function traceHeaders(headers: readonly Pair[], redactor: Redactor): readonly Pair[] {
  return headers.map(
    ([name, value]) => [redactValue(name, redactor), redactor.trace(redactHeader(name, value))] as const,
  );
}

/** Nobody reads more of an error. */
const mostErrorText = 16 * 1024;

function traceValues<T extends object>(value: T, redactor: Redactor): T {
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => [name, redactor.trace(text.slice(0, mostErrorText))]),
  ) as T;
}

/** Whether a member of this name holds a token that is issued. */
function isIssued(member: string): boolean {
  return /(?:token|jwt|assertion)$/i.test(member);
}

function tokensOf({ members }: ReadAnswer): readonly string[] {
  return Object.entries(members)
    .filter(([name]) => isSecretName(name) && name !== 'code')
    .map(([, value]) => value)
    .filter((value): value is string => typeof value === 'string')
    .slice(0, mostIssued);
}

/** Shorter ones could stand in a token by chance: they are hidden only where they are the whole of it. */
const leastWithinToken = 8;

function redactIssued(secrets: readonly string[]): Redactor {
  const short = new Set(secrets.filter(({ length }) => length < leastWithinToken));
  const long = createRedactor(secrets.filter(({ length }) => length >= leastWithinToken));
  return {
    ...long,
    texts: (texts) => long.texts(texts.map((text) => (short.has(text) ? redacted : text))),
  };
}
