import { setFix } from '../jwt/fix.ts';
import type { Server } from './server.ts';

export const salesforce: Server = {
  name: 'salesforce',
  title: 'Salesforce',
  summary: 'The assertion names a user who has approved the app; no client secret.',
  use: 'grant',
  auth: ['none'],
  rules: {
    algorithms: ['RS256'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    audience: ['https://login.salesforce.com', 'https://test.salesforce.com', 'https://{site}'],
    maxLifetime: 180,
  },
  ruleSources: {
    maxLifetime: 'Salesforce Help, OAuth 2.0 JWT Bearer Flow: three minutes (older editions: five)',
  },
  preset: {
    header: { alg: 'RS256' },
    claims: { iss: '{consumer_key}', sub: '{username}', aud: 'https://login.salesforce.com', exp: '+3m' },
    endpoint: 'https://login.salesforce.com/services/oauth2/token',
    query: [],
    params: [],
  },
  placeholders: {
    consumer_key: { what: 'the app’s consumer key', example: '3MVG99OxTyEMCQ3gNp2PjkqeZKxnmAiG1xV4oHh9AKL' },
    username: { what: 'the user’s name in Salesforce, an address', example: 'integration@example.com' },
  },
  answerFormats: [],
  certificate: {
    format: 'pem',
    where: 'the app’s OAuth settings, Use digital signatures: upload the certificate',
  },
  notes: [
    'There is no refresh token: send a new assertion instead.',
    'aud is the login host (login or test), or the community’s URL; it is not the instance’s own host.',
  ],
  errors: [
    {
      text: ["hasn't approved this consumer", 'hasn’t approved this consumer'],
      cause: 'the user has not approved the app, and no administrator has done it beforehand',
      fix: 'set the app to “admin approved users are pre-authorized” and add the user’s profile or permission set, or let the user log in once',
      says: "user hasn't approved this consumer",
    },
    {
      text: ['audience is invalid'],
      cause: 'aud is not the login host of this org',
      fix: 'use https://test.salesforce.com for a sandbox, https://login.salesforce.com for production',
      faults: ['wrong-aud', 'missing-aud'],
      says: 'audience is invalid',
    },
    {
      text: ['expired authorization code'],
      cause: 'exp is in the past for the server: the text speaks of a code, and means the assertion',
      fix: 'set exp to +3m, and compare your clock with the server’s',
      apply: setFix('claims.exp', '+3m'),
      faults: ['expired'],
      says: 'expired authorization code',
    },
    {
      text: ['invalid assertion'],
      cause: 'the signature does not belong to the certificate of the app, or the assertion is no JWT',
      fix: 'upload the certificate of this key to the app, and send the whole token',
      faults: ['signature', 'malformed', 'wrong-alg'],
      says: 'invalid assertion',
    },
    {
      text: ['invalid client credentials'],
      cause: 'the consumer key or secret is wrong',
      fix: 'set iss to the app’s consumer key, and send no client secret',
      faults: ['client-authentication', 'wrong-iss'],
      says: 'invalid client credentials',
    },
    {
      text: ['client identifier invalid'],
      cause: 'iss is no consumer key of this org',
      fix: 'copy the consumer key from the app; an app made just now takes up to ten minutes to be known',
      faults: ['missing-iss'],
    },
    {
      text: ['inactive user', 'inactive organization'],
      cause: 'the user or the org is inactive',
      fix: 'have an administrator activate the user',
      faults: ['user-locked'],
    },
    {
      text: ['ip restricted'],
      cause: 'the user’s profile or the app does not allow this IP address',
      fix: 'relax the app’s IP restrictions, or add the address to the trusted ranges',
      path: 'endpoint',
      faults: ['address-blocked'],
    },
    {
      text: ['no client credentials user enabled'],
      cause: 'the app has no run-as user for the client credentials grant',
      fix: 'set Run As in the app’s policies, or use the JWT bearer grant',
      path: 'form.grant_type',
    },
    {
      text: ['INVALID_SESSION_ID', 'Session expired or invalid'],
      cause: 'the access token has expired or is of another org',
      fix: 'request a new access token, and call the instance_url of the same answer',
      path: 'token',
      faults: ['token-refused'],
      status: 401,
    },
    {
      text: ['user is locked'],
      cause: 'the user’s account is locked',
      fix: 'have an administrator unlock the user',
    },
    {
      text: ['app must be installed'],
      cause: 'the app is not installed in this org',
      fix: 'install the connected app in the org, then approve it',
    },
    {
      text: ['admin approved'],
      cause: 'only users approved by an administrator may use the app',
      fix: 'add the user’s profile or permission set to the app',
    },
  ],
  marks: { endpoint: ['salesforce.com', 'force.com/'] },
  source: 'Salesforce Help, OAuth 2.0 JWT Bearer Flow; forcedotcom/sfdx-core',
  checked: '2026-08-15',
};
