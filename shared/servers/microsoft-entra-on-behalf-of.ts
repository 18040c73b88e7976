import { entraErrors } from './microsoft-entra-errors.ts';
import type { Server } from './server.ts';

export const microsoftEntraOnBehalfOf: Server = {
  name: 'microsoft-entra-on-behalf-of',
  family: 'microsoft-entra',
  title: 'Microsoft Entra ID, on behalf of',
  summary:
    'The assertion is the access token that a user’s call brought; the client authenticates beside it.',
  use: 'grant',
  auth: ['post', 'private_key_jwt'],
  rules: {
    algorithms: [],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'aud', 'exp'],
  },
  preset: {
    header: { alg: 'RS256' },
    claims: {
      iss: 'https://login.microsoftonline.com/{tenant}/v2.0',
      sub: '{user}',
      aud: '{client_id}',
      exp: '+1h',
      iat: 'now',
    },
    endpoint: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    query: [],
    params: [
      ['requested_token_use', 'on_behalf_of'],
      ['scope', 'https://graph.microsoft.com/.default'],
    ],
  },
  placeholders: {
    client_id: {
      what: 'Application (client) ID of the app that was called',
      example: '00001111-aaaa-2222-bbbb-3333cccc4444',
    },
    tenant: { what: 'Directory (tenant) ID', example: 'aaaabbbb-0000-cccc-1111-dddd2222eeee' },
    user: {
      what: 'the user; the token that came in says who',
      example: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
    },
  },
  answerFormats: [],
  certificate: {
    format: 'der',
    where: 'App registrations, Certificates & secrets: for the client’s own authentication',
  },
  notes: [
    'Nothing is signed here: paste the access token that came in as the assertion. The claims show what such a token holds.',
  ],
  errors: [
    {
      text: ['AADSTS500131'],
      cause: 'aud of the access token that was given as assertion is not this app',
      fix: 'have the caller request its token for this app (api://…/.default), not for Microsoft Graph',
      faults: ['wrong-aud'],
    },
    {
      text: ['AADSTS7000113'],
      cause:
        'the assertion is not a user’s access token for this app: an app’s own token cannot be exchanged on behalf of a user',
      fix: 'pass on the user’s access token that the call brought',
      path: 'form.assertion',
    },
    {
      text: ['AADSTS500133'],
      cause: 'the access token that was given as assertion has expired',
      fix: 'exchange it as soon as it comes in, or have the caller get a new one',
      faults: ['expired'],
    },
    {
      text: ['AADSTS50013'],
      cause: 'the assertion is not valid here: meant for another app, or its signature cannot be checked',
      fix: 'use an access token whose aud is this app, and not an ID token or a token for Microsoft Graph',
      faults: ['signature', 'wrong-aud'],
    },
    {
      text: ['AADSTS50027'],
      cause: 'the JWT is malformed',
      fix: 'send the whole access token, without “Bearer ” before it',
      faults: ['malformed'],
    },
    ...entraErrors,
  ],
  marks: { text: ['AADSTS50013', 'AADSTS500133'] },
  source: 'entra-docs, v2-oauth2-on-behalf-of-flow.md',
  checked: '2026-08-15',
};
