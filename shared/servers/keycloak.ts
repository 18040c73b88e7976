import { keycloakErrors } from './keycloak-errors.ts';
import type { Server } from './server.ts';

export const keycloak: Server = {
  name: 'keycloak',
  family: 'keycloak',
  title: 'Keycloak',
  summary: 'A signed JWT as client authentication; jti for a single use, aud the realm’s issuer.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    subjectIsIssuer: true,
    audience: [
      'https://{host}/realms/{realm}',
      'https://{host}/realms/{realm}/protocol/openid-connect/token',
      'http://{host}/realms/{realm}',
    ],
    latestIssuedAt: 0,
  },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://{host}/realms/{realm}',
      jti: '{uuid}',
      iat: 'now',
      exp: '+1m',
    },
    endpoint: 'https://{host}/realms/{realm}/protocol/openid-connect/token',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'the client’s Client ID', example: 'my-service' },
    host: { what: 'the server’s host and port, as its issuer names them', example: 'sso.example.com' },
    realm: { what: 'the realm', example: 'main' },
  },
  answerFormats: [],
  certificate: { format: 'pem', where: 'the client’s Keys tab: import the certificate, or give a JWKS URL' },
  notes: ['The longest lifetime is a setting of the client or realm.'],
  errors: keycloakErrors,
  marks: { endpoint: ['/protocol/openid-connect/token'] },
  source: 'keycloak/keycloak, AbstractBaseJWTValidator',
  checked: '2026-08-15',
};
