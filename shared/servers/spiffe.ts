import type { Server } from './server.ts';

export const spiffe: Server = {
  name: 'spiffe',
  title: 'SPIFFE (JWT-SVID as client assertion)',
  summary: 'The workload’s JWT-SVID: sub is its SPIFFE id, aud one audience, a few minutes at most.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512'],
    requiredHeader: ['alg', 'kid'],
    requiredClaims: ['sub', 'aud', 'exp'],
    subject: ['spiffe://{trust_domain}/{path}'],
    values: { 'header.typ': ['JWT', 'JOSE'] },
  },
  preset: {
    header: { alg: 'ES256', typ: 'JWT' },
    derive: ['kid'],
    claims: { sub: 'spiffe://{trust_domain}/{path}', aud: '{audience}', iat: 'now', exp: '+5m' },
    endpoint: '{token_endpoint}',
    query: [],
    params: [['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-spiffe']],
  },
  placeholders: {
    trust_domain: { what: 'the trust domain', example: 'example.org' },
    path: { what: 'the workload', example: 'ns/default/sa/svc' },
    audience: {
      what: 'the audience that was asked for: the server’s issuer',
      example: 'https://as.example.com',
    },
    token_endpoint: { what: 'the token endpoint', example: 'https://as.example.com/token' },
  },
  answerFormats: [],
  certificate: {
    format: 'jwks',
    where: 'the trust domain’s bundle endpoint: a JWKS with keys of use jwt-svid',
  },
  notes: [
    'Only asymmetric algorithms are allowed. iss is optional and not checked by SPIFFE.',
    'client_assertion_type is …:jwt-spiffe in draft-ietf-oauth-spiffe-client-auth, …:jwt-bearer at servers that take any JWT.',
  ],
  errors: [],
  source: 'spiffe.io, The JWT SPIFFE Verifiable Identity Document; draft-ietf-oauth-spiffe-client-auth',
  checked: '2026-11-30',
};
