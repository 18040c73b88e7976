import type { Server } from './server.ts';

export const docusign: Server = {
  name: 'docusign',
  title: 'DocuSign',
  summary: 'Impersonates a user who has consented; aud is a bare host name.',
  use: 'grant',
  auth: ['none'],
  rules: {
    algorithms: ['RS256'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
    values: { 'header.typ': ['JWT'] },
    formats: { 'claims.iss': 'uuid', 'claims.sub': 'uuid', 'claims.aud': 'no-scheme' },
    audience: ['account-d.docusign.com', 'account.docusign.com'],
    maxLifetime: 3600,
    scope: 'claim',
  },
  preset: {
    header: { alg: 'RS256', typ: 'JWT' },
    claims: {
      iss: '{integration_key}',
      sub: '{user_id}',
      aud: 'account-d.docusign.com',
      iat: 'now',
      exp: '+1h',
      scope: 'signature impersonation',
    },
    endpoint: 'https://account-d.docusign.com/oauth/token',
    query: [],
    params: [],
  },
  placeholders: {
    integration_key: { what: 'the app’s integration key', example: '7c2b8d7e-83c3-4940-af5e-cda8a50dd73f' },
    user_id: { what: 'the User ID of the user to act for', example: '464f7988-86ad-4b9f-b8d3-8b1b8b3d5c11' },
  },
  answerFormats: [],
  certificate: {
    format: 'spki',
    where: 'Apps and Keys, your app, Service Integration: upload the RSA public key',
  },
  notes: [
    'account-d is the developer environment, account the production one; aud and endpoint go together.',
    'There is no refresh token.',
  ],
  errors: [
    {
      text: ['consent_required'],
      cause: 'the user has not consented to the app’s acting for him',
      fix: 'have him open the consent page once (/oauth/auth with scope “signature impersonation”), or let an administrator consent',
      says: 'consent_required',
    },
    {
      text: ['no_valid_keys_or_signatures'],
      cause: 'the key that signed is none of the app’s RSA keys, or the app has none in this environment',
      fix: 'upload the public key to the app in this environment',
      faults: ['signature', 'wrong-alg', 'weak-key'],
      says: 'no_valid_keys_or_signatures',
    },
    {
      text: ['issuer_not_found'],
      cause: 'the integration key does not exist in this environment, or aud names the other one',
      fix: 'use account-d.docusign.com for developer accounts and account.docusign.com for production, in aud and endpoint alike',
      faults: ['wrong-iss', 'missing-iss', 'wrong-aud'],
      says: 'issuer_not_found',
    },
    {
      text: ['user_not_found'],
      cause: 'sub is no user of this environment',
      fix: 'set sub to the User ID (a GUID) from Apps and Keys, not to the API account ID or an address',
      faults: ['wrong-sub', 'missing-sub'],
      says: 'user_not_found',
    },
  ],
  marks: { endpoint: ['docusign.com'], text: ['no_valid_keys_or_signatures', 'issuer_not_found'] },
  source: 'developers.docusign.com, JWT Grant',
  checked: '2026-08-15',
};
