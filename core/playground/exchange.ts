import type {
  ClientKind,
  FailureMode,
  PlaygroundCheck,
  PlaygroundLogEntry,
} from '../../shared/contract/playground.ts';
import type { AnswerFormat } from './answer-format.ts';
import type { RegisteredClient } from './client-registry.ts';
import type { RuleCheck } from './rule-check.ts';

/** One request on its way through the server: what is known of it so far, and what the log will say. */
export interface Exchange {
  /** By the clock that the request is judged by. */
  at: Date;
  readonly method: string;
  /** Without the query, which could hold anything. */
  readonly path: string;
  readonly checks: RuleCheck[];
  format: AnswerFormat;
  /** The flow whose token endpoint was called. */
  kind?: ClientKind;
  /** Whom the request names. Not proven, until the checks say so. */
  client?: RegisteredClient;
  grant?: string;
  /** What was sent. Never logged, and kept from `oidc-provider`, which takes smaller bodies than the playground does. */
  form: URLSearchParams;
  /** The thumbprint of a DPoP proof's key, which the tokens are to be bound to. */
  jkt?: string;
  /** How the answer is to fail, and whether that is settled. */
  failure?: FailureMode;
  failureSettled?: boolean;
}

/** The exchange as the log keeps it. */
export function toLogEntry(exchange: Exchange, status: number): PlaygroundLogEntry {
  const { at, method, path, client, grant, failure, checks } = exchange;
  return {
    at: at.toISOString(),
    method,
    path: maskPath(path),
    status,
    ...(client === undefined ? {} : { clientId: client.clientId }),
    ...(grant === undefined ? {} : { grant }),
    ...(failure === undefined ? {} : { failure }),
    checks: checks.map(({ rule, ok, detail }): PlaygroundCheck => ({ rule, ok, detail })),
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
