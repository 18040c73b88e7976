import type { JsonObject } from '../jwt/json.ts';

/** What a server holds a token against; each rule names the document it comes from. */
export interface ServerRules {
  readonly algorithms: readonly string[];
  readonly requiredHeader: readonly string[];
  readonly requiredClaims: readonly string[];
  /** `exp` may be at most this many seconds from now. */
  readonly maxLifetime?: number;
  /** `exp` must be more than this many seconds from now. */
  readonly minLifetime?: number;
}

/**
 * What can be wrong with a request, as far as servers tell it apart: `missing-kid`, `wrong-aud` and the like name a
 * header parameter or claim.
 */
export type Fault =
  | 'malformed'
  | 'signature'
  | 'weak-key'
  | 'certificate-expired'
  | 'expired'
  | 'too-long-lived'
  | 'too-short-lived'
  | 'not-yet-valid'
  | 'issued-in-future'
  | 'issued-too-early'
  | 'replayed'
  | 'client-authentication'
  | `missing-${string}`
  | `wrong-${string}`;

/** An error answer that the server is known to give. */
export interface KnownError {
  /** OAuth error code; any, when left out. */
  readonly error?: string;
  /** Matched against `error_description` and the raw answer. */
  readonly text?: RegExp;
  readonly cause: string;
  readonly fix: string;
  /** What the server answers this way to; the playground, taking its part, does the same. */
  readonly faults?: readonly Fault[];
  /** The server's own `error_description`, to the letter; `{iss}` and the like stand for that claim's value. */
  readonly says?: string;
  /** The HTTP status, where it is not 400. */
  readonly status?: number;
}

/** A known server, as data. */
export interface Server {
  /** Stable, kebab-case: `axway-api-gateway`. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** What the JWT is for: the grant (`assertion`) or the client's authentication. */
  readonly use: 'grant' | 'client-authentication';
  readonly auth: readonly ('none' | 'basic' | 'post')[];
  readonly rules: ServerRules;
  /** What a new composition starts from; times are expressions (`now`, `+5m`). */
  readonly preset: {
    readonly header: JsonObject;
    readonly claims: JsonObject;
    readonly endpoint: string;
    readonly query: readonly (readonly [string, string])[];
    readonly params: readonly (readonly [string, string])[];
  };
  /** Values an answer's `format` parameter may take, if the server knows one. */
  readonly answerFormats: readonly string[];
  readonly certificate: { readonly format: 'pem' | 'der' | 'base64'; readonly where: string };
  readonly errors: readonly KnownError[];
  readonly source: string;
  /** `YYYY-MM-DD`: when the source was last read. */
  readonly checked: string;
}
