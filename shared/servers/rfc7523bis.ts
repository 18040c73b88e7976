import type { Server } from './server.ts';

export const rfc7523bis: Server = {
  name: 'rfc7523bis',
  title: 'RFC 7523, revision of 2026',
  summary: 'Client authentication: aud is the issuer identifier alone, typ client-authentication+jwt.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg', 'typ'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    values: { 'header.typ': ['client-authentication+jwt'] },
    subjectIsIssuer: true,
    audienceShape: 'string',
    audienceIsIssuer: true,
  },
  ruleSources: { audienceShape: 'draft-ietf-oauth-rfc7523bis: the sole value; FAPI 2.0: a single string' },
  preset: {
    header: { alg: 'ES256', typ: 'client-authentication+jwt' },
    derive: ['kid'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: '{issuer}',
      jti: '{uuid}',
      iat: 'now',
      exp: '+5m',
    },
    endpoint: '{issuer}/token',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'the client id', example: '55f9f559-2496-49d4-b6c3-351a586b7484' },
    issuer: { what: 'issuer of the server’s metadata, to the letter', example: 'https://as.example.com' },
  },
  answerFormats: [],
  certificate: { format: 'jwks', where: 'at the authorization server: the client’s jwks or jwks_uri' },
  notes: [
    'For the authorization grant, aud may still be the issuer or the token endpoint.',
    'Many servers document the token endpoint as aud to this day: choose theirs, not this, for them.',
  ],
  errors: [],
  source: 'draft-ietf-oauth-rfc7523bis-11',
  checked: '2026-08-15',
};
