import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import { maxJsonLength } from '../base/limits.ts';
import type { ServerMetadata } from '../oauth/server-metadata.ts';
import type { ResourceExchange, TokenExchange } from '../oauth/token-exchange.ts';
import { method } from './method.ts';

const additions = z.exactOptional(z.array(z.enum(['kid', 'x5t', 'x5t#S256', 'x5c'])));

/**
 * What an assertion is signed from, just before it is sent. Times in `exp`, `nbf` and `iat` may be expressions (`now`,
 * `+5m`); a `jti` of `{uuid}` becomes a fresh one.
 */
export const recipe = z.strictObject({
  /** The vault entry that signs. */
  entry: field.id,
  header: field.json,
  claims: field.json,
  /** Header parameters that the core fills in from the key and its certificate. */
  add: additions,
  /** The user's explicit yes to RSA below 2048 bits or a short HMAC secret. */
  allowWeakKey: z.exactOptional(z.boolean()),
});
export type Recipe = z.output<typeof recipe>;

/**
 * What a `client_assertion` is made of beside the key. Without them: the key's usual `alg`; `iss` and `sub` the client id,
 * `aud` the endpoint, `exp` in 60 s, `iat`, a fresh `jti`. What is given here goes over these.
 */
const clientAssertion = {
  header: z.exactOptional(field.json),
  claims: z.exactOptional(field.json),
  add: additions,
  allowWeakKey: z.exactOptional(z.boolean()),
};

/** How the client proves itself. Secrets and keys are named by their vault entries. */
export const auth = z.union([
  z.strictObject({ method: z.literal('none'), clientId: z.exactOptional(field.line) }),
  z.strictObject({
    method: z.enum(['basic', 'post']),
    clientId: field.line,
    /** The vault entry that holds the client secret. */
    secret: field.id,
  }),
  z.strictObject({
    method: z.literal('client_secret_jwt'),
    clientId: field.line,
    secret: field.id,
    ...clientAssertion,
  }),
  z.strictObject({
    method: z.literal('private_key_jwt'),
    clientId: field.line,
    key: field.id,
    ...clientAssertion,
  }),
  /** A client assertion that is signed already. */
  z.strictObject({
    method: z.enum(['client_secret_jwt', 'private_key_jwt']),
    clientId: field.line,
    assertion: field.token,
  }),
  /** tls_client_auth and self_signed_tls_client_auth (RFC 8705). */
  z.strictObject({
    method: z.literal('mtls'),
    clientId: field.line,
    /** The vault entry with the key and its certificate chain. */
    key: field.id,
  }),
]);
export type NamedAuth = z.output<typeof auth>;

/** RFC 9449. Without a key, one that lasts until Signet ends, the same for every request. */
export const dpop = z.strictObject({ key: z.exactOptional(field.id) });

/** How a request gets to the server. */
export const transport = {
  /** Accept any TLS certificate, for this request alone. */
  insecure: z.exactOptional(z.boolean()),
  /** Authorities to trust beside the system's: PEM. */
  ca: z.exactOptional(z.string().check(z.maxLength(maxJsonLength))),
  /** `http://[user:password@]host:port`; `none` for no proxy. Left out: what the environment says (HTTPS_PROXY, NO_PROXY). */
  proxy: z.exactOptional(field.line),
  /** For the whole exchange; default 30. */
  timeoutSeconds: z.exactOptional(z.int().check(z.minimum(1), z.maximum(600))),
};

/** What is asked for. `scope`, `audience` and `resource` are parameters like any other. */
export const grant = z.union([
  z.strictObject({ type: z.literal('jwt-bearer'), assertion: field.token }),
  /** Signed anew for this request. */
  z.strictObject({ type: z.literal('jwt-bearer'), sign: recipe }),
  z.strictObject({ type: z.literal('client-credentials') }),
  z.strictObject({ type: z.literal('refresh-token'), refreshToken: field.token }),
  /** RFC 8693; the types are `urn:ietf:params:oauth:token-type:…`, access_token where left out. */
  z.strictObject({
    type: z.literal('token-exchange'),
    subjectToken: field.token,
    subjectTokenType: z.exactOptional(field.line),
    actorToken: z.exactOptional(field.token),
    actorTokenType: z.exactOptional(field.line),
    requestedTokenType: z.exactOptional(field.line),
  }),
  /** Microsoft Entra's on-behalf-of: the assertion is the access token that the API was called with. */
  z.strictObject({ type: z.literal('on-behalf-of'), assertion: field.token }),
]);

export const tokenRequest = z.strictObject({
  endpoint: field.line,
  grant,
  auth,
  /** Added to the URL. */
  query: z.exactOptional(field.pairs),
  /** Added to the form. */
  params: z.exactOptional(field.pairs),
  dpop: z.exactOptional(dpop),
  /** A known server, whose texts then explain a failure. */
  server: z.exactOptional(field.name),
  ...transport,
});
export type NamedTokenRequest = z.output<typeof tokenRequest>;

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
