import type { Server } from './server.ts';

export const appleAppStoreConnect: Server = {
  name: 'apple-app-store-connect',
  title: 'Apple App Store Connect',
  summary: 'The JWT itself is the bearer token: ES256 with the .p8 key, twenty minutes at most.',
  use: 'credential',
  auth: ['none'],
  rules: {
    algorithms: ['ES256'],
    requiredHeader: ['alg', 'kid', 'typ'],
    requiredClaims: ['iss', 'aud', 'exp', 'iat'],
    values: { 'header.typ': ['JWT'] },
    formats: { 'header.kid': 'ten-characters', 'claims.iss': 'uuid' },
    audience: ['appstoreconnect-v1'],
    maxLifetime: 1200,
    maxSpan: 1200,
  },
  preset: {
    header: { alg: 'ES256', kid: '{key_id}', typ: 'JWT' },
    claims: { iss: '{issuer_id}', iat: 'now', exp: '+15m', aud: 'appstoreconnect-v1' },
    endpoint: 'https://api.appstoreconnect.apple.com/v1/apps',
    query: [],
    params: [],
  },
  placeholders: {
    key_id: { what: 'the API key’s Key ID', example: '2X9R4HXF34' },
    issuer_id: { what: 'the team’s Issuer ID', example: '57246542-96fe-1a63-e053-0824d011072a' },
  },
  answerFormats: [],
  certificate: {
    format: 'pem',
    where: 'nowhere: Apple makes the key (.p8) under Users and Access, Integrations',
  },
  notes: [
    'It is sent as Authorization: Bearer. The signature is 64 bytes (RFC 7518 section 3.4), not DER.',
    'Requests that only read may live up to six months where scope names them.',
  ],
  errors: [
    {
      text: ['NOT_AUTHORIZED'],
      cause:
        'Apple refuses the JWT, and does not say why: its signature, kid, iss, aud, or a life of more than 20 minutes',
      fix: 'set kid and iss to Key ID and Issuer ID of one key, aud to appstoreconnect-v1, exp at most +20m, and sign with ES256 (64 bytes, not DER)',
      path: 'token',
      faults: ['token-refused', 'signature', 'wrong-kid', 'expired', 'too-long-lived', 'wrong-aud'],
      status: 401,
    },
    {
      text: ['REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED', 'required agreement is missing'],
      cause: 'the token is good; an agreement of the developer program was not signed, or has expired',
      fix: 'have the account holder accept the latest agreement at developer.apple.com',
      path: 'endpoint',
      status: 403,
    },
    {
      text: ['API key in use does not allow this request'],
      cause: 'the key’s role does not permit this request',
      fix: 'use a key with a role that may do this (Users and Access, Integrations)',
      path: 'header.kid',
      faults: ['not-permitted'],
      status: 403,
    },
  ],
  marks: { endpoint: ['appstoreconnect.apple.com'] },
  source: 'developer.apple.com, Generating Tokens for API Requests',
  checked: '2026-08-15',
};
