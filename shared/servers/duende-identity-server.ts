import type { Server } from './server.ts';

export const duendeIdentityServer: Server = {
  name: 'duende-identity-server',
  title: 'Duende IdentityServer',
  summary:
    'A client assertion whose aud is the issuer or the token endpoint; each jti once; errors say only their code.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    subjectIsIssuer: true,
    audience: ['https://{host}', 'https://{host}/connect/token'],
    maxLifetime: 300,
  },
  unverified: ['maxLifetime'],
  preset: {
    header: { alg: 'RS256', typ: 'JWT' },
    derive: ['kid'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://{host}/connect/token',
      jti: '{uuid}',
      iat: 'now',
      exp: '+1m',
    },
    endpoint: 'https://{host}/connect/token',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'the client’s ClientId', example: 'm2m.jwt' },
    host: { what: 'the server’s host', example: 'identity.example.com' },
  },
  answerFormats: [],
  certificate: {
    format: 'jwk',
    where: 'the client’s ClientSecrets: a secret of type JsonWebKey or X509CertificateBase64',
  },
  notes: [
    'The reason is only in the server’s log. Newer versions want aud to be the issuer and typ client-authentication+jwt.',
  ],
  errors: [
    {
      error: 'invalid_client',
      cause:
        'the client was refused, and this server never says why: its id, its secret, or the client assertion',
      fix: 'check the client id, that a secret of type JsonWebKey or X509CertificateBase64 holds this key, aud, iss = sub = client id, exp, and a fresh jti; the server’s log has the reason',
      path: 'auth',
      faults: ['client-authentication', 'signature'],
    },
  ],
  marks: { endpoint: ['/connect/token'] },
  source: 'docs.duendesoftware.com, Private key JWTs; DuendeSoftware/products, PrivateKeyJwtSecretValidator',
  checked: '2026-11-30',
};
