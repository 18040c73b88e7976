import type { Server } from './server.ts';

export const axwayApiGateway: Server = {
  name: 'axway-api-gateway',
  title: 'Axway API Gateway',
  summary: 'The client proves itself with its key alone; exp at most five minutes away.',
  use: 'grant',
  auth: ['none'],
  rules: {
    algorithms: ['RS256'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'aud', 'exp', 'iat'],
    maxLifetime: 300,
  },
  preset: {
    header: { alg: 'RS256' },
    claims: { iss: 'SampleConfidentialApp', aud: 'http://apiserver/api/oauth/token', exp: '+5m', iat: 'now' },
    endpoint: 'https://apiserver:8089/api/oauth/token',
    query: [],
    params: [],
  },
  answerFormats: ['json', 'urlencoded', 'xml'],
  certificate: {
    format: 'pem',
    where: 'Client Application Registry, the application’s OAuth Credentials: paste the X.509 certificate',
  },
  errors: [
    {
      error: 'invalid_grant',
      text: /expir|exp\b/i,
      cause: 'exp is in the past or more than five minutes away',
      fix: 'set exp to +5m or less, and compare your clock with the server’s',
    },
    {
      error: 'invalid_grant',
      text: /aud/i,
      cause: 'aud is not the value configured in the server’s JWT filter',
      fix: 'copy the filter’s audience to the letter: it often differs from the URL you post to',
    },
    {
      error: 'invalid_grant',
      text: /sign|verif|certificate/i,
      cause: 'the certificate registered for the client does not belong to the key that signed',
      fix: 'export the certificate of this key and register it at the client application',
    },
    {
      error: 'invalid_grant',
      cause: 'the gateway did not accept the assertion: signature, aud, exp or iat',
      fix: 'check the registered certificate, the filter’s audience, exp within five minutes and iat not in the future (the skew setting does not cover iat)',
    },
    {
      error: 'invalid_client',
      cause: 'iss is not the client_id of an application that may use the JWT flow',
      fix: 'set iss to the client_id that the Client Application Registry shows',
    },
  ],
  source: 'Axway open docs, API Gateway OAuth: JWT flow',
  checked: '2026-08-15',
};
