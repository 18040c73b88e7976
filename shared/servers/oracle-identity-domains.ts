import type { Server } from './server.ts';

export const oracleIdentityDomains: Server = {
  name: 'oracle-identity-domains',
  title: 'Oracle identity domains (IDCS)',
  summary: 'kid is the certificate’s alias, or x5t its thumbprint; aud is identity.oraclecloud.com.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['RS256'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
    oneHeaderOf: ['kid', 'x5t'],
    values: { 'header.typ': ['JWT'] },
    subjectIsIssuer: true,
    audience: ['https://identity.oraclecloud.com/', 'https://{domain}'],
  },
  preset: {
    header: { alg: 'RS256', typ: 'JWT', kid: '{certificate_alias}' },
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://identity.oraclecloud.com/',
      iat: 'now',
      exp: '+5m',
    },
    endpoint: 'https://{domain}/oauth2/v1/token',
    query: [],
    params: [['scope', 'urn:opc:idm:__myscopes__']],
  },
  placeholders: {
    client_id: {
      what: 'the confidential application’s client id',
      example: '1a2b3c4d5e6f47a8b9c0d1e2f3a4b5c6',
    },
    certificate_alias: {
      what: 'the alias under which the certificate was imported',
      example: 'signing-2026',
    },
    domain: { what: 'the identity domain’s host', example: 'idcs-0123456789abcdef.identity.oraclecloud.com' },
  },
  answerFormats: [],
  certificate: {
    format: 'pem',
    where: 'the application’s Client configuration: Trusted client, import certificate with an alias',
  },
  notes: [
    'For the JWT bearer grant, sub is the user and iss the client. Oracle’s own sample writes x5t in hexadecimal.',
  ],
  errors: [],
  marks: { endpoint: ['identity.oraclecloud.com'] },
  source: 'docs.oracle.com, Client Assertion',
  checked: '2026-08-15',
};
