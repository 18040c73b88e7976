import type { JsonObject } from '../base/json.ts';
import type { AuthMethod } from './client-auth.ts';

/** What a server says of itself (RFC 8414, OpenID Connect Discovery), as far as sending needs it. */
export interface ServerMetadata {
  readonly issuer: string;
  /** Where the document was found. */
  readonly url: string;
  readonly tokenEndpoint?: string;
  readonly introspectionEndpoint?: string;
  readonly revocationEndpoint?: string;
  readonly userinfoEndpoint?: string;
  readonly jwksUri?: string;
  /** Of the methods that the server names, those that Signet knows, in the server's order. */
  readonly authMethods: readonly AuthMethod[];
  /** Algorithms for `client_assertion`. */
  readonly authAlgorithms: readonly string[];
  /** `grant_type` values. */
  readonly grantTypes: readonly string[];
  readonly scopes: readonly string[];
  /** Algorithms for DPoP proofs; empty where the server does not speak of DPoP. */
  readonly dpopAlgorithms: readonly string[];
  /** Endpoints for mutual TLS, where they are others (RFC 8705 section 5). */
  readonly mtlsAliases: { readonly tokenEndpoint?: string; readonly introspectionEndpoint?: string };
  /** The whole document. */
  readonly document: JsonObject;
}
