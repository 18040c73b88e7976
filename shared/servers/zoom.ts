import type { Server } from './server.ts';

export const zoom: Server = {
  name: 'zoom',
  title: 'Zoom, server-to-server OAuth',
  summary: 'No JWT: JWT apps ended in 2023. The client authenticates with its secret and names its account.',
  use: 'none',
  auth: ['basic'],
  rules: { algorithms: [], requiredHeader: [], requiredClaims: [] },
  preset: {
    header: {},
    claims: {},
    endpoint: 'https://zoom.us/oauth/token',
    query: [],
    params: [
      ['grant_type', 'account_credentials'],
      ['account_id', '{account_id}'],
    ],
  },
  placeholders: { account_id: { what: 'the app’s Account ID', example: 'abcDEFghiJKLmnoPQRstuV' } },
  answerFormats: [],
  certificate: { format: 'pem', where: 'nowhere: there is no key' },
  notes: ['grant_type is account_credentials, with account_id beside it.'],
  errors: [
    {
      error: 'invalid_client',
      text: ['Invalid client_id or client_secret'],
      cause: 'the client id or the client secret is wrong',
      fix: 'copy Client ID and Client Secret of the server-to-server app again, and send them in the header (Basic)',
      faults: ['wrong-client_secret', 'wrong-client_id', 'client-authentication'],
    },
    {
      text: ['disabled by the developer', 'app has been disabled'],
      cause: 'the app is disabled, or was never activated',
      fix: 'activate the app in the Zoom App Marketplace',
      faults: ['client-disabled'],
    },
    {
      error: 'unsupported_grant_type',
      cause: 'the grant is not account_credentials, or the app is of another kind',
      fix: 'send grant_type=account_credentials, with a server-to-server OAuth app',
      path: 'form.grant_type',
      faults: ['grant-not-allowed'],
    },
    {
      error: 'bad_request',
      cause: 'account_id is missing, or is not the account of this app',
      fix: 'send account_id with the app’s Account ID',
      path: 'form.account_id',
    },
  ],
  marks: { endpoint: ['zoom.us/oauth'] },
  source: 'developers.zoom.us, Server-to-Server OAuth',
  checked: '2026-11-30',
};
