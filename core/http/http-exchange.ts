import { request } from 'node:http';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Timing, TlsFacts } from '../../shared/oauth/token-exchange.ts';
import { type ExchangeClock, startClock } from './exchange-clock.ts';
import { explainFailure, type Phase } from './explain-failure.ts';
import { findProxy } from './find-proxy.ts';
import { type ConnectionOptions, openConnection } from './open-connection.ts';
import { readBody } from './read-body.ts';
import { urlAuthorization } from './url.ts';

export interface HttpExchangeRequest extends ConnectionOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute http or https URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** `http://[user:password@]host:port`, or `none`; left out: what the environment says. */
  readonly proxy?: string;
  /** For the whole exchange; default 30 s. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

export interface HttpExchange {
  readonly status: number;
  readonly statusText: string;
  readonly httpVersion: string;
  /** The request line names the whole URL, as a proxy wants it (RFC 9112 section 3.2.2). */
  readonly absoluteTarget: boolean;
  /** All that went out, in order. */
  readonly sentHeaders: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly timing: Timing;
  /** When the answer began: milliseconds since the epoch. */
  readonly answered: number;
  readonly tls?: TlsFacts;
  /** Without user and password. */
  readonly proxy?: string;
}

/**
 * One request and its complete answer over HTTP/1.1, each phase timed. Redirects are not followed: they would carry the
 * assertion elsewhere.
 * @throws SignetError `endpoint-unreachable`, `endpoint-timeout`, `proxy-failed`, `tls-untrusted`, `tls-failed`,
 * `not-a-certificate`, `answer-too-large`, `cancelled`
 */
export async function exchangeHttp(asked: HttpExchangeRequest): Promise<HttpExchange> {
  if (asked.signal?.aborted) throw cancelled();
  const url = new URL(asked.url);
  const proxy = findProxy(url, asked.proxy);
  const timeoutSeconds = asked.timeoutSeconds ?? 30;
  const clock = startClock();
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(timedOut(url, timeoutSeconds, clock)), timeoutSeconds * 1000);
  const cancel = () => over.abort(cancelled());
  asked.signal?.addEventListener('abort', cancel, { once: true });
  const broken = new Promise<never>((_, reject) => {
    over.signal.addEventListener('abort', () => reject(over.signal.reason), { once: true });
  });
  try {
    return await Promise.race([exchange(asked, url, proxy, clock, over.signal), broken]);
  } catch (thrown) {
    if (thrown instanceof SignetError) throw thrown;
    const phase = clock.phase();
    if (proxy && (phase === 'dns' || phase === 'connect')) throw proxyFailed(thrown, proxy, phase);
    throw explainFailure(thrown, phase, url);
  } finally {
    clearTimeout(timer);
    asked.signal?.removeEventListener('abort', cancel);
    // One request, one connection: its phases are then this request's own.
    over.abort();
  }
}

async function exchange(
  asked: HttpExchangeRequest,
  url: URL,
  proxy: URL | undefined,
  clock: ExchangeClock,
  signal: AbortSignal,
): Promise<HttpExchange> {
  const { socket, tls } = await openConnection(url, proxy, asked, clock, signal);
  const throughProxy = proxy !== undefined && tls === undefined;
  const authorization = urlAuthorization(url);
  const proxyAuthorization = throughProxy ? urlAuthorization(proxy) : undefined;
  // Whatever Node would add stands here already, so that a trace shows what was sent, and all of it.
  const headers = {
    Host: url.host,
    ...(authorization === undefined ? {} : { Authorization: authorization }),
    ...asked.headers,
    ...(asked.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(asked.body)) }),
    ...(proxyAuthorization === undefined ? {} : { 'Proxy-Authorization': proxyAuthorization }),
    Connection: 'close',
  };
  clock.enter('firstByte');
  return new Promise((resolve, reject) => {
    const sent = request({
      method: asked.method,
      path: throughProxy ? `${url.origin}${url.pathname}${url.search}` : `${url.pathname}${url.search}`,
      headers,
      createConnection: () => socket,
    });
    sent.on('error', reject);
    // A server that is not content with the client's certificate may close before anything is sent, which Node overlooks.
    const closed = () => reject(new Error('the connection was closed'));
    if (socket.destroyed) closed();
    socket.once('close', closed);
    sent.on('response', (answer) => {
      socket.off('close', closed);
      const answered = Date.now();
      clock.enter('answer');
      readBody(answer).then(
        (body) =>
          resolve({
            status: answer.statusCode ?? 0,
            statusText: answer.statusMessage ?? '',
            httpVersion: answer.httpVersion,
            absoluteTarget: throughProxy,
            sentHeaders: Object.entries(headers),
            headers: pairHeaders(answer.rawHeaders),
            body,
            timing: clock.timing(),
            answered,
            ...(tls === undefined ? {} : { tls }),
            ...(proxy === undefined ? {} : { proxy: proxy.host }),
          }),
        reject,
      );
    });
    sent.end(asked.body);
  });
}

function cancelled(): SignetError {
  return new SignetError('cancelled', 'the request was cancelled');
}

function timedOut({ host }: URL, seconds: number, clock: ExchangeClock): SignetError {
  return new SignetError('endpoint-timeout', `${host} did not answer within ${Math.round(seconds)} s`, {
    hint: 'is it the right address? a longer --timeout may help a slow server',
    details: { step: clock.phase() },
  });
}

function proxyFailed(cause: unknown, { host }: URL, step: Phase): SignetError {
  return new SignetError('proxy-failed', `the proxy ${host} cannot be reached, or broke off`, {
    hint: 'check its address, or go without it: --proxy none',
    details: { step },
    cause,
  });
}

function pairHeaders(raw: readonly string[]): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return pairs;
}
