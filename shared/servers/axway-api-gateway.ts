import { setFix } from '../jwt/fix.ts';
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
    latestIssuedAt: 0,
  },
  ruleSources: {
    latestIssuedAt: 'Axway open docs, OAuth filters: the skew setting covers exp and nbf, not iat',
  },
  preset: {
    header: { alg: 'RS256' },
    claims: { iss: '{client_id}', aud: 'http://apiserver/api/oauth/token', exp: '+5m', iat: 'now' },
    endpoint: 'https://apiserver:8089/api/oauth/token',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: {
      what: 'the application’s OAuth client id, as the Client Application Registry shows it',
      example: 'SampleConfidentialApp',
    },
  },
  answerFormats: ['json', 'urlencoded', 'xml'],
  certificate: {
    format: 'pem',
    where: 'Client Application Registry, the application’s OAuth Credentials: paste the X.509 certificate',
  },
  notes: [
    'aud is the value in the server’s JWT filter, and need not be the URL that is posted to.',
    'It does not take a JWT as client authentication.',
    'The manual’s sample has exp and iat as strings and a 1024-bit key: write numbers, and use 2048 bits.',
  ],
  errors: [
    {
      error: 'invalid_grant',
      text: ['expir', 'lifetime', ' exp '],
      cause: 'exp is in the past or more than five minutes away',
      fix: 'set exp to +5m or less, and compare your clock with the server’s',
      apply: setFix('claims.exp', '+5m'),
      faults: ['expired', 'too-long-lived'],
    },
    {
      error: 'invalid_grant',
      text: ['audience', ' aud ', '"aud"'],
      cause: 'aud is not the value configured in the server’s JWT filter',
      fix: 'copy the filter’s audience to the letter: it often differs from the URL you post to',
      faults: ['wrong-aud', 'missing-aud'],
    },
    {
      error: 'invalid_grant',
      text: ['sign', 'verif', 'certificate'],
      cause: 'the certificate registered for the client does not belong to the key that signed',
      fix: 'export the certificate of this key and register it at the client application',
      faults: ['signature', 'wrong-alg', 'weak-key'],
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
      faults: ['wrong-iss', 'missing-iss'],
    },
  ],
  marks: { endpoint: ['/api/oauth/token'] },
  source: 'Axway open docs, API Gateway OAuth: JWT flow',
  checked: '2026-08-15',
};
