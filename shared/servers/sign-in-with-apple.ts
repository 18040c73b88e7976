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
  errors: [],
  marks: { endpoint: ['appleid.apple.com'] },
  source: 'developer.apple.com, Creating a client secret',
  checked: '2026-08-15',
};
