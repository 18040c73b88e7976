import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { performance } from 'node:perf_hooks';
import { rootCertificates, type TLSSocket } from 'node:tls';
import { SignetError } from '../../shared/contract/signet-error.ts';
import type { Timing } from '../../shared/oauth/token-exchange.ts';
import { explainFailure, type Phase } from './explain-failure.ts';

export interface HttpExchangeRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute http or https URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Accept any TLS certificate, for this request alone. */
  readonly insecure?: boolean;
  /** Extra trusted certificates, PEM, beside the roots that Node ships. */
  readonly ca?: string;
  /** For the whole exchange; default 30 s. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

export interface HttpExchange {
  readonly status: number;
  readonly statusText: string;
  readonly httpVersion: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly timing: Timing;
}

/** An answer longer than this is no token answer: 4 MiB. */
export const maxAnswerBytes = 4 * 1024 * 1024;

/**
 * One request and its complete answer, each phase timed. Redirects are not followed: they would carry the assertion
 * elsewhere.
 * @throws SignetError `endpoint-unreachable`, `endpoint-timeout`, `tls-untrusted`, `tls-failed`, `answer-too-large`, `cancelled`
 */
export async function exchangeHttp(asked: HttpExchangeRequest): Promise<HttpExchange> {
  if (asked.signal?.aborted) throw cancelled();
  const url = new URL(asked.url);
  const timeoutSeconds = asked.timeoutSeconds ?? 30;
  const clock = startClock(url.hostname);
  // One request, one connection: its phases are then this request's own.
  const options = { method: asked.method, headers: asked.headers };
  const sent =
    url.protocol === 'https:'
      ? httpsRequest(url, {
          ...options,
          agent: new HttpsAgent({ keepAlive: false }),
          rejectUnauthorized: asked.insecure !== true,
          ...(asked.ca === undefined ? {} : { ca: [...rootCertificates, asked.ca] }),
        })
      : httpRequest(url, { ...options, agent: new HttpAgent({ keepAlive: false }) });

  return new Promise<HttpExchange>((resolve, reject) => {
    const fail = (error: unknown) => {
      finish();
      sent.destroy();
      reject(error instanceof SignetError ? error : explainFailure(error, clock.phase(), url));
    };
    const timer = setTimeout(() => {
      fail(
        new SignetError('endpoint-timeout', `${url.host} did not answer within ${timeoutSeconds} s`, {
          hint: 'is it the right address? a longer --timeout may help a slow server',
          details: { step: clock.phase() },
        }),
      );
    }, timeoutSeconds * 1000);
    const cancel = () => fail(cancelled());
    const finish = () => {
      clearTimeout(timer);
      asked.signal?.removeEventListener('abort', cancel);
    };
    asked.signal?.addEventListener('abort', cancel, { once: true });

    clock.follow(sent);
    sent.on('error', fail);
    sent.on('response', (answer) => {
      clock.mark('firstByte');
      readBody(answer)
        .then((body) => {
          finish();
          resolve({
            status: answer.statusCode ?? 0,
            statusText: answer.statusMessage ?? '',
            httpVersion: answer.httpVersion,
            headers: pairHeaders(answer.rawHeaders),
            body,
            timing: clock.timing(),
          });
        })
        .catch(fail);
    });
    sent.end(asked.body);
  });
}

function cancelled(): SignetError {
  return new SignetError('cancelled', 'the request was cancelled');
}

async function readBody(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxAnswerBytes) {
      throw new SignetError('answer-too-large', 'the answer is larger than any token answer', {
        hint: 'this is not a token endpoint: check the URL',
        details: { maximum: maxAnswerBytes },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function pairHeaders(raw: readonly string[]): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return pairs;
}

function startClock(hostname: string) {
  const started = performance.now();
  let last = started;
  // An address needs no looking up; in a URL, one of IPv6 stands in brackets.
  let phase: Phase = isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? 'dns' : 'connect';
  const spent: { dns?: number; connect?: number; tls?: number; firstByte?: number } = {};
  const next: Record<Exclude<Phase, 'answer'>, Phase> = {
    dns: 'connect',
    connect: 'tls',
    tls: 'firstByte',
    firstByte: 'answer',
  };

  const mark = (ended: Exclude<Phase, 'answer'>) => {
    const now = performance.now();
    spent[ended] = round(now - last);
    last = now;
    phase = next[ended];
  };
  return {
    mark,
    phase: () => phase,
    follow(sent: ClientRequest) {
      sent.on('socket', (socket) => {
        const encrypted = 'encrypted' in socket && (socket as TLSSocket).encrypted;
        socket.once('lookup', () => mark('dns'));
        socket.once('connect', () => {
          mark('connect');
          if (!encrypted) phase = 'firstByte';
        });
        socket.once('secureConnect', () => mark('tls'));
      });
    },
    timing: (): Timing => ({ ...spent, total: round(performance.now() - started) }),
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
