import { setFix } from '../jwt/fix.ts';
import type { Server } from './server.ts';

export const oryHydra: Server = {
  name: 'ory-hydra',
  family: 'fosite',
  title: 'Ory Hydra (fosite)',
  summary: 'The issuer’s key is trusted by the admin API, with an expiry and scopes.',
  use: 'grant',
  auth: ['basic', 'post', 'private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti'],
  },
  ruleSources: { requiredClaims: 'ory/fosite: iat and jti may be made optional in the configuration' },
  preset: {
    header: { alg: 'RS256' },
    derive: ['kid'],
    claims: {
      iss: '{issuer}',
      sub: '{user}',
      aud: 'https://{host}/oauth2/token',
      jti: '{uuid}',
      iat: 'now',
      exp: '+5m',
    },
    endpoint: 'https://{host}/oauth2/token',
    query: [],
    params: [],
  },
  placeholders: {
    issuer: { what: 'the issuer of the trust relationship', example: 'https://idp.example.com' },
    user: { what: 'the subject that the trust allows', example: 'alice@example.com' },
    host: { what: 'the public host', example: 'hydra.example.com' },
  },
  answerFormats: [],
  certificate: {
    format: 'jwk',
    where: 'admin API, /admin/trust/grants/jwt-bearer/issuers: the JWK, with its expiry',
  },
  errors: [
    {
      error: 'jti_known',
      cause: 'this JWT was used before: its jti is known to the server',
      fix: 'sign again with a fresh jti',
      apply: setFix('claims.jti', '{uuid}'),
      faults: ['replayed'],
      says: 'The jti was already used.',
    },
    {
      text: ['Unable to verify the integrity of the'],
      cause: 'the signature could not be verified: the registered JWK is not of the key that signed',
      fix: 'register the JWK of this key, with its kid and use sig, for the client or the trusted issuer',
      faults: ['signature', 'wrong-alg'],
    },
    {
      text: ['has no JSON Web Keys set registered', 'No public JWK was registered'],
      cause: 'no public key is registered to check the signature with',
      fix: 'give the client jwks or jwks_uri; for the grant, trust the issuer’s JWK by the admin API, with this issuer and subject',
      faults: ['no-key'],
    },
    {
      text: ['which could not be found', 'Unable to find RSA public key with use'],
      cause: 'kid is not among the client’s registered keys, or that key is not for use sig',
      fix: 'set kid to that of the registered JWK, and give the JWK "use": "sig"',
      faults: ['wrong-kid'],
    },
    {
      text: ['because its claims could not be validated'],
      cause: 'exp has passed, or nbf or iat is in the future, by the server’s clock',
      fix: 'sign again with exp +5m, and compare the clocks',
      apply: setFix('claims.exp', '+5m'),
      faults: ['expired', 'wrong-exp', 'not-yet-valid', 'issued-in-future'],
    },
    {
      text: ['enforces signing algorithm'],
      cause: 'alg is not the algorithm that the client is registered with',
      fix: 'sign with the client’s token_endpoint_auth_signing_alg, or change it there',
      faults: ['wrong-alg'],
    },
  ],
  source: 'ory/fosite, RFC 7523 handler',
  checked: '2026-08-15',
};
