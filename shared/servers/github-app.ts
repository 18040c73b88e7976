import type { Server } from './server.ts';

export const githubApp: Server = {
  name: 'github-app',
  title: 'GitHub App',
  summary: 'The JWT itself is the bearer token; iat a minute in the past, exp at most ten minutes away.',
  use: 'credential',
  auth: ['none'],
  rules: {
    algorithms: ['RS256'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'iat', 'exp'],
    maxLifetime: 600,
    latestIssuedAt: -60,
    wholeTimes: true,
  },
  ruleSources: { latestIssuedAt: 'docs.github.com: iat 60 seconds in the past, against clocks that differ' },
  preset: {
    header: { alg: 'RS256', typ: 'JWT' },
    claims: { iat: '-60s', exp: '+9m', iss: '{client_id}' },
    endpoint: 'https://api.github.com/app/installations/{installation_id}/access_tokens',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'the app’s Client ID, or its App ID', example: 'Iv23liAbCdEfGhIjKlMn' },
    installation_id: { what: 'the installation to get a token for', example: '12345678' },
  },
  answerFormats: [],
  certificate: { format: 'pem', where: 'nowhere: GitHub makes the key (PKCS#1 PEM) in the app’s settings' },
  notes: ['It is sent as Authorization: Bearer; the answer’s token works for an hour.'],
  errors: [],
  marks: { endpoint: ['api.github.com'] },
  source: 'docs.github.com, Generating a JSON Web Token (JWT) for a GitHub App',
  checked: '2026-08-15',
};
