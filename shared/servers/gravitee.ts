import type { Server } from './server.ts';

export const gravitee: Server = {
  name: 'gravitee',
  title: 'Gravitee API Management, JWT plan',
  summary:
    'The JWT itself is the bearer token; the claim client_id (or azp, aud) names the subscribed application.',
  use: 'credential',
  auth: ['none'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512', 'HS256', 'HS384', 'HS512'],
    requiredHeader: ['alg'],
    requiredClaims: ['exp'],
  },
  preset: {
    header: { alg: 'RS256', typ: 'JWT' },
    derive: ['kid'],
    claims: { iss: '{issuer}', sub: '{subject}', client_id: '{client_id}', iat: 'now', exp: '+5m' },
    endpoint: 'https://{host}/{path}',
    query: [],
    params: [],
  },
  placeholders: {
    issuer: { what: 'the issuer', example: 'https://idp.example.com' },
    subject: { what: 'the subject', example: 'service-1' },
    client_id: { what: 'the Client ID of the application that subscribed to the plan', example: 'my-app' },
    host: { what: 'the gateway', example: 'gateway.example.com' },
    path: { what: 'the API’s context path', example: 'my-api' },
  },
  answerFormats: [],
  certificate: { format: 'pem', where: 'the plan’s public key: given, in gravitee.yml, or a JWKS URL' },
  notes: ['The answer is a bare Unauthorized; the reason is in the gateway’s log.'],
  errors: [
    {
      text: ['Unauthorized'],
      common: true,
      cause:
        'the gateway refuses the JWT and does not say why: signature, exp, or no subscription of the application that client_id names',
      fix: 'check the plan’s public key and algorithm, exp, and that the application with this client_id has an accepted subscription',
      path: 'claims.client_id',
      faults: ['token-refused', 'signature', 'expired'],
      status: 401,
    },
  ],
  source: 'documentation.gravitee.io, JWT plan and JWT policy',
  checked: '2026-11-30',
};
