import { redactBody, redactHeader, redactUrl } from '../../shared/oauth/redact.ts';
import type { ExchangeFacts } from '../../shared/oauth/token-exchange.ts';
import type { Pair } from '../../shared/oauth/token-request.ts';
import type { HttpExchange } from '../http/http-exchange.ts';

export interface Traced {
  readonly method: string;
  readonly url: string;
  readonly exchange: HttpExchange;
  /** The request's body, redacted. */
  readonly body: string;
  /** Members of the answer, where it could be read. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Secrets that went out with the request: some servers quote them. */
  readonly secrets: readonly string[];
}

/** What can be told of an exchange: nothing in it is a secret or a whole token. */
export function traceExchange({ method, url, exchange, body, members = {}, secrets }: Traced): ExchangeFacts {
  const { status, statusText, httpVersion, timing, tls, proxy } = exchange;
  const date = Date.parse(headerOf(exchange, 'date'));
  const location = headerOf(exchange, 'location');
  const { pathname, search } = new URL(url);
  return {
    url: redactUrl(url),
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
      : { location: redactHeader('location', location) }),
    request: {
      line: `${method} ${redactUrl(exchange.absoluteTarget ? url : pathname + search)} HTTP/1.1`,
      headers: redactHeaders(exchange.sentHeaders, []),
      body,
    },
    response: {
      line: `HTTP/${httpVersion} ${status} ${statusText}`.trim(),
      headers: redactHeaders(exchange.headers, secrets),
      body: redactBody(exchange.body, members, secrets),
    },
  };
}

export function headerOf({ headers }: HttpExchange, name: string): string {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? '';
}

function redactHeaders(headers: readonly Pair[], secrets: readonly string[]): readonly Pair[] {
  return headers.map(([name, value]) => [name, redactBody(redactHeader(name, value), {}, secrets)] as const);
}
