import type { Server } from './server.ts';

export const ibmVerify: Server = {
  name: 'ibm-verify',
  title: 'IBM Verify',
  summary: 'A client assertion with a kid; aud is the tenant’s issuer, a day at most.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'HS256', 'HS384', 'HS512'],
    requiredHeader: ['alg', 'kid'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    subjectIsIssuer: true,
    audience: ['https://{tenant}/oidc/endpoint/default', 'https://{tenant}/oidc/endpoint/default/token'],
    maxLifetime: 86_400,
  },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://{tenant}/oidc/endpoint/default',
      jti: '{uuid}',
      exp: '+5m',
    },
    endpoint: 'https://{tenant}/oidc/endpoint/default/token',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'the client ID', example: '29e81c80-b507-463c-b542-5a1177b37808' },
    tenant: { what: 'the tenant’s host', example: 'example.verify.ibm.com' },
  },
  answerFormats: [],
  certificate: {
    format: 'jwks',
    where: 'the application’s Sign-on settings: JWKS URI, or a certificate in the tenant’s key store',
  },
  notes: [
    'The documentation’s text and its sample disagree about aud: issuer in one, token endpoint in the other. Both pass here.',
  ],
  errors: [],
  marks: { endpoint: ['/oidc/endpoint/default/'] },
  source: 'ibm.com/docs, Create the client secret JWT and private key JWT',
  checked: '2026-08-15',
};
