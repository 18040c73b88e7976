import type { Server } from './server.ts';

export const servicenow: Server = {
  name: 'servicenow',
  title: 'ServiceNow',
  summary: 'iss and aud are both the client id; sub names a user of the instance.',
  use: 'grant',
  auth: ['post', 'basic'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'HS256', 'HS384', 'HS512'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
  },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: { iss: '{client_id}', sub: '{user}', aud: '{client_id}', iat: 'now', exp: '+5m' },
    endpoint: 'https://{instance}.service-now.com/oauth_token.do',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'Client ID in the Application Registry', example: 'a1b2c3d4e5f64a7b8c9d0e1f2a3b4c5d' },
    user: {
      what: 'the user, by the field that the registry’s User Field names',
      example: 'abel.tuter@example.com',
    },
    instance: { what: 'the instance', example: 'dev12345' },
  },
  answerFormats: [],
  certificate: {
    format: 'pem',
    where: 'System Definition, Certificates; then a JWT Verifier Map of the application',
  },
  notes: [
    'Newer editions of the documentation name the token endpoint as aud [unverified]; the endpoint for external clients compares with the client id.',
  ],
  errors: [
    {
      text: ['access_denied'],
      common: true,
      cause:
        'ServiceNow refuses the request and does not say why: kid, the JWT verifier map, the user that sub names, or the client secret',
      fix: 'look into the system log (source OAuth); check that the JWT provider’s verifier map has this kid and certificate, and that sub’s user exists by its User field',
      path: 'claims.sub',
      faults: ['token-refused', 'unknown-user', 'signature'],
      status: 401,
    },
  ],
  marks: { endpoint: ['service-now.com', '/oauth_token.do'] },
  source: 'ServiceNow docs, Create an OAuth JWT API endpoint for external clients',
  checked: '2026-08-15',
};
