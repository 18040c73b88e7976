import type { Server } from './server.ts';

export const springAuthorizationServer: Server = {
  name: 'spring-authorization-server',
  title: 'Spring Authorization Server',
  summary: 'A client assertion whose aud is the issuer or the token URL; errors say no more than their code.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    subjectIsIssuer: true,
    audience: [
      'https://{host}',
      'https://{host}/oauth2/token',
      'http://{host}',
      'http://{host}/oauth2/token',
    ],
  },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://{host}/oauth2/token',
      jti: '{uuid}',
      iat: 'now',
      exp: '+1m',
    },
    endpoint: 'https://{host}/oauth2/token',
    query: [],
    params: [],
  },
  placeholders: {
    client_id: { what: 'the registered client’s client id', example: 'messaging-client' },
    host: { what: 'the server’s host', example: 'auth.example.com' },
  },
  answerFormats: [],
  certificate: { format: 'jwks', where: 'the registered client’s jwkSetUrl: the server fetches it' },
  notes: ['The reason is only in the server’s log, at TRACE for org.springframework.security.oauth2.'],
  errors: [
    {
      error: 'invalid_client',
      text: ['Client authentication failed: client_assertion'],
      cause:
        'the client assertion was not accepted: its signature (against the client’s jwkSetUrl), iss, sub, aud or exp',
      fix: 'see that jwkSetUrl answers with the key that signs, and that alg is the client’s tokenEndpointAuthenticationSigningAlgorithm',
      path: 'signature',
      faults: ['signature', 'wrong-aud', 'wrong-iss', 'wrong-sub', 'expired'],
      status: 401,
    },
    {
      error: 'invalid_client',
      text: ['Client authentication failed: authentication_method'],
      cause: 'the client authenticates by a method that is not registered for it',
      fix: 'add private_key_jwt (or what is used) to the registered client’s clientAuthenticationMethods',
      faults: ['auth-method'],
      status: 401,
    },
    {
      error: 'invalid_client',
      text: ['Client authentication failed: client_id'],
      cause: 'the server does not know this client id: no client is registered under it',
      fix: 'compare the client id with the registered client’s',
      faults: ['unknown-client', 'wrong-client_id'],
      status: 401,
    },
    {
      error: 'invalid_request',
      text: ['OAuth 2.0 Parameter: client_assertion_type'],
      cause: 'client_assertion_type is missing, doubled, or not the URN of RFC 7523',
      fix: 'send client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer once',
      faults: ['wrong-client_assertion_type', 'missing-client_assertion_type'],
    },
    {
      error: 'unsupported_grant_type',
      text: ['OAuth 2.0 Parameter: grant_type'],
      cause: 'the server does not offer this grant: the JWT bearer grant is not built in',
      fix: 'use client_credentials with private_key_jwt, or add a converter and provider for the grant',
      faults: ['grant-not-allowed'],
    },
    {
      error: 'invalid_client',
      cause:
        'the client was refused, and this server never says why: its id, its method, or the client assertion',
      fix: 'check in this order: the client id, clientAuthenticationMethods, jwkSetUrl with the key that signs, aud (issuer or token URL), iss and sub (client id), exp; the server’s log at TRACE has the reason',
      path: 'auth',
      faults: ['client-authentication', 'signature'],
      status: 401,
    },
  ],
  marks: { text: ['OAuth 2.0 Parameter:'] },
  source:
    'spring-projects/spring-authorization-server, JwtClientAssertionAuthenticationProvider and JwtClientAssertionDecoderFactory',
  checked: '2026-11-30',
};
