import { oryHydra } from './ory-hydra.ts';
import type { Server } from './server.ts';

/** Built on a fork of fosite: it answers in the same words. */
export const authelia: Server = {
  ...oryHydra,
  name: 'authelia',
  family: 'fosite',
  title: 'Authelia',
  summary: 'A client assertion whose aud is the issuer; each jti once.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    subjectIsIssuer: true,
    audience: ['https://{host}', 'https://{host}/api/oidc/token'],
  },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://{host}',
      jti: '{uuid}',
      iat: 'now',
      exp: '+5m',
    },
    endpoint: 'https://{host}/api/oidc/token',
    query: [],
    params: [],
  },
  ruleSources: {},
  placeholders: {
    client_id: { what: 'the client’s id in the configuration', example: 'my-service' },
    host: { what: 'Authelia’s host', example: 'auth.example.com' },
  },
  certificate: { format: 'jwks', where: 'the client’s jwks or jwks_uri in the configuration' },
  marks: { endpoint: ['/api/oidc/token'] },
  source: 'authelia.com, OpenID Connect 1.0 clients; ory/fosite',
  checked: '2026-11-30',
};
