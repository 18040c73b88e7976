import { setFix } from '../jwt/fix.ts';
import type { KnownError, Server } from './server.ts';

/** What SYSTEM$GET_LOGIN_FAILURE_DETAILS tells an administrator of the UUID in the message. */
const detailed: readonly KnownError[] = [
  {
    text: ['394300', 'JWT_TOKEN_INVALID_USER_IN_ISSUER'],
    cause: 'the user in iss is not known to the account, or is not written in upper case',
    fix: 'write iss as ACCOUNT.USER.SHA256:…, with the user’s login name in upper case',
    path: 'claims.iss',
    faults: ['unknown-user'],
  },
  {
    text: ['394302', 'JWT_TOKEN_INVALID_ISSUE_TIME'],
    cause: 'iat is too old, or in the future: the JWT came more than 60 seconds after it',
    fix: 'set iat to now just before sending, and compare the clocks',
    apply: setFix('claims.iat', 'now'),
    faults: ['issued-too-early', 'issued-in-future'],
  },
  {
    text: ['394303', 'JWT_TOKEN_INVALID_EXPIRATION_TIME'],
    cause: 'exp has passed',
    fix: 'sign again with exp +59m, and compare the clocks',
    apply: setFix('claims.exp', '+59m'),
  },
  {
    text: ['394304', 'PUBLIC_KEY_FINGERPRINT_MISMATCH'],
    cause: 'the fingerprint in iss is not that of the public key that is set for the user',
    fix: 'compare it with RSA_PUBLIC_KEY_FP of DESC USER: SHA256: and padded Base64 of the SHA-256 of the public key’s DER',
    path: 'claims.iss',
  },
  {
    text: ['394305', 'JWT_TOKEN_INVALID_ALGORITHM'],
    cause: 'alg is not RS256, the one algorithm that Snowflake takes',
    fix: 'sign with RS256',
    apply: setFix('header.alg', 'RS256'),
    faults: ['wrong-alg'],
  },
  {
    text: ['394306', 'JWT_TOKEN_INVALID_SIGNATURE'],
    cause: 'the signature does not belong to the public key that is set for the user',
    fix: 'sign with the private key of that public key, or ALTER USER … SET RSA_PUBLIC_KEY',
    path: 'signature',
  },
];

export const snowflake: Server = {
  name: 'snowflake',
  title: 'Snowflake',
  summary:
    'The JWT itself is the bearer token; iss holds the public key’s fingerprint, all names in upper case.',
  use: 'credential',
  auth: ['none'],
  rules: {
    algorithms: ['RS256'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'exp', 'iat'],
    issuer: ['{ACCOUNT}.{USER}.SHA256:{fingerprint}'],
    subject: ['{ACCOUNT}.{USER}'],
    formats: { 'claims.sub': 'upper-case' },
    maxLifetime: 3600,
  },
  preset: {
    header: { alg: 'RS256' },
    claims: {
      iss: '{ACCOUNT}.{USER}.SHA256:{fingerprint}',
      sub: '{ACCOUNT}.{USER}',
      iat: 'now',
      exp: '+59m',
    },
    endpoint: 'https://{account_host}.snowflakecomputing.com/api/v2/statements',
    query: [],
    params: [],
  },
  placeholders: {
    ACCOUNT: { what: 'the account identifier without its region, in upper case', example: 'MYORG-ACCOUNT1' },
    USER: { what: 'the user, in upper case', example: 'INTEGRATION' },
    fingerprint: {
      what: 'padded Base64 of the SHA-256 of the public key (SubjectPublicKeyInfo, DER)',
      example: 'qyPtDz3SMW1Wc9CHnEUNHS8PCT+7ryk0ZLQ5LaT7aAI=',
    },
    account_host: { what: 'the account’s host name', example: 'myorg-account1' },
  },
  answerFormats: [],
  certificate: { format: 'spki', where: 'ALTER USER … SET RSA_PUBLIC_KEY: the Base64 body on one line' },
  notes: [
    'It is sent as Authorization: Bearer, with X-Snowflake-Authorization-Token-Type: KEYPAIR_JWT.',
    'The text is the same for every fault; an administrator sees the reason with SYSTEM$GET_LOGIN_FAILURE_DETAILS and the UUID in the message.',
  ],
  errors: [
    {
      text: ['394307', 'JWT_TOKEN_ACCOUNT_MISMATCH'],
      cause: 'the account in iss and sub is not the one that was called',
      fix: 'write the account identifier without its region, in upper case',
      faults: ['wrong-iss', 'wrong-sub'],
    },
    ...detailed,
    {
      text: ['390144', 'JWT_TOKEN_INVALID', 'JWT token is invalid'],
      cause:
        'the JWT was refused: account or user not in upper case, wrong fingerprint in iss, or a clock that differs',
      fix: 'compare the fingerprint with DESC USER (RSA_PUBLIC_KEY_FP), write names in upper case, and ask an administrator for SYSTEM$GET_LOGIN_FAILURE_DETAILS of the UUID in the message',
      faults: ['signature', 'expired', 'malformed'],
      says: 'JWT token is invalid.',
      status: 401,
    },
  ],
  marks: { endpoint: ['snowflakecomputing.com'], text: ['390144', '394307', 'JWT_TOKEN_INVALID'] },
  source: 'docs.snowflake.com, key-pair authentication; snowflake-ingest-java',
  checked: '2026-08-15',
};
