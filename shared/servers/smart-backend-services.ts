import type { Server } from './server.ts';

export const smartBackendServices: Server = {
  name: 'smart-backend-services',
  title: 'SMART Backend Services (Epic)',
  summary: 'FHIR servers: RS384 or ES384, aud the token URL, five minutes at most.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['RS384', 'ES384'],
    requiredHeader: ['alg', 'kid', 'typ'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    values: { 'header.typ': ['JWT'] },
    subjectIsIssuer: true,
    maxLifetime: 300,
    scope: 'form',
  },
  preset: {
    header: { alg: 'RS384', typ: 'JWT' },
    derive: ['kid'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: '{token_endpoint}',
      jti: '{uuid}',
      exp: '+4m',
    },
    endpoint: '{token_endpoint}',
    query: [],
    params: [['scope', 'system/Patient.rs']],
  },
  placeholders: {
    client_id: {
      what: 'the client id (Epic: the non-production id has its own)',
      example: 'd45049c3-3441-40ef-ab4d-b9cd86a17225',
    },
    token_endpoint: {
      what: 'token_endpoint of the server’s /.well-known/smart-configuration',
      example: 'https://fhir.example.org/interconnect/oauth2/token',
    },
  },
  answerFormats: [],
  certificate: {
    format: 'jwks',
    where: 'at a JWKS URL that is registered with the client; Epic also takes the certificate',
  },
  notes: ['jku may name the JWKS, and must then be the registered URL.'],
  errors: [
    {
      error: 'invalid_client',
      cause: 'Epic says no more than invalid_client: the public key, aud, alg or the time',
      fix: 'see that the JWKS or certificate registered holds this key and kid, aud is the token URL to the letter, alg is RS384 or ES384, and exp at most five minutes away',
      faults: [
        'signature',
        'wrong-aud',
        'wrong-alg',
        'expired',
        'too-long-lived',
        'missing-jti',
        'missing-kid',
        'wrong-iss',
      ],
    },
  ],
  marks: { endpoint: ['/interconnect', 'epic.com/'] },
  source: 'HL7/smart-app-launch, client-confidential-asymmetric',
  checked: '2026-08-15',
};
