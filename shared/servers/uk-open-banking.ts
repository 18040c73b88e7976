import type { Server } from './server.ts';

export const ukOpenBanking: Server = {
  name: 'uk-open-banking',
  title: 'UK Open Banking (FAPI)',
  summary: 'PS256 or mutual TLS; kid of the directory’s key, aud the bank’s issuer or token endpoint.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['PS256', 'ES256'],
    requiredHeader: ['alg', 'kid'],
    requiredClaims: ['iss', 'sub', 'aud', 'jti', 'exp'],
    subjectIsIssuer: true,
    minKeyBits: 2048,
  },
  ruleSources: {
    algorithms: 'openid.net, Financial-grade API Security Profile 1.0 part 2, section 8.6: PS256 or ES256',
    minKeyBits: 'openid.net, Financial-grade API Security Profile 1.0 part 1, section 5.2.2',
  },
  preset: {
    header: { alg: 'PS256', typ: 'JWT', kid: '{key_id}' },
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: '{token_endpoint}',
      jti: '{uuid}',
      iat: 'now',
      exp: '+5m',
    },
    endpoint: '{token_endpoint}',
    query: [],
    params: [['scope', 'accounts']],
  },
  placeholders: {
    key_id: {
      what: 'kid of the signing key in the directory’s JWKS',
      example: 'xAIf4lUR2HmsHr0jcMeV3A7Rl0A',
    },
    client_id: { what: 'the client id that the bank gave', example: '4RsU2Y9f7dQ1Ab' },
    token_endpoint: {
      what: 'token_endpoint of the bank’s metadata',
      example: 'https://matls.as.bank.example/token',
    },
  },
  answerFormats: [],
  certificate: {
    format: 'jwks',
    where: 'the Open Banking Directory publishes the software’s JWKS; OBSeal and OBWAC certificates',
  },
  notes: [
    'The token endpoint usually wants mutual TLS with the transport certificate (OBWAC) besides.',
    'Messages are signed apart: PS256, detached, crit with b64 and http://openbanking.org.uk/iat, /iss and /tan.',
  ],
  errors: [],
  source: 'openbankinguk.github.io, Read/Write Data API; openid.net, FAPI 1.0',
  checked: '2026-11-30',
};
