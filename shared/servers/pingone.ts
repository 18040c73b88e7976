import type { Server } from './server.ts';

export const pingone: Server = {
  name: 'pingone',
  title: 'PingOne',
  summary: 'A client assertion for the token endpoint or the issuer; one hour at most.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    subjectIsIssuer: true,
    audience: [
      'https://{host}/{environment}/as/token',
      'https://{host}/{environment}/as',
      'https://{host}/as',
    ],
    maxLifetime: 3600,
  },
  preset: {
    header: { alg: 'RS256' },
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://{host}/{environment}/as/token',
      exp: '+5m',
    },
    endpoint: 'https://{host}/{environment}/as/token',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'the application’s ID', example: '05f1b6d3-5d3a-4c1e-9f5c-2d0e3a4b5c6d' },
    host: { what: 'the region’s host', example: 'auth.pingone.eu' },
    environment: { what: 'the environment ID', example: 'abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6' },
  },
  answerFormats: [],
  certificate: { format: 'jwks', where: 'the application’s settings: JWKS, or JWKS URL' },
  notes: ['nbf, where it is there, must not be in the future.'],
  errors: [],
  marks: { endpoint: ['auth.pingone.'] },
  source: 'developer.pingidentity.com, Create a private key JWT',
  checked: '2026-08-15',
};
