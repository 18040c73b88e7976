import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import { auth, dpop, tokenRequest, transport } from '../oauth/request-model.ts';
import type { ServerMetadata } from '../oauth/server-metadata.ts';
import type { ResourceExchange, TokenExchange } from '../oauth/token-exchange.ts';
import { method } from './method.ts';

/** A certificate that the user accepted for one address, and for no other. */
export interface AcceptedCertificate {
  /** `host:port`. */
  readonly server: string;
  /** Fingerprint of the DER: colon-separated upper-case hex. */
  readonly sha256: string;
  /** When: `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly accepted: string;
}

/*
 * Errors of everything here that sends: `endpoint-not-a-url`, `endpoint-unreachable`, `endpoint-timeout`, `proxy-failed`,
 * `tls-untrusted` (its details hold the members of ShownCertificate, and `server`), `tls-failed`, `answer-too-large`,
 * `not-a-certificate` (what is given as `ca`), `cancelled`; and of named keys and secrets: `entry-not-found`,
 * `key-type-mismatch`, `vault-locked`, and those of signing.
 */
export const endpointMethods = {
  /** Sends a token request. An OAuth error is an answer, not a failure. What was sent is kept in the history, redacted. */
  send: method<TokenExchange>()(tokenRequest),
  /** RFC 7662. */
  introspect: method<TokenExchange>()(
    z.strictObject({
      endpoint: field.line,
      token: field.token,
      /** `access_token` or `refresh_token`. */
      hint: z.exactOptional(field.line),
      auth,
      /** A known server, whose rules the client's assertion follows. */
      server: z.exactOptional(field.name),
      ...transport,
    }),
  ),
  /** RFC 7009. */
  revoke: method<TokenExchange>()(
    z.strictObject({
      endpoint: field.line,
      token: field.token,
      hint: z.exactOptional(field.line),
      auth,
      /** A known server, whose rules the client's assertion follows. */
      server: z.exactOptional(field.name),
      ...transport,
    }),
  ),
  /** Calls a protected resource, such as the userinfo endpoint, with an access token. Errors also: `invalid-input`. */
  callResource: method<ResourceExchange>()(
    z.strictObject({
      url: field.line,
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      accessToken: field.token,
      headers: z.exactOptional(field.pairs),
      body: z.exactOptional(field.json),
      /** `Authorization: DPoP` with a proof, in place of `Bearer`. The key must be that of the token request. */
      dpop: z.exactOptional(dpop),
      ...transport,
    }),
  ),
  /** Reads a server's metadata (RFC 8414, OpenID Connect Discovery). Errors also: `metadata-not-found`. */
  discover: method<ServerMetadata>()(z.strictObject({ issuer: field.line, ...transport })),
  /** The certificates that were accepted, by address. */
  acceptedCertificates: method<readonly AcceptedCertificate[]>()(field.nothing),
  /**
   * Accepts one certificate for the address of this URL from now on, whatever is wrong with it. `certificate.fetch` shows
   * it beforehand.
   */
  acceptCertificate: method<readonly AcceptedCertificate[]>()(
    z.strictObject({
      endpoint: field.line,
      sha256: z.string().check(z.maxLength(95), z.regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/)),
    }),
  ),
  forgetCertificate: method<readonly AcceptedCertificate[]>()(z.strictObject({ server: field.line })),
};
