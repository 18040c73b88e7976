import { redactUrl } from '../../shared/oauth/redact.ts';
import type { ExchangeFacts } from '../../shared/oauth/token-exchange.ts';
import type { Pair } from '../../shared/oauth/token-request.ts';
import type { HttpExchange } from '../http/http-exchange.ts';
import { type ReadReply, traceHeaders } from './redaction/read-reply.ts';
import { createRedactor, redactValue } from './redaction/redactor.ts';
import { secretsOf } from './redaction/sent-secrets.ts';
import { readReplyInBounds } from './redaction/thread/read-reply-in-bounds.ts';

export interface Traced {
  readonly method: string;
  readonly url: string;
  readonly exchange: HttpExchange;
  /** The form that was sent, or the text of any other body. */
  readonly form?: readonly Pair[];
  readonly body: string;
  readonly proxy: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** Secrets of an earlier attempt: a server may quote them now. */
  readonly earlier?: readonly string[];
  /** Whether the answer's body itself is shown. */
  readonly showsBody?: boolean;
}

export interface TracedExchange {
  readonly facts: ExchangeFacts;
  readonly reply: ReadReply;
  readonly secrets: readonly string[];
}

/**
 * Reads an answer, and tells what can be told of the exchange: nothing in it is a secret or a whole token.
 * @throws SignetError `cancelled`, `endpoint-timeout`, `answer-too-large`
 */
export async function traceExchange(traced: Traced): Promise<TracedExchange> {
  const {
    method,
    url,
    exchange,
    form = [],
    body,
    proxy: givenProxy,
    earlier = [],
    showsBody = false,
  } = traced;
  const { status, statusText, httpVersion, timing, tls, proxy, sentHeaders, headers } = exchange;
  const secrets = [...earlier, ...secretsOf({ url, headers: sentHeaders, form, proxy: givenProxy })];
  const reply = await readReplyInBounds(
    {
      line: `HTTP/${httpVersion} ${status} ${statusText}`.trim(),
      status,
      headers,
      body: exchange.body,
      contentType: headerOf(exchange, 'content-type'),
      secrets,
      reissued: form.filter(([name]) => reissuable.has(name)).map(([, value]) => value),
      showsBody,
    },
    {
      milliseconds: Math.max(leastToRead, (traced.timeoutSeconds ?? usualTimeout) * 1000 - timing.total),
      signal: traced.signal,
      host: new URL(url).host,
    },
  );
  const redactor = createRedactor(secrets);
  const date = Date.parse(headerOf(exchange, 'date'));
  const location = headerOf(exchange, 'location');
  const { pathname, search } = new URL(url);
  const target = exchange.absoluteTarget ? url : pathname + search;
  const facts: ExchangeFacts = {
    url: redactValue(redactUrl(url), redactor),
    status,
    timing,
    // `Date` has whole seconds: on average half a second has gone by since.
    ...(Number.isNaN(date)
      ? {}
      : { clockOffsetSeconds: Math.round((date + 500 - exchange.answered) / 1000) }),
    ...(tls === undefined ? {} : { tls }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(location === '' || status < 300 || status > 399
      ? {}
      : { location: redactor.trace(redactUrl(location)) }),
    request: {
      line: redactValue(`${method} ${redactUrl(target)} HTTP/1.1`, redactor),
      headers: traceHeaders(sentHeaders, redactor),
      body: redactor.trace(body),
    },
    response: reply.response,
  };
  return { facts, reply, secrets };
}

/** As in exchangeHttp. */
const usualTimeout = 30;
/** An answer that came in the last moment is still read. */
const leastToRead = 2000;

/** What the caller holds itself, and a server may give back as it is. */
const reissuable = new Set(['refresh_token', 'subject_token']);

export function headerOf({ headers }: HttpExchange, name: string): string {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? '';
}
