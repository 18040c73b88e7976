import type { Server } from './server.ts';

export const pingAm: Server = {
  name: 'ping-am',
  title: 'PingAM (ForgeRock)',
  summary:
    'iss is a trusted JWT issuer profile, which must exist even for a JWT that the client signs itself.',
  use: 'grant',
  auth: ['basic', 'post', 'private_key_jwt'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    audience: ['https://{host}/am/oauth2/access_token', 'https://{host}/am/oauth2', 'https://{base}'],
  },
  ruleSources: { algorithms: 'PingAM 8, OAuth 2.0 JWT bearer grant: asymmetric algorithms only' },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{trusted_issuer}',
      sub: '{user}',
      aud: 'https://{host}/am/oauth2/access_token',
      scope: 'profile',
      exp: '+5m',
    },
    endpoint: 'https://{host}/am/oauth2/access_token',
    query: [],
    params: [['scope', 'profile']],
  },
  placeholders: {
    trusted_issuer: {
      what: 'JWT Issuer of the trusted JWT issuer profile',
      example: 'https://client.example.com',
    },
    user: { what: 'the resource owner, one of the profile’s allowed subjects', example: 'bjensen' },
    host: { what: 'the server’s host', example: 'am.example.com' },
  },
  answerFormats: [],
  certificate: { format: 'jwks', where: 'Trusted JWT Issuer profile: JWKs URI, or JWK set' },
  notes: ['The claims that hold the resource owner and the consented scopes are settings of the profile.'],
  errors: [],
  marks: { endpoint: ['/am/oauth2/', '/openam/oauth2/', '/oauth2/access_token'] },
  source: 'docs.pingidentity.com, PingAM 8: JWT bearer grant',
  checked: '2026-08-15',
};
