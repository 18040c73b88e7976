import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import { source } from './certificate.ts';
import { method } from './method.ts';

/**
 * `gateway`: the assertion alone proves the client; `exp` at most 300 s away. `api-manager`: the client authenticates,
 * the assertion names a user; `exp` more than 300 s away. `standard`: what the standards ask, in every way they allow.
 */
export const clientKinds = ['gateway', 'api-manager', 'standard'] as const;
export type ClientKind = (typeof clientKinds)[number];

/** By the names of OpenID Connect Core section 9 and RFC 8705 section 2. */
export const clientAuthentications = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const;
export type ClientAuthentication = (typeof clientAuthentications)[number];

/** `required`: tokens only with a DPoP proof. `nonce`: and only with a nonce of the server's in it (RFC 9449 section 8). */
export const dpopDemands = ['required', 'nonce'] as const;
export type DpopDemand = (typeof dpopDemands)[number];

/** How answers go wrong on demand, so that a client's handling of it can be tried. */
export const failureModes = [
  'slow',
  'html',
  'server-error',
  'wrong-content-type',
  'truncated',
  'connection-reset',
  'wrong-clock',
] as const;
export type FailureMode = (typeof failureModes)[number];

export interface PlaygroundFailure {
  readonly mode: FailureMode;
  /** How many more answers fail; every one, when left out. */
  readonly remaining?: number;
}

/** A client of the playground, with all that a composer needs to talk to it. */
export interface PlaygroundClient {
  readonly kind: ClientKind;
  readonly clientId: string;
  readonly authentication: ClientAuthentication;
  /** The vault entry that holds the client secret; absent where there is none. */
  readonly secret?: string;
  /** What `iss` must say: the client id, or the identity provider's name at the API manager. */
  readonly issuer: string;
  readonly subject?: string;
  readonly audience: string;
  /** The token endpoint; over TLS where the client authenticates by its TLS certificate. */
  readonly endpoint: string;
  /** SHA-256 fingerprint of the registered certificate. */
  readonly certificate?: string;
  /** The known server whose rules this client is held against, and in whose words it is answered. */
  readonly personality?: string;
  readonly dpop?: DpopDemand;
  readonly failure?: PlaygroundFailure;
}

/** One rule that the playground held a request against. */
export interface PlaygroundCheck {
  readonly rule: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface PlaygroundLogEntry {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** 0 where the connection was cut instead. */
  readonly status: number;
  readonly clientId?: string;
  /** `grant_type`, where it is one that the playground knows. */
  readonly grant?: string;
  readonly failure?: FailureMode;
  readonly checks: readonly PlaygroundCheck[];
}

export interface PlaygroundStatus {
  readonly running: boolean;
  /** `http://127.0.0.1:PORT`; absent when stopped. */
  readonly url?: string;
  /** The same server over TLS with a self-signed certificate. */
  readonly tlsUrl?: string;
  readonly introspectionEndpoint?: string;
  readonly jwksUri?: string;
  /** A protected resource: says whose token it was called with. */
  readonly resource?: string;
  readonly clients: readonly PlaygroundClient[];
  /** What every client's answers suffer from. */
  readonly failure?: PlaygroundFailure;
  /** Newest first, at most 50. */
  readonly log: readonly PlaygroundLogEntry[];
}

export const playgroundMethods = {
  status: method<PlaygroundStatus>()(field.nothing),
  /** Listens on 127.0.0.1. Errors: `port-in-use`. */
  start: method<PlaygroundStatus>()(
    z.strictObject({ port: z.exactOptional(z.int().check(z.minimum(0), z.maximum(65_535))) }),
  ),
  stop: method<PlaygroundStatus>()(field.nothing),
  /**
   * Registers a certificate and makes a client for it. `authentication` is the kind's usual one when left out;
   * `certificate` may be left out where nothing is signed and no TLS certificate shown.
   * Errors: `playground-not-running`, `not-a-certificate`, `key-needed`, `unknown-server`, `invalid-input`.
   */
  register: method<PlaygroundClient>()(
    z.strictObject({
      kind: z.enum(clientKinds),
      certificate: z.exactOptional(source),
      authentication: z.exactOptional(z.enum(clientAuthentications)),
      personality: z.exactOptional(field.name),
      dpop: z.exactOptional(z.enum(dpopDemands)),
    }),
  ),
  /**
   * Makes answers fail, or, without `mode`, no longer. Of one client or of all; the next `count`, or every one.
   * Errors: `playground-not-running`, `entry-not-found` for an unknown client.
   */
  fail: method<PlaygroundStatus>()(
    z.strictObject({
      mode: z.exactOptional(z.enum(failureModes)),
      clientId: z.exactOptional(field.id),
      count: z.exactOptional(z.int().check(z.minimum(1), z.maximum(1000))),
    }),
  ),
};
