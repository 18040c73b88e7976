import type { Server } from './server.ts';

export const janssen: Server = {
  name: 'janssen',
  title: 'Janssen',
  summary: 'aud begins with the issuer; sub must not be empty; the client’s own JWKS verifies.',
  use: 'grant',
  auth: ['basic', 'post', 'private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    audience: ['https://{host}', 'https://{host}/{path}'],
  },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: { iss: '{client_id}', sub: '{user}', aud: 'https://{host}', iat: 'now', exp: '+5m' },
    endpoint: 'https://{host}/jans-auth/restv1/token',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'the client id', example: '1800.6c5faa19-fa3b-4b7f-8d5d-1d0f2b3c4d5e' },
    user: { what: 'the subject; it must not be blank', example: 'alice' },
    host: { what: 'the server’s host', example: 'jans.example.com' },
  },
  answerFormats: [],
  certificate: { format: 'jwks', where: 'the client’s jwks or jwks_uri' },
  notes: ['uid in the claims links a user, where the server allows it.'],
  errors: [],
  marks: { endpoint: ['/jans-auth/'] },
  source: 'docs.jans.io, JWT grant',
  checked: '2026-08-15',
};
