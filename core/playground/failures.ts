import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { FailureMode, PlaygroundFailure } from '../../shared/contract/playground.ts';

/** Which answers are to fail, and how: of one client or of all; the next `count`, or every one. */
export interface FailureOrder {
  /** Left out, answers fail no longer. */
  readonly mode?: FailureMode;
  readonly clientId?: string;
  readonly count?: number;
}

export interface Failures {
  set(order: FailureOrder): void;
  /** What is set, for one client or for all. */
  of(clientId?: string): PlaygroundFailure | undefined;
  /** How the next answer fails, counting it: the client's own failure comes first. */
  take(clientId?: string): FailureMode | undefined;
}

/** Stands for all clients. */
const everybody = '';
/** More than there can be clients at once: orders for those that are gone make room. */
const maxOrders = 1000;

export function createFailures(): Failures {
  const orders = new Map<string, PlaygroundFailure>();
  return {
    set({ mode, clientId = everybody, count }) {
      if (mode === undefined) orders.delete(clientId);
      else orders.set(clientId, { mode, ...(count === undefined ? {} : { remaining: count }) });
      const [oldest] = orders.keys();
      if (orders.size > maxOrders && oldest !== undefined) orders.delete(oldest);
    },
    of: (clientId = everybody) => orders.get(clientId),
    take(clientId = everybody) {
      const whose = orders.has(clientId) ? clientId : everybody;
      const failure = orders.get(whose);
      if (failure?.remaining === 1) orders.delete(whose);
      else if (failure?.remaining !== undefined)
        orders.set(whose, { ...failure, remaining: failure.remaining - 1 });
      return failure?.mode;
    },
  };
}

/** How long a slow answer takes, in milliseconds. */
const slowAnswer = 5000;
/** How fast a wrong clock goes, in milliseconds. */
export const wrongClock = 3_600_000;

export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

type Spoiler = (response: ServerResponse, sleep: Sleep) => Promise<number | undefined>;

/** Each resolves to the status that was answered, where nothing is left to answer: 0 for none. */
const spoilers: Record<FailureMode, Spoiler> = {
  async slow(response, sleep) {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await sleep(slowAnswer, gone.signal);
    return undefined;
  },
  // As a proxy or a login page in between does it.
  async html(response) {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(
      '<!doctype html>\n<html lang="en"><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n',
    );
    return response.statusCode;
  },
  async 'server-error'(response) {
    response.statusCode = 500;
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.end('Internal Server Error\n');
    return 500;
  },
  async 'wrong-content-type'(response) {
    beforeEnd(response, (body, end) => {
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      end(body);
    });
    return undefined;
  },
  async truncated(response) {
    beforeEnd(response, (body) => {
      response.setHeader('Content-Length', body.length);
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
    });
    return undefined;
  },
  async 'connection-reset'({ req, socket }) {
    const connection = socket ?? req.socket;
    if (connection instanceof TLSSocket) connection.destroy();
    else connection.resetAndDestroy();
    return 0;
  },
  // The request is judged by the wrong clock, and the Date header tells it: both come from the exchange.
  'wrong-clock': async () => undefined,
};

/**
 * Makes an answer fail.
 *
 * @returns the status that was answered; undefined where the answer is still to be written
 */
export function spoil(
  mode: FailureMode,
  response: ServerResponse<IncomingMessage>,
  sleep: Sleep,
): Promise<number | undefined> {
  return spoilers[mode](response, sleep);
}

/** Steps in where a whole body is about to go out. Koa and the playground's own answers give it to `end` at once. */
function beforeEnd(
  response: ServerResponse,
  step: (body: Buffer, end: (body: Buffer) => void) => void,
): void {
  const end = response.end.bind(response);
  response.end = (body?: unknown) => {
    step(Buffer.from(typeof body === 'string' || body instanceof Uint8Array ? body : ''), (whole) =>
      end(whole),
    );
    return response;
  };
}
