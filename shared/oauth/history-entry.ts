import type { ErrorData } from '../base/signet-error.ts';
import type { AuthMethod } from './client-auth.ts';
import type { AnswerFormat, AnswerKind, ExchangeFacts, OAuthError } from './token-exchange.ts';
import type { Grant } from './token-request.ts';

/** A token request that was sent, and what came of it; secrets and tokens as `***`. */
export interface HistoryEntry {
  readonly id: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly at: string;
  /** Name of the saved flow that was sent. */
  readonly flow?: string;
  /** Without its secrets. */
  readonly endpoint: string;
  readonly server?: string;
  readonly grant: Grant['type'];
  readonly auth: AuthMethod;
  readonly clientId?: string;
  /** Header and claims of the assertion, where it is the client's own: JSON text, with the digits that were sent. */
  readonly header?: string;
  readonly claims?: string;
  /** Whether it can be sent again: what was signed can be signed anew. */
  readonly repeatable: boolean;
  /** What the server answered; its bodies are cut after 4 KiB. */
  readonly exchange?: ExchangeFacts & {
    readonly ok: boolean;
    readonly answer: AnswerKind;
    readonly format: AnswerFormat;
    readonly error?: OAuthError;
  };
  /** Why no answer came. */
  readonly failure?: ErrorData;
}

/** A member in which two entries differ. */
export interface Difference {
  /** `claims.exp`, `request.headers.Content-Length`. */
  readonly path: string;
  /** As text; absent on the side that has no such member. */
  readonly left?: string;
  readonly right?: string;
}
