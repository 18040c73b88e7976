import { setFix } from '../jwt/fix.ts';
import type { Server } from './server.ts';

export const googleServiceAccount: Server = {
  name: 'google-service-account',
  title: 'Google service account',
  summary: 'The key comes from the service account’s JSON file; scopes go into the JWT; one hour at most.',
  use: 'grant',
  auth: ['none'],
  rules: {
    algorithms: ['RS256'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'aud', 'exp', 'iat'],
    formats: { 'claims.iss': 'email' },
    values: { 'header.typ': ['JWT'] },
    audience: ['https://oauth2.googleapis.com/token'],
    maxLifetime: 3600,
    maxSpan: 3600,
    latestIssuedAt: 0,
    wholeTimes: true,
    scope: 'claim',
  },
  preset: {
    header: { alg: 'RS256', typ: 'JWT' },
    claims: {
      iss: '{service_account}',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      aud: 'https://oauth2.googleapis.com/token',
      exp: '+1h',
      iat: 'now',
    },
    endpoint: 'https://oauth2.googleapis.com/token',
    query: [],
    params: [],
  },
  placeholders: {
    service_account: {
      what: 'client_email of the key file',
      example: 'robot@my-project.iam.gserviceaccount.com',
    },
  },
  answerFormats: [],
  certificate: {
    format: 'pem',
    where: 'Service accounts, Keys, Upload existing key: only for a key of your own',
  },
  notes: [
    'Add sub to act for a user of the domain (domain-wide delegation).',
    'With target_audience in place of scope, an id_token comes back.',
  ],
  errors: [
    {
      text: ['Invalid JWT Signature'],
      cause: 'the key that signed is not, or no longer, a key of this service account',
      fix: 'use the private key of a key file that still exists, and iss of the same file',
      faults: ['signature', 'wrong-alg', 'weak-key'],
      says: 'Invalid JWT Signature.',
    },
    {
      text: ['Token must be a short-lived token'],
      cause: 'exp is more than an hour after iat, or iat is not now: a wrong clock, strings or milliseconds',
      fix: 'set iat to now and exp to +1h, as numbers of seconds, and compare your clock',
      apply: {
        title: 'Set iat to now and exp to +1h',
        changes: [
          { set: { path: 'claims.iat', value: 'now' } },
          { set: { path: 'claims.exp', value: '+1h' } },
        ],
      },
      faults: ['expired', 'too-long-lived', 'issued-in-future', 'issued-too-early'],
      says: 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    },
    {
      text: ['Not a valid email', 'account not found'],
      cause: 'iss is no service account, or sub no user of the domain',
      fix: 'set iss to client_email of the key file, and sub to a user’s address or leave it out',
      faults: ['wrong-iss', 'wrong-sub'],
      says: 'Invalid grant: account not found',
    },
    {
      text: ['Invalid email or User ID'],
      cause: 'iss is no service account, or sub no user of the domain',
      fix: 'set iss to client_email of the key file, and sub to a user’s address or leave it out',
      faults: ['wrong-iss', 'wrong-sub', 'unknown-user'],
    },
    {
      text: ['Failed audience check'],
      cause: 'aud is not the audience that Google names',
      fix: 'set aud to https://oauth2.googleapis.com/token',
      apply: setFix('claims.aud', 'https://oauth2.googleapis.com/token'),
      faults: ['wrong-aud', 'missing-aud'],
    },
    {
      text: ['No valid verifier found for issuer'],
      cause:
        'Google has no key for iss: the service account or its key was deleted, or iss is not its address',
      fix: 'set iss to client_email of a key file whose key still exists',
      faults: ['wrong-iss', 'no-key'],
    },
    {
      error: 'unauthorized_client',
      text: ['unauthorized to retrieve access tokens'],
      cause: 'the service account has no domain-wide delegation for these scopes',
      fix: 'have an administrator of the domain allow the client id with exactly these scopes, or leave sub out',
    },
    {
      error: 'unauthorized_client',
      cause: 'the service account has no domain-wide delegation for these scopes',
      fix: 'have an administrator of the domain allow the client id with exactly these scopes, or leave sub out',
    },
    {
      error: 'invalid_scope',
      cause: 'a scope is unknown, or scope is not a text at the top of the claims',
      fix: 'write scope as one text, scopes separated by spaces',
    },
  ],
  marks: { endpoint: ['oauth2.googleapis.com', 'www.googleapis.com/oauth2', 'accounts.google.com'] },
  source: 'Google, Using OAuth 2.0 for Server to Server Applications',
  checked: '2026-08-15',
};
