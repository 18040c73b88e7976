import { setFix } from '../jwt/fix.ts';
import { entraErrors } from './microsoft-entra-errors.ts';
import type { Server } from './server.ts';

const source =
  'entra-docs, workload-identity-federation.md and workload-identity-federation-considerations.md';
const compare =
  'compare issuer, subject and audience with the federated credential (App registrations, Certificates & secrets, Federated credentials), to the letter: case, the slash at the end, and no white space';

/** The assertion is another issuer's token: nothing of it is the app's own, and no certificate of the app is involved. */
export const microsoftEntraFederation: Server = {
  name: 'microsoft-entra-federation',
  family: 'microsoft-entra',
  title: 'Microsoft Entra ID, workload identity federation',
  summary:
    'Another issuer’s token instead of a secret: its iss, sub and aud must equal the federated credential.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['RS256'],
    requiredHeader: ['alg', 'kid'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    audience: [
      'api://AzureADTokenExchange',
      'api://AzureADTokenExchangeUSGov',
      'api://AzureADTokenExchangeChina',
    ],
  },
  preset: {
    header: { alg: 'RS256', typ: 'JWT' },
    derive: ['kid'],
    claims: {
      iss: '{issuer}',
      sub: '{subject}',
      aud: 'api://AzureADTokenExchange',
      iat: 'now',
      nbf: 'now',
      exp: '+10m',
    },
    endpoint: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    query: [],
    params: [
      ['client_id', '{client_id}'],
      ['scope', 'https://graph.microsoft.com/.default'],
    ],
  },
  placeholders: {
    issuer: {
      what: 'the external issuer, as the federated credential names it',
      example: 'https://oidc.example.com',
    },
    subject: {
      what: 'the workload, as the federated credential names it',
      example: 'system:serviceaccount:default:svc',
    },
    client_id: {
      what: 'Application (client) ID, on the app registration’s Overview',
      example: '00001111-aaaa-2222-bbbb-3333cccc4444',
    },
    tenant: { what: 'Directory (tenant) ID', example: 'aaaabbbb-0000-cccc-1111-dddd2222eeee' },
  },
  answerFormats: [],
  certificate: {
    format: 'jwks',
    where: 'nowhere: Entra fetches the issuer’s OpenID Connect metadata and its jwks_uri over the internet',
  },
  notes: [
    'The token comes from the external issuer (Kubernetes, GitHub Actions, Google…); it is not signed with a certificate of the app.',
    'A credential or key made just now takes minutes to be known.',
  ],
  errors: [
    {
      text: ['AADSTS70021'],
      cause: 'no federated identity credential of the app has the issuer, subject and audience of this token',
      fix: compare,
      faults: ['federation', 'wrong-iss', 'wrong-sub'],
      source,
    },
    {
      text: ['AADSTS700211'],
      cause: 'the issuer (iss) of the token is not that of any federated identity credential of the app',
      fix: compare,
      path: 'claims.iss',
      faults: ['wrong-iss'],
      status: 401,
      source,
    },
    {
      text: ['AADSTS700212', 'AADSTS7002121'],
      cause: 'the audience (aud) of the token is not that of the federated identity credential',
      fix: 'request the external token for api://AzureADTokenExchange, or write its audience into the credential, to the letter',
      apply: setFix('claims.aud', 'api://AzureADTokenExchange'),
      path: 'claims.aud',
      faults: ['wrong-aud', 'missing-aud'],
      status: 401,
      source,
    },
    {
      text: ['AADSTS700213'],
      cause: 'the subject (sub) of the token is not that of any federated identity credential of the app',
      fix: 'compare sub with the credential’s subject, to the letter: branch, environment or service account make another subject',
      path: 'claims.sub',
      faults: ['wrong-sub', 'missing-sub'],
      status: 401,
      source,
    },
    {
      text: ['AADSTS7000272'],
      cause:
        'the key that signed the token is not (yet) in the issuer’s metadata: kid is not among the keys at its jwks_uri',
      fix: 'see that the issuer’s jwks_uri answers from the internet and holds this kid; after a new key, give Entra some minutes',
      path: 'header.kid',
      faults: ['wrong-kid', 'missing-kid', 'signature'],
      status: 401,
      source,
    },
    {
      text: ['AADSTS700222'],
      cause: 'the token was issued by Entra itself, and Entra takes none of its own for federation',
      fix: 'use a managed identity or the app’s own credential, or the token of another issuer',
      path: 'claims.iss',
      source,
    },
    {
      text: ['AADSTS700024', 'AADSTS500133'],
      cause: 'the external token is outside its time: exp has passed, or nbf is yet to come',
      fix: 'get a fresh token from the issuer just before sending, and compare the clocks',
      faults: ['expired', 'not-yet-valid'],
      status: 401,
      source,
    },
    ...entraErrors,
  ],
  marks: {
    text: [
      'AADSTS70021:',
      'AADSTS70021*federated identity',
      'federated identity record',
      'AADSTS7000272',
      'AADSTS700222',
    ],
    audience: ['api://AzureADTokenExchange'],
  },
  source,
  checked: '2026-11-30',
};
