import type { ClientAuthentication, ClientKind } from '../../shared/contract/playground.ts';

/** What tells the kinds of client apart on the wire. */
export interface Flow {
  /** The token endpoint's path, as the real server has it. */
  readonly tokenPath: string;
  /** What a client may authenticate with, the usual way first. */
  readonly authentications: readonly [ClientAuthentication, ...ClientAuthentication[]];
  readonly grants: readonly string[];
  /** Lifetime of what is handed out, in seconds. */
  readonly accessTokenLifetime: number;
  readonly refreshTokenLifetime: number;
}

/** RFC 7523 section 2.1. */
export const jwtBearerGrantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** RFC 8693 section 2.1. */
export const tokenExchangeGrantType = 'urn:ietf:params:oauth:grant-type:token-exchange';
/** RFC 7523 section 2.2. */
export const clientAssertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const everyGrant = [jwtBearerGrantType, 'refresh_token', 'client_credentials', tokenExchangeGrantType];
const standardTokenPath = '/oauth2/token';

export const flows: Readonly<Record<ClientKind, Flow>> = {
  gateway: {
    tokenPath: '/api/oauth/token',
    authentications: ['none'],
    grants: [jwtBearerGrantType, 'refresh_token'],
    accessTokenLifetime: 3600,
    refreshTokenLifetime: 43_200,
  },
  'api-manager': {
    tokenPath: standardTokenPath,
    authentications: [
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
      'tls_client_auth',
      'self_signed_tls_client_auth',
    ],
    grants: everyGrant,
    accessTokenLifetime: 3600,
    refreshTokenLifetime: 86_400,
  },
  standard: {
    tokenPath: standardTokenPath,
    authentications: [
      'private_key_jwt',
      'none',
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'tls_client_auth',
      'self_signed_tls_client_auth',
    ],
    grants: everyGrant,
    accessTokenLifetime: 3600,
    refreshTokenLifetime: 86_400,
  },
};

/** Paths of the endpoints that all clients share. */
export const sharedPaths = {
  token: standardTokenPath,
  introspection: '/oauth2/introspect',
  revocation: '/oauth2/revoke',
  userinfo: '/oauth2/userinfo',
  jwks: '/oauth2/jwks',
  openidDiscovery: '/.well-known/openid-configuration',
  discovery: '/.well-known/oauth-authorization-server',
  resource: '/resource',
  summary: '/playground',
  registration: '/playground/clients',
  failures: '/playground/failures',
} as const;
