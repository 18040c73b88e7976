import type { Server } from './server.ts';

export const rfc7523: Server = {
  name: 'rfc7523',
  title: 'Plain RFC 7523',
  summary: 'What the standard asks of every assertion.',
  use: 'grant',
  auth: ['none', 'basic', 'post'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
  },
  preset: {
    header: { alg: 'RS256' },
    claims: {
      iss: 'client',
      sub: 'user',
      aud: 'https://server.example/token',
      exp: '+5m',
      iat: 'now',
    },
    endpoint: 'https://server.example/token',
    query: [],
    params: [],
  },
  answerFormats: [],
  certificate: { format: 'pem', where: 'at the authorization server, as the key of the issuer' },
  errors: [],
  source: 'RFC 7523 section 3',
  checked: '2026-08-15',
};
