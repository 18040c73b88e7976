import { setFix } from '../jwt/fix.ts';
import type { KnownError } from './server.ts';

/** What Keycloak's one JWT validator answers, for client assertions and for the authorization grant alike. */
export const keycloakErrors: readonly KnownError[] = [
  {
    text: ['Token exp claim is required'],
    cause: 'exp is missing',
    fix: 'set exp to +1m',
    apply: setFix('claims.exp', '+1m'),
    faults: ['missing-exp'],
    says: 'Token exp claim is required',
  },
  {
    text: ['Token is not active'],
    cause: 'exp has passed, or nbf is yet to come',
    fix: 'sign again with exp +1m and without nbf, and compare your clock with the server’s',
    apply: setFix('claims.exp', '+1m'),
    faults: ['expired', 'not-yet-valid'],
    says: 'Token is not active',
  },
  {
    text: ['Token expiration is too far in the future'],
    cause: 'exp is further away than the server allows, and there is no iat to count from',
    fix: 'set iat to now and exp to +1m',
    apply: {
      title: 'Set iat to now and exp to +1m',
      changes: [{ set: { path: 'claims.iat', value: 'now' } }, { set: { path: 'claims.exp', value: '+1m' } }],
    },
    faults: ['too-long-lived'],
    says: 'Token expiration is too far in the future and iat claim not present in token',
  },
  {
    text: ['Token was issued in the future'],
    cause: 'iat is later than the server’s clock: its skew is 0 unless configured',
    fix: 'set iat a few seconds back, or correct your clock',
    apply: setFix('claims.iat', '-10s'),
    faults: ['issued-in-future'],
    says: 'Token was issued in the future',
  },
  {
    text: ['Token was issued too far in the past'],
    cause: 'iat is older than the server allows',
    fix: 'sign again with iat now',
    apply: setFix('claims.iat', 'now'),
    faults: ['issued-too-early'],
    says: 'Token was issued too far in the past to be used now',
  },
  {
    text: ['Token jti claim is required'],
    cause: 'jti is missing',
    fix: 'give each assertion a jti of its own',
    apply: setFix('claims.jti', '{uuid}'),
    faults: ['missing-jti'],
    says: 'Token jti claim is required',
  },
  {
    text: ['Token reuse detected'],
    cause: 'an assertion with this jti was sent before',
    fix: 'sign again with a fresh jti: an assertion is for one request',
    apply: setFix('claims.jti', '{uuid}'),
    faults: ['replayed'],
    says: 'Token reuse detected',
  },
  {
    text: ['Invalid token audience'],
    cause: 'aud is neither the realm’s issuer nor its token endpoint',
    fix: 'set aud to the realm’s issuer, https://{host}/realms/{realm}, with the host by which the server knows itself',
    faults: ['wrong-aud', 'missing-aud'],
    says: 'Invalid token audience',
  },
  {
    text: ['Multiple audiences not allowed'],
    cause: 'aud names more than one audience',
    fix: 'write aud as one text: the realm’s issuer',
    says: 'Multiple audiences not allowed',
  },
  {
    text: ['Invalid signature algorithm'],
    cause: 'the client’s settings ask for another algorithm than alg says',
    fix: 'sign with the algorithm chosen in the client’s Credentials tab, or set it there to any',
    faults: ['wrong-alg'],
    says: 'Invalid signature algorithm',
  },
];
