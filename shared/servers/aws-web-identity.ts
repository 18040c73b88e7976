import { setFix } from '../jwt/fix.ts';
import type { Server } from './server.ts';

export const awsWebIdentity: Server = {
  name: 'aws-web-identity',
  title: 'AWS STS, web identity',
  summary:
    'Another issuer’s token becomes temporary credentials of a role; sent as WebIdentityToken, answered in XML.',
  use: 'exchange',
  auth: ['none'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
    requiredHeader: ['alg', 'kid'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
  },
  preset: {
    header: { alg: 'RS256', typ: 'JWT' },
    derive: ['kid'],
    claims: { iss: '{issuer}', sub: '{subject}', aud: 'sts.amazonaws.com', iat: 'now', exp: '+10m' },
    endpoint: 'https://sts.amazonaws.com/',
    query: [],
    params: [
      ['Action', 'AssumeRoleWithWebIdentity'],
      ['Version', '2011-06-15'],
      ['RoleArn', 'arn:aws:iam::{account}:role/{role}'],
      ['RoleSessionName', 'signet'],
    ],
  },
  placeholders: {
    issuer: {
      what: 'the URL of the IAM OIDC provider',
      example: 'https://token.actions.githubusercontent.com',
    },
    subject: { what: 'the workload', example: 'repo:org/app:ref:refs/heads/main' },
    account: { what: 'the account’s number', example: '123456789012' },
    role: { what: 'the role to assume', example: 'deploy' },
  },
  answerFormats: ['xml', 'json'],
  certificate: { format: 'jwks', where: 'nowhere: STS fetches the issuer’s metadata and its jwks_uri' },
  notes: ['The parameter is WebIdentityToken. The answer is XML unless Accept asks for application/json.'],
  errors: [
    {
      text: ['Incorrect token audience'],
      cause: 'aud of the token is not among the audiences (client ids) of the IAM OIDC provider',
      fix: 'add the token’s audience to the provider, or request the token for sts.amazonaws.com',
      apply: setFix('claims.aud', 'sts.amazonaws.com'),
      faults: ['wrong-aud', 'missing-aud'],
    },
    {
      text: ['No OpenIDConnect provider found'],
      cause:
        'the account has no IAM OIDC provider for iss: issuer and provider URL must be the same to the letter',
      fix: 'make the provider with the token’s iss, without a slash at the end that iss does not have',
      faults: ['wrong-iss', 'missing-iss'],
    },
    {
      text: ["Couldn't retrieve verification key"],
      cause:
        'STS could not get the key to verify the signature with: the issuer’s metadata or JWKS did not answer, or lacks this kid',
      fix: 'see that /.well-known/openid-configuration and jwks_uri answer from the internet, over TLS of a known authority, with the kid of the token',
      faults: ['key-not-fetched', 'wrong-kid', 'missing-kid'],
    },
    {
      text: ['is not a valid JWT'],
      cause: 'WebIdentityToken is not a JWT: an opaque access token, or a malformed one',
      fix: 'send the ID token of the provider',
      faults: ['malformed'],
    },
    {
      text: ['ExpiredTokenException', 'Token expired: current date/time'],
      cause: 'exp has passed',
      fix: 'get a fresh token from the issuer just before the call',
      faults: ['expired'],
    },
    {
      text: ['Not authorized to perform sts:AssumeRoleWithWebIdentity'],
      cause:
        'the role’s trust policy does not let this token in: provider, aud or sub do not meet its conditions',
      fix: 'compare the conditions of the trust policy (…:aud and …:sub) with the token, to the letter; wildcards need StringLike',
      path: 'claims.sub',
      faults: ['wrong-sub', 'not-permitted'],
    },
    {
      text: ['IDPCommunicationError'],
      cause: 'STS could not reach the identity provider to get its keys',
      fix: 'see that the issuer answers from the internet, and try again',
      faults: ['key-not-fetched'],
    },
  ],
  marks: {
    endpoint: ['sts.amazonaws.com', 'amazonaws.com'],
    text: ['sts.amazonaws.com/doc', 'AssumeRoleWithWebIdentity'],
  },
  source: 'AWS STS API reference, AssumeRoleWithWebIdentity; IAM user guide, OIDC federation',
  checked: '2026-11-30',
};
