import { keycloakErrors } from './keycloak-errors.ts';
import type { Server } from './server.ts';

export const keycloakJwtAuthorizationGrant: Server = {
  name: 'keycloak-jwt-authorization-grant',
  family: 'keycloak',
  title: 'Keycloak, JWT authorization grant',
  summary:
    'The assertion comes from an identity provider of the realm and names a linked user; the client authenticates too.',
  use: 'grant',
  auth: ['basic', 'post', 'private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    audience: [
      'https://{host}/realms/{realm}',
      'https://{host}/realms/{realm}/protocol/openid-connect/token',
      'http://{host}/realms/{realm}',
    ],
    maxLifetime: 300,
    latestIssuedAt: 0,
  },
  ruleSources: { maxLifetime: 'keycloak, jwt-authorization-grant.adoc: 300 s unless configured' },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{identity_provider}',
      sub: '{user}',
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
    identity_provider: {
      what: 'the issuer configured for the identity provider',
      example: 'https://idp.example.com',
    },
    user: {
      what: 'the user’s id at the identity provider, linked to a user of the realm',
      example: '248289761001',
    },
    host: { what: 'the server’s host and port, as its issuer names them', example: 'sso.example.com' },
    realm: { what: 'the realm', example: 'main' },
  },
  answerFormats: [],
  certificate: {
    format: 'jwks',
    where: 'Identity providers, your provider: its JWKS URL or validating public key',
  },
  notes: [
    'The capability is switched on per client, and in Keycloak 26 as a feature of the server (jwt-authorization-grant).',
    'There is no refresh token. The skew is 0 unless configured.',
  ],
  errors: keycloakErrors,
  source: 'keycloak, docs/guides/securing-apps/jwt-authorization-grant.adoc',
  checked: '2026-08-15',
};
