import type { IncomingMessage } from 'node:http';
import type { Refusal } from './personality.ts';

/** Under any port: an ssh tunnel has another one. */
const ownHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * Why a request may come from a web page, which can reach loopback too: a name that was made to resolve to it (DNS
 * rebinding) shows in Host, another site in Origin. A page of this machine, under any port, is not another site: what it
 * may not do, its browser asks for beforehand, and is not answered.
 */
export function webPageProblem({ headers }: IncomingMessage): Required<Refusal> | undefined {
  if (!ownHost.test(headers.host ?? '')) {
    // RFC 9110 section 15.5.20.
    return refusal(421, 'the header Host must name the loopback address: 127.0.0.1 or localhost');
  }
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin))
    return refusal(403, 'requests from web pages are not taken here: Origin names another site');
  return undefined;
}

function refusal(status: number, description: string): Required<Refusal> {
  return { status, error: 'invalid_request', description };
}

function isOwnOrigin(origin: string): boolean {
  const [, host = ''] = /^https?:\/\/(.*)$/s.exec(origin) ?? [];
  return ownHost.test(host);
}
