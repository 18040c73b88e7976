import type { Server } from './server.ts';

export const oryHydra: Server = {
  name: 'ory-hydra',
  title: 'Ory Hydra (fosite)',
  summary: 'The issuer’s key is trusted by the admin API, with an expiry and scopes.',
  use: 'grant',
  auth: ['basic', 'post', 'private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti'],
  },
  ruleSources: { requiredClaims: 'ory/fosite: iat and jti may be made optional in the configuration' },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{issuer}',
      sub: '{user}',
      aud: 'https://{host}/oauth2/token',
      jti: '{uuid}',
      iat: 'now',
      exp: '+5m',
    },
    endpoint: 'https://{host}/oauth2/token',
    query: [],
    params: [],
  },
  placeholders: {
    issuer: { what: 'the issuer of the trust relationship', example: 'https://idp.example.com' },
    user: { what: 'the subject that the trust allows', example: 'alice@example.com' },
    host: { what: 'the public host', example: 'hydra.example.com' },
  },
  answerFormats: [],
  certificate: {
    format: 'jwk',
    where: 'admin API, /admin/trust/grants/jwt-bearer/issuers: the JWK, with its expiry',
  },
  errors: [],
  source: 'ory/fosite, RFC 7523 handler',
  checked: '2026-08-15',
};
