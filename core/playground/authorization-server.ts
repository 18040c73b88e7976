import type { IncomingMessage, RequestListener } from 'node:http';
import type { JWK } from 'jose';
import type { Configuration } from 'oidc-provider';
import { clientAuthentications } from '../../shared/contract/playground.ts';
import type { ClientRegistry, RegisteredClient } from './client-registry.ts';
import type { Exchange } from './exchange.ts';
import { flows, sharedPaths } from './flows.ts';
import { grantHandlers } from './grants.ts';
import type { OidcProviderModule } from './import-oidc-provider.ts';
import type { AssertionVerdict } from './judge-assertion.ts';
import type { Refusal } from './personality.ts';
import { toDescription } from './plain-words.ts';
import type { TokenStorage } from './token-storage.ts';

export interface AuthorizationServerParts {
  readonly oidc: OidcProviderModule;
  readonly storage: TokenStorage;
  readonly clients: ClientRegistry;
  /** The server's own signing key: a private JWK. */
  readonly signingKey: JWK;
  /** The same server's TLS address, where TLS client certificates are taken. */
  readonly tlsUrl: string;
  readonly exchangeOf: (request: IncomingMessage) => Exchange;
  readonly judge: (
    assertion: string,
    client: RegisteredClient,
    exchange: Exchange,
    error: string,
  ) => Promise<AssertionVerdict>;
  /** Called before each answer goes out; returns how it is to be written. */
  readonly finish: (
    exchange: Exchange,
    answer: ProviderAnswer,
  ) => { contentType: string; text: string } | undefined;
}

/** What `oidc-provider` is about to answer. */
export interface ProviderAnswer {
  readonly status: number;
  /** The JSON object, where the answer is one. */
  readonly body: unknown;
}

/**
 * Sets `oidc-provider` up as an authorization server: tokens, introspection (RFC 7662), revocation (RFC 7009), JWKS
 * and discovery (RFC 8414). Clients have proven themselves before it hears of them, so that each rule of that can be
 * told; and everything with a browser in it is off.
 *
 * @param issuer the server's address, which is also its issuer identifier
 */
export function createAuthorizationServer(issuer: string, parts: AuthorizationServerParts): RequestListener {
  const { oidc, exchangeOf, storage } = parts;
  const provider = new oidc.Provider(issuer, configurationOf(parts));
  // Koa prints errors by itself, unless told not to; they are answered as server_error and logged by status.
  provider.silent = true;

  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path.startsWith('/.well-known/')) amendDiscovery(ctx.body, issuer, parts.tlsUrl);
    const written = parts.finish(exchangeOf(ctx.req), { status: ctx.status, body: ctx.body });
    if (written === undefined) return;
    ctx.body = written.text;
    ctx.type = written.contentType;
  });
  for (const [grantType, handle] of Object.entries(grantHandlers)) {
    provider.registerGrantType(
      grantType,
      async (ctx) => {
        const exchange = exchangeOf(ctx.req);
        const client = parts.clients.find(ctx.oidc.client.clientId);
        if (client === undefined) throw new TypeError('the client is gone');
        const refusal = await handle({
          provider,
          ctx,
          exchange,
          client,
          storage,
          judge: (assertion, owner, error) => parts.judge(assertion, owner, exchange, error),
        });
        if (refusal !== undefined) throw toError(oidc, refusal);
      },
      ['scope'],
    );
  }
  return provider.callback();
}

function toError({ errors }: OidcProviderModule, { error, description, status = 400 }: Refusal): Error {
  const made = new errors.CustomOIDCProviderError(error, '');
  // The class has room for 400 only, and always wants a description; known servers differ.
  return Object.assign(made, {
    status,
    statusCode: status,
    error_description: description && toDescription(description),
  });
}

/** What the library announces, without what it cannot do here and with what is done in front of it. */
function amendDiscovery(body: unknown, issuer: string, tlsUrl: string): void {
  if (typeof body !== 'object' || body === null) return;
  const methods = [...clientAuthentications];
  const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
  const signing = [...algorithms, 'EdDSA', 'Ed25519', 'HS256', 'HS384', 'HS512'];
  Object.assign(body, {
    userinfo_endpoint: `${issuer}${sharedPaths.userinfo}`,
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: signing,
    introspection_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_signing_alg_values_supported: signing,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: signing,
    dpop_signing_alg_values_supported: [...algorithms, 'EdDSA', 'Ed25519'],
    // RFC 8705 section 5.
    mtls_endpoint_aliases: {
      token_endpoint: `${tlsUrl}${sharedPaths.token}`,
      introspection_endpoint: `${tlsUrl}${sharedPaths.introspection}`,
      revocation_endpoint: `${tlsUrl}${sharedPaths.revocation}`,
    },
  });
  // The library always announces an authorization endpoint (RFC 8414 section 2); this server answers at none.
  Reflect.deleteProperty(body, 'authorization_endpoint');
}

function configurationOf({ storage, clients, signingKey }: AuthorizationServerParts): Configuration {
  const isOwnToken = (_: unknown, client: { clientId: string }, token: { clientId?: string | undefined }) =>
    token.clientId === client.clientId;
  const lifetimeOf = (clientId: string | undefined) => {
    const kind = clientId === undefined ? undefined : clients.find(clientId)?.kind;
    return flows[kind ?? 'gateway'];
  };
  return {
    adapter: storage.adapter,
    jwks: { keys: [signingKey as never] },
    clientAuthMethods: ['none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: [], response_types: [] },
    clientBasedCORS: () => false,
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      introspection: { enabled: true, allowedPolicy: isOwnToken },
      revocation: { enabled: true, allowedPolicy: isOwnToken },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    responseTypes: ['none'],
    routes: {
      token: sharedPaths.token,
      introspection: sharedPaths.introspection,
      revocation: sharedPaths.revocation,
      jwks: sharedPaths.jwks,
    },
    scopes: [],
    // Without a value of its own for each, the library prints a notice when it falls back to its default.
    ttl: {
      AccessToken: (_, token) => lifetimeOf(token.clientId).accessTokenLifetime,
      RefreshToken: (_, token) => lifetimeOf(token.clientId).refreshTokenLifetime,
      Grant: 14 * 86_400,
      AuthorizationCode: 60,
      BackchannelAuthenticationRequest: 60,
      ClientCredentials: (_, token) => lifetimeOf(token.clientId).accessTokenLifetime,
      DeviceCode: 60,
      IdToken: 60,
      Interaction: 60,
      Session: 60,
    },
  };
}
