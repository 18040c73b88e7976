import type { ClientKind } from '../../shared/contract/playground.ts';

/** What tells the two flows apart on the wire. */
export interface Flow {
  /** The token endpoint's path, as the real server has it. */
  readonly tokenPath: string;
  /** Whether the form's `format` chooses how the answer is written. */
  readonly takesFormat: boolean;
  /** Whether clients prove themselves with a secret as well as with the assertion. */
  readonly clientSecret: boolean;
  /** Lifetime of what is handed out, in seconds. */
  readonly accessTokenLifetime: number;
  readonly refreshTokenLifetime: number;
}

export const flows = {
  gateway: {
    tokenPath: '/api/oauth/token',
    takesFormat: true,
    clientSecret: false,
    accessTokenLifetime: 3600,
    refreshTokenLifetime: 43_200,
  },
  'api-manager': {
    tokenPath: '/oauth2/token',
    takesFormat: false,
    clientSecret: true,
    accessTokenLifetime: 3600,
    refreshTokenLifetime: 86_400,
  },
} as const satisfies Record<ClientKind, Flow>;

/** Paths of the endpoints that both flows share. */
export const sharedPaths = {
  introspection: '/oauth2/introspect',
  revocation: '/oauth2/revoke',
  jwks: '/oauth2/jwks',
  openidDiscovery: '/.well-known/openid-configuration',
  discovery: '/.well-known/oauth-authorization-server',
  summary: '/playground',
  registration: '/playground/clients',
} as const;

/** RFC 7523 section 2.1. */
export const jwtBearerGrantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
