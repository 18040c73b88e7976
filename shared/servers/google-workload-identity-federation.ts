import type { Server } from './server.ts';

export const googleWorkloadIdentityFederation: Server = {
  name: 'google-workload-identity-federation',
  title: 'Google, workload identity federation',
  summary:
    'Another issuer’s token is exchanged at Google’s STS; its audience is the provider’s full resource name.',
  use: 'exchange',
  auth: ['none'],
  rules: {
    algorithms: ['RS256', 'ES256'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
    maxSpan: 86_400,
    latestIssuedAt: 0,
  },
  ruleSources: {
    maxSpan: 'cloud.google.com, Prepare an external identity provider: exp at most 24 hours after iat',
  },
  preset: {
    header: { alg: 'RS256', typ: 'JWT' },
    derive: ['kid'],
    claims: {
      iss: '{issuer}',
      sub: '{subject}',
      aud: 'https://iam.googleapis.com/projects/{project_number}/locations/global/workloadIdentityPools/{pool}/providers/{provider}',
      iat: 'now',
      exp: '+1h',
    },
    endpoint: 'https://sts.googleapis.com/v1/token',
    query: [],
    params: [
      [
        'audience',
        '//iam.googleapis.com/projects/{project_number}/locations/global/workloadIdentityPools/{pool}/providers/{provider}',
      ],
      ['scope', 'https://www.googleapis.com/auth/cloud-platform'],
      ['requested_token_type', 'urn:ietf:params:oauth:token-type:access_token'],
      ['subject_token_type', 'urn:ietf:params:oauth:token-type:jwt'],
    ],
  },
  placeholders: {
    issuer: {
      what: 'the issuer that the provider names',
      example: 'https://token.actions.githubusercontent.com',
    },
    subject: { what: 'the workload', example: 'repo:org/app:ref:refs/heads/main' },
    project_number: { what: 'the project’s number, not its id', example: '123456789012' },
    pool: { what: 'the workload identity pool', example: 'github' },
    provider: { what: 'the provider in the pool', example: 'org' },
  },
  answerFormats: [],
  certificate: {
    format: 'jwks',
    where: 'the provider: Google fetches the issuer’s jwks_uri, or takes an uploaded JWKS',
  },
  notes: [
    'The answer’s token may then be exchanged for a service account’s, at iamcredentials.googleapis.com.',
  ],
  errors: [
    {
      text: ['The audience in ID Token'],
      cause: 'aud of the token is not an audience that the provider allows',
      fix: 'request the token for the provider’s full resource name (https://iam.googleapis.com/projects/…), or add its audience to the provider’s allowed audiences',
      faults: ['wrong-aud', 'missing-aud'],
    },
    {
      text: ['The issuer in ID Token'],
      cause: 'iss of the token is not the issuer of this provider',
      fix: 'use the provider of this issuer, or correct its issuer URI, to the letter',
      faults: ['wrong-iss', 'missing-iss'],
    },
    {
      text: ['rejected by the attribute condition'],
      cause: 'the token is good, and its claims do not meet the provider’s attribute condition',
      fix: 'compare the condition (CEL) with the token’s claims: repository, ref, environment or subject',
      path: 'claims.sub',
      faults: ['wrong-sub', 'not-permitted'],
    },
    {
      text: ["Error connecting to the given credential's issuer"],
      cause: 'Google could not fetch the issuer’s metadata or keys',
      fix: 'see that the issuer’s /.well-known/openid-configuration and jwks_uri answer from the internet; else upload the JWKS to the provider',
      faults: ['key-not-fetched'],
    },
    {
      text: ['is stale to sign-in'],
      cause: 'the token is too old: exp has passed, or iat is more than a day in the past',
      fix: 'get a fresh token from the issuer just before the exchange',
      faults: ['expired', 'issued-too-early'],
    },
    {
      text: [
        'Invalid value for "audience"',
        "Invalid value for 'audience'",
        'Invalid value for \\"audience\\"',
      ],
      cause: 'the parameter audience is not the full resource name of the provider',
      fix: 'write audience as //iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER',
      path: 'form.audience',
    },
    {
      text: ['iam.serviceAccounts.getAccessToken'],
      cause: 'the federated identity has no permission to act as the service account',
      fix: 'grant it the role Workload Identity User (roles/iam.workloadIdentityUser) on the service account',
      path: 'claims.sub',
    },
  ],
  marks: {
    endpoint: ['sts.googleapis.com', 'iamcredentials.googleapis.com'],
    text: ['in ID Token*does not match the expected'],
  },
  source: 'cloud.google.com, Workload Identity Federation and its troubleshooting',
  checked: '2026-11-30',
};
