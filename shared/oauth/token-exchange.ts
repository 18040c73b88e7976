import type { JsonValue } from '../base/json.ts';
import type { Finding } from '../jwt/finding.ts';
import type { Fix } from '../jwt/fix.ts';

/** The form in which an answer came. */
export type AnswerFormat = 'json' | 'urlencoded' | 'xml' | 'unknown';

/** What an answer is: `html` a page, `empty` nothing, `other` anything else that is no answer of a token endpoint. */
export type AnswerKind = 'tokens' | 'error' | 'html' | 'empty' | 'other';

/** RFC 6749 section 5.2. */
export interface OAuthError {
  readonly error: string;
  readonly error_description?: string;
  readonly error_uri?: string;
}

/**
 * What a cause rests on: on what was measured here (clocks, what was sent against what the server wants), on the server's
 * own words, on what this server is known to mean by them, or on the standard alone.
 */
export type Basis = 'measured' | 'server-text' | 'server-known' | 'standard';

/** A value side by side: what was sent, and what the server wants of it. */
export interface ComparedValue {
  /** `claims.aud`, `header.alg`, `form.client_id`. */
  readonly path: string;
  readonly sent?: string;
  readonly expected?: string;
}

/** A likely cause of a failure, and what to do about it in words. */
export interface Explanation {
  readonly cause: string;
  readonly fix: string;
  readonly basis: Basis;
  readonly reference?: string;
  /** The member that it is about: `claims.aud`, `header.kid`, `form.scope`, `endpoint`. */
  readonly path?: string;
  readonly compared?: readonly ComparedValue[];
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

/** The TLS connection that a request went over. */
export interface TlsFacts {
  /** `TLSv1.3`. */
  readonly protocol: string;
  readonly cipher: string;
  /** Why the server was believed: roots, a certificate accepted for this address, or nothing at all (`insecure`). */
  readonly trust: 'authority' | 'accepted' | 'insecure';
  readonly certificate: ShownCertificate;
  /** Whether a client certificate went with it. */
  readonly clientCertificate: boolean;
}

/** The certificate that a server showed. */
export interface ShownCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Fingerprint of the DER: colon-separated upper-case hex. */
  readonly sha256: string;
}

/** One request and its answer. */
export interface ExchangeFacts {
  /** Without its secrets. */
  readonly url: string;
  readonly status: number;
  readonly timing: Timing;
  /** The server's clock minus this machine's, from the answer's `Date`; exact to about a second. */
  readonly clockOffsetSeconds?: number;
  readonly tls?: TlsFacts;
  /** The proxy it went through, without its password. */
  readonly proxy?: string;
  /** Where the answer points to; it was not followed. */
  readonly location?: string;
  readonly request: TracedMessage;
  readonly response: TracedMessage;
}

/** A complete answer of a token endpoint, understood as far as it can be. */
export interface TokenExchange extends ExchangeFacts {
  /** A 2xx with an access token. For introspection: a 2xx that says whether the token is active. For revocation: a 2xx. */
  readonly ok: boolean;
  readonly answer: AnswerKind;
  readonly format: AnswerFormat;
  /** The members of a successful answer. */
  readonly tokens: { readonly [member: string]: JsonValue };
  /** The same as JSON text, where reading JSON loses digits of them. */
  readonly tokensText?: string;
  readonly error?: OAuthError;
  readonly explanation?: readonly Explanation[];
  /** What there was to say of the assertions before they were sent. */
  readonly findings?: readonly Finding[];
  /** The attempt before this one, which the server answered with a nonce for the DPoP proof (RFC 9449 section 8). */
  readonly earlier?: Pick<ExchangeFacts, 'status' | 'request' | 'response'>;
}

/** The answer of a protected resource or of the userinfo endpoint. */
export interface ResourceExchange extends ExchangeFacts {
  /** A 2xx. */
  readonly ok: boolean;
  readonly contentType: string;
  /** As it came, at most 4 MiB. */
  readonly body: string;
  /** What `WWW-Authenticate` says (RFC 6750 section 3). */
  readonly error?: OAuthError;
  readonly explanation?: readonly Explanation[];
  readonly earlier?: Pick<ExchangeFacts, 'status' | 'request' | 'response'>;
}
