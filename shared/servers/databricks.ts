import type { Server } from './server.ts';

export const databricks: Server = {
  name: 'databricks',
  title: 'Databricks, token federation',
  summary:
    'Another issuer’s token is exchanged; issuer, audience and subject must equal a federation policy.',
  use: 'exchange',
  auth: ['none'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
    requiredHeader: ['alg', 'kid'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
  },
  preset: {
    header: { alg: 'RS256', typ: 'JWT' },
    derive: ['kid'],
    claims: { iss: '{issuer}', sub: '{subject}', aud: '{audience}', iat: 'now', exp: '+10m' },
    endpoint: 'https://{workspace}/oidc/v1/token',
    query: [],
    params: [
      ['subject_token_type', 'urn:ietf:params:oauth:token-type:jwt'],
      ['scope', 'all-apis'],
    ],
  },
  placeholders: {
    issuer: { what: 'the policy’s issuer', example: 'https://idp.example.com/oidc' },
    subject: {
      what: 'the policy’s subject, or the user in the subject claim',
      example: 'repo:org/app:environment:prod',
    },
    audience: {
      what: 'one of the policy’s audiences; the account id where it names none',
      example: '7d3c5a1e-1b2c-4d5e-8f90-a1b2c3d4e5f6',
    },
    workspace: { what: 'the workspace’s host', example: 'dbc-a1b2345c-d6e7.cloud.databricks.com' },
  },
  answerFormats: [],
  certificate: {
    format: 'jwks',
    where: 'nowhere: Databricks fetches the issuer’s metadata, or the policy holds the JWKS',
  },
  notes: ['For a service principal’s policy, send its client_id, too.'],
  errors: [],
  marks: { endpoint: ['.databricks.com/oidc', '.azuredatabricks.net/oidc', '.gcp.databricks.com'] },
  source: 'docs.databricks.com, Authenticate access using OAuth token federation',
  checked: '2026-11-30',
};
