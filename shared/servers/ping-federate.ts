import type { Server } from './server.ts';

export const pingFederate: Server = {
  name: 'ping-federate',
  title: 'PingFederate',
  summary:
    'Client assertions with the client’s JWKS; the grant goes to an access token manager of the issuer.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    subjectIsIssuer: true,
    audience: ['https://{host}', 'https://{host}/as/token.oauth2'],
  },
  unverified: ['requiredClaims'],
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://{host}/as/token.oauth2',
      jti: '{uuid}',
      iat: 'now',
      exp: '+5m',
    },
    endpoint: 'https://{host}/as/token.oauth2',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'the client’s Client ID', example: 'im_client' },
    host: { what: 'the base URL’s host and port', example: 'sso.example.com:9031' },
  },
  answerFormats: [],
  certificate: {
    format: 'jwks',
    where: 'the client’s JWKS URL or JWKS, with Client Authentication set to Private Key JWT',
  },
  notes: ['Replay prevention, where it is on, takes each jti once.'],
  errors: [
    {
      error: 'invalid_client',
      text: ['Invalid client or client credentials'],
      cause: 'the client id is unknown, or its secret or client assertion is wrong',
      fix: 'check the client id, and that Client Authentication of the client is the method that was used',
      path: 'auth',
      faults: ['client-authentication', 'unknown-client', 'wrong-client_secret', 'signature'],
      status: 401,
    },
  ],
  marks: { endpoint: ['/as/token.oauth2'] },
  source: 'docs.pingidentity.com, PingFederate: OAuth token endpoint and client management',
  checked: '2026-11-30',
};
