import type { ClientKind, PlaygroundCheck, PlaygroundLogEntry } from '../../shared/contract/playground.ts';
import type { AnswerFormat } from './answer-format.ts';

/** One request on its way through the server: what is known of it so far, and what the log will say. */
export interface Exchange {
  readonly at: Date;
  readonly method: string;
  /** Without the query, which could hold anything. */
  readonly path: string;
  readonly checks: PlaygroundCheck[];
  /** The flow whose token endpoint was called. */
  kind?: ClientKind;
  format: AnswerFormat;
  clientId?: string;
  /** Never logged, and kept from `oidc-provider`, which takes smaller bodies than the playground does. */
  assertion?: string;
  /** Why `oidc-provider` refused, where it keeps that from the answer. */
  refusal?: string;
}

/** The exchange as the log keeps it. */
export function toLogEntry(exchange: Exchange, status: number): PlaygroundLogEntry {
  return {
    at: exchange.at.toISOString(),
    method: exchange.method,
    path: maskPath(exchange.path),
    status,
    ...(exchange.clientId === undefined ? {} : { clientId: exchange.clientId }),
    checks: [...exchange.checks],
  };
}

/** A path segment as long as a token may be one: the log keeps none. */
function maskPath(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment.length > 40 ? '***' : segment))
    .join('/')
    .slice(0, 120);
}
