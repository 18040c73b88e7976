import { deriveFix, setFix } from '../jwt/fix.ts';
import type { Server } from './server.ts';

export const zitadel: Server = {
  name: 'zitadel',
  title: 'Zitadel',
  summary: 'A service user’s key file: kid its keyId, iss and sub its userId, aud the instance.',
  use: 'grant',
  auth: ['none'],
  rules: {
    algorithms: ['RS256'],
    requiredHeader: ['alg', 'kid'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
    subjectIsIssuer: true,
    audience: ['https://{instance}'],
    maxSpan: 3600,
    latestIssuedAt: 0,
  },
  ruleSources: { maxSpan: 'zitadel.com, private key JWT: iat at most an hour ago' },
  preset: {
    header: { alg: 'RS256', kid: '{key_id}' },
    claims: { iss: '{user_id}', sub: '{user_id}', aud: 'https://{instance}', iat: 'now', exp: '+30m' },
    endpoint: 'https://{instance}/oauth/v2/token',
    query: [],
    params: [['scope', 'openid urn:zitadel:iam:org:project:id:zitadel:aud']],
  },
  placeholders: {
    key_id: { what: 'keyId of the key file', example: '100509901696068329' },
    user_id: { what: 'userId of the key file', example: '100507859606888466' },
    instance: {
      what: 'the instance’s domain, the custom one where there is one',
      example: 'my-instance.zitadel.cloud',
    },
  },
  answerFormats: [],
  certificate: {
    format: 'spki',
    where: 'the service user’s Keys: Zitadel makes the key file, or takes your public key',
  },
  notes: [
    'The key file is {type, keyId, key, userId}. An application’s key authenticates a client instead: iss and sub are then its client id.',
  ],
  errors: [
    {
      text: ['Errors.AuthNKey.NotFound', 'AuthNKey'],
      cause: 'kid is not a key of this user: the key was deleted, has expired, or iss is another user’s id',
      fix: 'set kid to keyId and iss to userId of one key file that still exists at this instance',
      apply: deriveFix('kid'),
      faults: ['wrong-kid', 'missing-kid', 'no-key'],
    },
    {
      text: ['Errors.User.NotFound'],
      cause: 'sub is not a user of this instance',
      fix: 'set iss and sub to userId of the key file, and check the instance',
      faults: ['unknown-user', 'wrong-sub'],
    },
    {
      text: ['audience is not valid'],
      cause: 'aud does not hold the instance’s own address',
      fix: 'set aud to https:// and the instance’s domain, without path and slash at the end; behind a proxy, the external domain',
      faults: ['wrong-aud', 'missing-aud'],
    },
    {
      text: ['issuer and sub must be identical'],
      cause: 'iss and sub differ: a service user speaks for itself alone',
      fix: 'set both to userId of the key file',
      faults: ['wrong-iss', 'wrong-sub'],
    },
    {
      text: ['issuedAt of token is in the future'],
      cause: 'iat is in the future by the server’s clock',
      fix: 'set iat a few seconds back, or correct the clock',
      apply: setFix('claims.iat', '-10s'),
      faults: ['issued-in-future'],
    },
    {
      text: ['issuedAt of token is to old', 'issuedAt of token is too old'],
      cause: 'iat is too old: more than an hour in the past',
      fix: 'sign again with iat now',
      apply: setFix('claims.iat', 'now'),
      faults: ['issued-too-early'],
    },
    {
      text: ['token has expired'],
      common: true,
      cause: 'exp has passed',
      fix: 'sign again with exp +30m, and compare the clocks',
      apply: setFix('claims.exp', '+30m'),
      faults: ['expired'],
    },
    {
      text: ['Errors.Internal'],
      cause: 'Zitadel hides the reason; most often kid is not a key of this user, or the user was removed',
      fix: 'use a key file that still exists at this instance; the server’s log has the reason',
      path: 'header.kid',
    },
  ],
  marks: { endpoint: ['.zitadel.cloud', '/oauth/v2/token'], text: ['Errors.AuthNKey', 'urn:zitadel'] },
  source: 'zitadel.com, Private key JWT; zitadel/oidc, pkg/op/verifier_jwt_profile.go',
  checked: '2026-11-30',
};
