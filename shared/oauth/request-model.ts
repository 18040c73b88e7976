import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import { maxJsonLength } from '../base/limits.ts';
import type { DerivedParameter } from '../jwt/fix.ts';
import { authMethods } from './client-auth.ts';
import { grantTypes } from './token-request.ts';

/** Header parameters that the core fills in from the key and its certificate (RFC 7515 sections 4.1.4 to 4.1.8). */
export const derivedParameters = [
  'kid',
  'x5t',
  'x5t#S256',
  'x5c',
] as const satisfies readonly DerivedParameter[];

const additions = z.exactOptional(
  z.array(z.enum(derivedParameters)).check(z.maxLength(derivedParameters.length)),
);

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
  /** Sign the texts as they stand, white space and all; `claims` may then be any text. Default: JSON without white space. */
  verbatim: z.exactOptional(z.boolean()),
  /** Leave the payload out of the token (RFC 7515 appendix F). */
  detached: z.exactOptional(z.boolean()),
});
export type Recipe = z.output<typeof recipe>;

/**
 * What a `client_assertion` is made of beside the key: what goes over the usual (shared/oauth/client-assertion.ts).
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
  /** A client assertion that is signed already, and what it was signed from where Signet made it: it can be sent again. */
  z.strictObject({
    method: z.enum(['client_secret_jwt', 'private_key_jwt']),
    clientId: field.line,
    assertion: field.token,
    madeFrom: z.exactOptional(recipe),
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
  /** Signed already, and what it was signed from where Signet made it: it can be sent again. */
  z.strictObject({
    type: z.literal('jwt-bearer'),
    assertion: field.token,
    madeFrom: z.exactOptional(recipe),
  }),
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

/**
 * A request as it is edited and kept: what a draft, a flow and a history entry are views on, and what
 * {@link buildNamedRequest} makes a request from. It holds no secret and no token. Much of it may still be missing.
 * @param reference how keys and secrets are named: by the ids of their vault entries, or by their names, which mean the same
 * on another machine
 */
export function requestShape<Reference extends z.ZodMiniType<string>>(reference: Reference) {
  return {
    /** A known server. */
    server: z.exactOptional(field.name),
    endpoint: field.line,
    /** What is asked for; left out, the JWT bearer grant. */
    grant: z.exactOptional(z.enum(grantTypes)),
    /** What signs the composed assertion; it, its header and claims as in a recipe. */
    key: z.exactOptional(reference),
    header: z.exactOptional(field.json),
    claims: z.exactOptional(field.json),
    add: additions,
    allowWeakKey: z.exactOptional(z.boolean()),
    verbatim: z.exactOptional(z.boolean()),
    detached: z.exactOptional(z.boolean()),
    auth: z.strictObject({
      method: z.enum(authMethods),
      clientId: z.exactOptional(field.line),
      secret: z.exactOptional(reference),
      /**
       * What proves the client. Left out with private_key_jwt: beside the JWT bearer grant the key of the assertion, and with
       * any other grant the composed assertion itself is the client's.
       */
      key: z.exactOptional(reference),
      /** What goes over the usual header and claims of a client assertion that is not the composed one. */
      header: z.exactOptional(field.json),
      claims: z.exactOptional(field.json),
      add: additions,
    }),
    query: z.exactOptional(field.pairs),
    params: z.exactOptional(field.pairs),
    dpop: z.exactOptional(z.strictObject({ key: z.exactOptional(reference) })),
    ...transport,
    /** What else the server answers to. */
    endpoints: z.exactOptional(
      z.strictObject({
        introspection: z.exactOptional(field.line),
        revocation: z.exactOptional(field.line),
        userinfo: z.exactOptional(field.line),
      }),
    ),
  };
}

const model = z.strictObject(requestShape(field.name));
export type RequestModel = z.output<typeof model>;
