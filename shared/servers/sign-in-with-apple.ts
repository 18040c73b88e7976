import type { Server } from './server.ts';

export const signInWithApple: Server = {
  name: 'sign-in-with-apple',
  title: 'Sign in with Apple',
  summary: 'The JWT is the value of client_secret; it may live for six months.',
  use: 'client-secret',
  auth: ['post'],
  rules: {
    algorithms: ['ES256'],
    requiredHeader: ['alg', 'kid'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
    formats: { 'header.kid': 'ten-characters', 'claims.iss': 'ten-characters' },
    audience: ['https://appleid.apple.com'],
    maxLifetime: 15_777_000,
  },
  preset: {
    header: { alg: 'ES256', kid: '{key_id}' },
    claims: {
      iss: '{team_id}',
      iat: 'now',
      exp: '+180d',
      aud: 'https://appleid.apple.com',
      sub: '{client_id}',
    },
    endpoint: 'https://appleid.apple.com/auth/token',
    query: [],
    params: [],
  },
  placeholders: {
    key_id: { what: 'the key’s Key ID', example: 'ABC123DEFG' },
    team_id: { what: 'the Team ID of the developer account', example: 'DEF123GHIJ' },
    client_id: { what: 'the Services ID or App ID', example: 'com.example.app' },
  },
  answerFormats: [],
  certificate: {
    format: 'pem',
    where: 'nowhere: Apple makes the key (.p8) under Certificates, Identifiers & Profiles, Keys',
  },
  notes: ['It goes into client_secret, and is no client_assertion.'],
  errors: [
    {
      error: 'invalid_client',
      cause:
        'Apple refuses the JWT that is the client_secret, and does not say why: its signature, kid, iss, sub, aud or exp',
      fix: 'set kid to the Key ID, iss to the Team ID, sub to the same client_id as the request’s, aud to https://appleid.apple.com, exp at most 180 days away, and sign with ES256 (64 bytes, not DER)',
      path: 'form.client_secret',
      faults: ['client-authentication', 'signature', 'wrong-client_secret'],
    },
    {
      error: 'invalid_grant',
      text: ['client_id mismatch'],
      cause:
        'the code was issued to another client id: the app’s bundle ID and the Services ID are two clients',
      fix: 'send client_id, and sub of the client_secret, of the client that got the code',
      path: 'form.client_id',
      faults: ['wrong-client_id'],
    },
    {
      error: 'invalid_grant',
      text: ['The code has expired or has been revoked'],
      cause: 'the code is older than five minutes, or was used before',
      fix: 'redeem each code once, within five minutes',
      path: 'form.code',
      faults: ['code'],
    },
  ],
  marks: { endpoint: ['appleid.apple.com'] },
  source: 'developer.apple.com, Creating a client secret',
  checked: '2026-08-15',
};
