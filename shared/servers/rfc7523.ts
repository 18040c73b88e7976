import type { Server } from './server.ts';

export const rfc7523: Server = {
  name: 'rfc7523',
  title: 'Plain RFC 7523',
  summary: 'What the standard of 2015 asks of every assertion.',
  use: 'grant',
  auth: ['none', 'basic', 'post', 'private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
  },
  preset: {
    header: { alg: 'RS256' },
    claims: {
      iss: '{client_id}',
      sub: '{user}',
      aud: 'https://server.example/token',
      exp: '+5m',
      iat: 'now',
    },
    endpoint: 'https://server.example/token',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'whoever issues the assertion: often the client', example: 'client' },
    user: { what: 'whom the access token is for', example: 'user' },
  },
  answerFormats: [],
  certificate: { format: 'pem', where: 'at the authorization server, as the key of the issuer' },
  notes: ['For client authentication, iss and sub are both the client_id (section 3, number 2B).'],
  errors: [],
  source: 'RFC 7523 section 3',
  checked: '2026-08-15',
};
