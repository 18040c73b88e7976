import type { Fix } from '../jwt/fix.ts';
import type { JsonValue } from '../jwt/json.ts';

/** The form in which an answer came. */
export type AnswerFormat = 'json' | 'urlencoded' | 'xml' | 'unknown';

/** RFC 6749 section 5.2. */
export interface OAuthError {
  readonly error: string;
  readonly error_description?: string;
  readonly error_uri?: string;
}

/** A likely cause of a failure, and what to do about it in words. */
export interface Explanation {
  readonly cause: string;
  readonly fix: string;
  readonly reference?: string;
  /** The same as data, where Signet itself can do it. */
  readonly apply?: Fix;
}

/** Phases in milliseconds; a phase that did not happen is absent. */
export interface Timing {
  readonly dns?: number;
  readonly connect?: number;
  readonly tls?: number;
  readonly firstByte?: number;
  readonly total: number;
}

/** A message as it went over the wire, with secrets and tokens as `***`. */
export interface TracedMessage {
  readonly line: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** A complete answer of a token endpoint, understood as far as it can be. */
export interface TokenExchange {
  /** A 2xx with an access token. For introspection: a 2xx with a JSON object. */
  readonly ok: boolean;
  readonly status: number;
  readonly format: AnswerFormat;
  /** The members of a successful answer. */
  readonly tokens: { readonly [member: string]: JsonValue };
  readonly error?: OAuthError;
  readonly explanation?: readonly Explanation[];
  readonly timing: Timing;
  readonly request: TracedMessage;
  readonly response: TracedMessage;
}
