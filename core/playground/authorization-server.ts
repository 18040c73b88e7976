import type { IncomingMessage, RequestListener } from 'node:http';
import type { JWK } from 'jose';
import type { Configuration, KoaContextWithOIDC, Provider, TokenEndpointGrantContext } from 'oidc-provider';
import type { ClientRegistry, RegisteredClient } from './client-registry.ts';
import type { Exchange } from './exchange.ts';
import { flows, jwtBearerGrantType, sharedPaths } from './flows.ts';
import type { OidcProviderModule } from './import-oidc-provider.ts';
import { issueTokens } from './issue-tokens.ts';
import type { AssertionVerdict } from './judge-assertion.ts';
import type { TokenStorage } from './token-storage.ts';

export interface AuthorizationServerParts {
  readonly oidc: OidcProviderModule;
  readonly storage: TokenStorage;
  readonly clients: ClientRegistry;
  /** The server's own signing key: a private JWK. */
  readonly signingKey: JWK;
  readonly exchangeOf: (request: IncomingMessage) => Exchange;
  readonly judge: (assertion: string, client: RegisteredClient) => Promise<AssertionVerdict>;
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
  /** The client that was found, whether or not it could prove itself. */
  readonly client?: { readonly clientId: string; readonly hasSecret: boolean };
}

/** The one token route that `oidc-provider` has; both flows' paths lead to it. */
export const providerTokenPath = flows['api-manager'].tokenPath;

/**
 * Sets `oidc-provider` up as a strict authorization server: JWT bearer and refresh grants, introspection
 * (RFC 7662), revocation (RFC 7009), JWKS and discovery (RFC 8414). Everything with a browser in it is off.
 *
 * @param issuer the server's address, which is also its issuer identifier
 */
export function createAuthorizationServer(issuer: string, parts: AuthorizationServerParts): RequestListener {
  const { oidc, exchangeOf } = parts;
  const provider = new oidc.Provider(issuer, configurationOf(parts));
  // Koa prints errors by itself, unless told not to; they are answered as server_error and logged by status.
  provider.silent = true;

  const noteRefusal = (ctx: KoaContextWithOIDC, error: Error) => {
    // InvalidGrant and InvalidClientAuth keep their reason to themselves, in a member that the types do not know.
    const { error_detail: detail } = error as { error_detail?: unknown };
    if (typeof detail === 'string') exchangeOf(ctx.req).refusal = detail;
  };
  provider.on('grant.error', noteRefusal);
  provider.on('introspection.error', noteRefusal);
  provider.on('revocation.error', noteRefusal);

  provider.use(async (ctx, next) => {
    await next();
    withoutBrowserEndpoints(ctx.body);
    const written = parts.finish(exchangeOf(ctx.req), answerOf(ctx as KoaContextWithOIDC));
    if (written === undefined) return;
    ctx.body = written.text;
    ctx.type = written.contentType;
  });
  provider.registerGrantType(jwtBearerGrantType, (ctx) => grantByAssertion(provider, ctx, parts), ['scope']);
  return provider.callback();
}

/** The library always announces an authorization endpoint (RFC 8414 section 2); this server answers at none. */
function withoutBrowserEndpoints(body: unknown): void {
  if (typeof body === 'object' && body !== null) Reflect.deleteProperty(body, 'authorization_endpoint');
}

async function grantByAssertion(
  provider: Provider,
  ctx: TokenEndpointGrantContext,
  parts: AuthorizationServerParts,
): Promise<void> {
  const { CustomOIDCProviderError } = parts.oidc.errors;
  const exchange = parts.exchangeOf(ctx.req);
  const client = parts.clients.find(ctx.oidc.client.clientId);
  if (client === undefined)
    throw new CustomOIDCProviderError('invalid_client', 'the client is not registered');
  if (client.kind !== exchange.kind) {
    const { tokenPath } = flows[client.kind];
    throw new CustomOIDCProviderError(
      'unauthorized_client',
      `this client belongs to the other flow, at ${tokenPath}`,
    );
  }
  if (exchange.assertion === undefined) {
    throw new CustomOIDCProviderError('invalid_request', 'the parameter assertion is missing');
  }
  const verdict = await parts.judge(exchange.assertion, client);
  exchange.checks.push(...verdict.checks);
  // RFC 7523 section 3.1: whatever is wrong with the assertion, the error is invalid_grant.
  if (verdict.rejection !== undefined) throw new CustomOIDCProviderError('invalid_grant', verdict.rejection);
  await issueTokens(provider, ctx, verdict.subject);
}

function answerOf(ctx: KoaContextWithOIDC): ProviderAnswer {
  const client = ctx.oidc?.client;
  if (client === undefined) return { status: ctx.status, body: ctx.body };
  return {
    status: ctx.status,
    body: ctx.body,
    client: { clientId: client.clientId, hasSecret: client.clientSecret !== undefined },
  };
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
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
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
    // A policy of its own switches the refresh grant on, without the scope that OpenID Connect has for it.
    issueRefreshToken: () => true,
    responseTypes: ['none'],
    // RFC 9700 section 4.14.2: each use gives a new refresh token, and a second use of the old one ends them all.
    rotateRefreshToken: true,
    routes: {
      token: providerTokenPath,
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
      ClientCredentials: 60,
      DeviceCode: 60,
      IdToken: 60,
      Interaction: 60,
      Session: 60,
    },
  };
}
