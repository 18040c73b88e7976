import type { Server } from './server.ts';

export const curity: Server = {
  name: 'curity',
  title: 'Curity Identity Server',
  summary: 'Client assertions with an asymmetric key or JWKS; aud the issuer or the token endpoint.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    subjectIsIssuer: true,
  },
  unverified: ['requiredClaims'],
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://{host}/oauth/v2/oauth-anonymous',
      jti: '{uuid}',
      iat: 'now',
      exp: '+5m',
    },
    endpoint: 'https://{host}/oauth/v2/oauth-token',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'the client’s id', example: 'my-client' },
    host: { what: 'the server’s base URL without scheme', example: 'login.example.com' },
  },
  answerFormats: [],
  certificate: {
    format: 'pem',
    where: 'the client’s authentication method, asymmetric key: a signature verification key, or a JWKS URI',
  },
  errors: [],
  marks: { endpoint: ['/oauth/v2/oauth-token', '.curity.'] },
  source: 'curity.io, Client authentication with asymmetric keys',
  checked: '2026-11-30',
};
