import type { Server } from './server.ts';

export const oracleHealth: Server = {
  name: 'oracle-health',
  title: 'Oracle Health (Cerner), system access',
  summary: 'SMART backend services: RS384 or ES384, aud the token URL, five minutes at most.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['RS384', 'ES384'],
    requiredHeader: ['alg', 'kid', 'typ'],
    requiredClaims: ['iss', 'sub', 'aud', 'jti', 'exp'],
    values: { 'header.typ': ['JWT'] },
    subjectIsIssuer: true,
    audience: ['https://authorization.cerner.com/tenants/{tenant}/protocols/oauth2/profiles/smart-v1/token'],
    maxLifetime: 300,
  },
  preset: {
    header: { alg: 'RS384', typ: 'JWT', kid: '{key_id}' },
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://authorization.cerner.com/tenants/{tenant}/protocols/oauth2/profiles/smart-v1/token',
      jti: '{uuid}',
      exp: '+4m',
    },
    endpoint: 'https://authorization.cerner.com/tenants/{tenant}/protocols/oauth2/profiles/smart-v1/token',
    query: [],
    params: [['scope', 'system/Patient.read']],
  },
  placeholders: {
    key_id: { what: 'kid of the key in the JWKS that was registered', example: 'prod-2026' },
    client_id: { what: 'the system account’s client id', example: '5fa12b8c-7d3e-4b1a-9c0d-2e3f4a5b6c7d' },
    tenant: { what: 'the tenant’s id', example: 'ec2458f2-1e24-41c8-b71b-0e701af7583d' },
  },
  answerFormats: [],
  certificate: { format: 'jwks', where: 'Code Console, the app: JWKS URL or JWKS' },
  errors: [],
  marks: { endpoint: ['authorization.cerner.com'], text: ['urn:cerner:error', 'urn%3Acerner%3Aerror'] },
  source: 'docs.oracle.com, Oracle Health authorization framework; HL7/smart-app-launch',
  checked: '2026-11-30',
};
