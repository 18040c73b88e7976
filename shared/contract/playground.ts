import * as z from 'zod/mini';
import { source } from './certificate.ts';
import * as field from './fields.ts';
import { method } from './method.ts';

/** `gateway`: `exp` at most 300 s away, no client authentication. `api-manager`: `exp` more than 300 s away, client_secret_basic or _post. */
export const clientKinds = ['gateway', 'api-manager'] as const;
export type ClientKind = (typeof clientKinds)[number];

/** A client of the playground, with all that a composer needs to talk to it. */
export interface PlaygroundClient {
  readonly kind: ClientKind;
  readonly clientId: string;
  /** The vault entry that holds the client secret; gateway clients have none. */
  readonly secret?: string;
  /** What `iss` must say: the client id at the gateway, the identity provider's name at the API manager. */
  readonly issuer: string;
  readonly subject?: string;
  readonly audience: string;
  readonly endpoint: string;
  /** SHA-256 fingerprint of the registered certificate. */
  readonly certificate: string;
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
  readonly status: number;
  readonly clientId?: string;
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
  readonly clients: readonly PlaygroundClient[];
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
  /** Registers a certificate and makes a client for it. Errors: `playground-not-running`, `not-a-certificate`. */
  register: method<PlaygroundClient>()(z.strictObject({ kind: z.enum(clientKinds), certificate: source })),
};
