import type { Server } from './server.ts';

export const okta: Server = {
  name: 'okta',
  title: 'Okta',
  summary: 'A client assertion whose aud is the token URL; one hour at most, jti for a single use.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'HS256', 'HS384', 'HS512'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    subjectIsIssuer: true,
    audience: ['https://{domain}/oauth2/v1/token', 'https://{domain}/oauth2/{authorization_server}/v1/token'],
    maxLifetime: 3600,
    latestIssuedAt: 0,
  },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://{domain}/oauth2/v1/token',
      jti: '{uuid}',
      iat: 'now',
      exp: '+5m',
    },
    endpoint: 'https://{domain}/oauth2/v1/token',
    query: [],
    params: [['scope', 'okta.users.read']],
  },
  placeholders: {
    client_id: { what: 'the app integration’s client id', example: '0oa1ab2cd3EFgh4ij5k6' },
    domain: { what: 'your Okta domain', example: 'example.okta.com' },
  },
  answerFormats: [],
  certificate: { format: 'jwk', where: 'the app’s General tab, Client Credentials, Public key: add the JWK' },
  notes: [
    'The org’s own server and each custom server have different token URLs; aud is the one that is posted to.',
    'kid is needed where the app has more than one key.',
    'Some apps demand DPoP: the answer then says so.',
  ],
  errors: [],
  marks: { endpoint: ['.okta.com', '.oktapreview.com', '.okta-emea.com'] },
  source: 'okta-developer-docs, Build a JWT for client authentication',
  checked: '2026-08-15',
};
