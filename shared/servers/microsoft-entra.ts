import { deriveFix, setFix } from '../jwt/fix.ts';
import { entraErrors } from './microsoft-entra-errors.ts';
import type { Server } from './server.ts';

export const microsoftEntra: Server = {
  name: 'microsoft-entra',
  family: 'microsoft-entra',
  title: 'Microsoft Entra ID',
  summary: 'A certificate instead of a client secret: PS256, named by its SHA-256 thumbprint.',
  use: 'client-authentication',
  auth: ['private_key_jwt'],
  rules: {
    algorithms: ['PS256', 'RS256'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'nbf', 'jti'],
    oneHeaderOf: ['x5t#S256', 'x5t'],
    values: { 'header.typ': ['JWT'] },
    subjectIsIssuer: true,
    audience: [
      'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
      'https://login.microsoftonline.com/{tenant}/v2.0',
      'https://login.microsoftonline.us/{tenant}/oauth2/v2.0/token',
      'https://login.partner.microsoftonline.cn/{tenant}/oauth2/v2.0/token',
    ],
    audienceShape: 'string',
    maxLifetime: 600,
  },
  ruleSources: {
    maxLifetime: 'entra-docs, certificate-credentials.md: five to ten minutes are recommended',
    audienceShape: 'panva/openid-client issue 348: an array is answered with AADSTS50027',
  },
  unverified: ['audienceShape'],
  preset: {
    header: { alg: 'PS256', typ: 'JWT' },
    derive: ['x5t#S256'],
    claims: {
      iss: '{client_id}',
      sub: '{client_id}',
      aud: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
      jti: '{uuid}',
      nbf: 'now',
      iat: 'now',
      exp: '+5m',
    },
    endpoint: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    query: [],
    params: [['scope', 'https://graph.microsoft.com/.default']],
  },
  placeholders: {
    client_id: {
      what: 'Application (client) ID, on the app registration’s Overview',
      example: '00001111-aaaa-2222-bbbb-3333cccc4444',
    },
    tenant: { what: 'Directory (tenant) ID', example: 'aaaabbbb-0000-cccc-1111-dddd2222eeee' },
  },
  answerFormats: [],
  certificate: {
    format: 'der',
    where: 'App registrations, Certificates & secrets, Certificates: upload the .cer',
  },
  notes: [
    'The thumbprint is base64url of the hash’s bytes, without padding: not of the hexadecimal text that the portal shows.',
    'Older samples use RS256 with x5t (SHA-1); it is still taken.',
  ],
  errors: [
    {
      text: ['AADSTS700027*The key used is expired'],
      cause:
        'the certificate that is registered for this key has expired: Entra says that the key used is expired',
      fix: 'make a new certificate, upload it, and sign with its key',
      faults: ['certificate-expired'],
      status: 401,
    },
    {
      text: ['AADSTS700027*did not match the expected signature value'],
      cause:
        'the thumbprint names a registered certificate, and the signature is not of its key: another key signed, or alg is not what the key signed with',
      fix: 'sign with the private key of that certificate, with PS256 or RS256 as alg says',
      path: 'signature',
      status: 401,
    },
    {
      text: ['AADSTS700027'],
      cause: 'the certificate behind the assertion is not registered, or its thumbprint is written wrongly',
      fix: 'upload this key’s certificate, and let Signet write x5t#S256: base64url of the hash’s bytes, not of its hexadecimal text',
      apply: deriveFix('x5t#S256'),
      faults: ['signature', 'missing-x5t#S256', 'wrong-x5t#S256'],
      status: 401,
    },
    {
      text: ['AADSTS700021'],
      cause: 'iss or sub is not the client_id of the request',
      fix: 'set iss, sub and client_id to the Application (client) ID',
      faults: ['wrong-iss', 'wrong-sub', 'missing-iss', 'missing-sub'],
      status: 401,
    },
    {
      text: ['AADSTS700023'],
      cause: 'aud is not the token endpoint of this tenant',
      fix: 'set aud to https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token, the tenant as in the URL you post to',
      faults: ['wrong-aud', 'missing-aud'],
      status: 401,
    },
    {
      text: ['AADSTS700024'],
      cause: 'the assertion is outside its time: exp has passed, or nbf is yet to come',
      fix: 'set nbf to now and exp to +5m, and compare your clock',
      apply: {
        title: 'Set nbf to now and exp to +5m',
        changes: [
          { set: { path: 'claims.nbf', value: 'now' } },
          { set: { path: 'claims.exp', value: '+5m' } },
        ],
      },
      faults: ['expired', 'not-yet-valid', 'issued-in-future'],
      status: 401,
    },
    {
      text: ['AADSTS700030'],
      cause: 'the certificate’s subject or issuer is not the one that the app trusts',
      fix: 'register this very certificate, or one with the subject and issuer that the app names',
    },
    {
      text: ['AADSTS5002730'],
      cause: 'alg does not go with the key: Entra takes RS256 and PS256',
      fix: 'sign with PS256 and an RSA key',
      apply: setFix('header.alg', 'PS256'),
      faults: ['wrong-alg'],
    },
    {
      text: ['AADSTS50027'],
      cause: 'the JWT is malformed, or aud is an array',
      fix: 'send the whole token, and write aud as one text',
      faults: ['malformed'],
    },
    ...entraErrors,
  ],
  marks: {
    endpoint: ['login.microsoftonline.', 'login.windows.net', 'login.partner.microsoftonline.'],
    text: ['AADSTS'],
  },
  source: 'entra-docs, certificate-credentials.md',
  checked: '2026-08-15',
};
