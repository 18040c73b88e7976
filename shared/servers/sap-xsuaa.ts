import type { Server } from './server.ts';

export const sapXsuaa: Server = {
  name: 'sap-xsuaa',
  title: 'SAP BTP XSUAA (Cloud Foundry UAA)',
  summary:
    'The assertion is a user’s token of a trusted issuer; the client authenticates by secret or certificate.',
  use: 'grant',
  auth: ['post', 'basic'],
  rules: {
    algorithms: ['RS256'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
  },
  preset: {
    header: { alg: 'RS256', typ: 'JWT' },
    derive: ['kid'],
    claims: { iss: '{issuer}', sub: '{user}', aud: '{client_id}', iat: 'now', exp: '+10m' },
    endpoint: 'https://{subdomain}.authentication.{region}.hana.ondemand.com/oauth/token',
    query: [],
    params: [],
  },
  placeholders: {
    issuer: { what: 'the trusted identity provider', example: 'https://my.accounts.ondemand.com' },
    user: { what: 'the user', example: 'alice@example.com' },
    client_id: { what: 'clientid of the service binding', example: 'sb-app!t12345' },
    subdomain: { what: 'the subaccount’s subdomain', example: 'mysub' },
    region: { what: 'the region', example: 'eu10' },
  },
  answerFormats: [],
  certificate: {
    format: 'pem',
    where:
      'the subaccount’s Trust Configuration; with credential-type x509 the binding brings the client certificate',
  },
  notes: [
    'The assertion is a token that was issued already: it is not signed by the client.',
    'With an X.509 binding, the host is certurl (….authentication.cert.…) and mutual TLS authenticates the client.',
  ],
  errors: [
    {
      text: ['Unable to map issuer'],
      cause:
        'iss of the assertion is not one trusted identity provider of this subaccount: tokens of another subaccount or zone do not count',
      fix: 'exchange the token at the subaccount (subdomain) that issued it, or trust its issuer in the Trust Configuration',
      faults: ['wrong-iss', 'missing-iss'],
    },
    {
      text: ['references unknown signing key'],
      cause: 'kid of the assertion is not a key of this zone: the token comes from another subaccount',
      fix: 'exchange the token at the subaccount that issued it',
      faults: ['wrong-kid', 'missing-kid', 'signature'],
    },
    {
      text: ['Bad credentials'],
      common: true,
      cause: 'the client secret is wrong, or clientid goes with another binding',
      fix: 'copy clientid and clientsecret from one binding; with an X.509 binding use mutual TLS at certurl',
      faults: ['client-authentication', 'wrong-client_secret'],
      status: 401,
    },
    {
      text: ['Unauthorized grant type'],
      cause: 'the client may not use this grant',
      fix: 'add the grant to oauth2-configuration, grant-types in xs-security.json, and update the instance',
      faults: ['grant-not-allowed'],
      status: 401,
    },
    {
      text: ['is invalid. This user is not allowed any of the requested scopes'],
      cause: 'the user has none of the scopes: no role collection gives them to this user',
      fix: 'assign the user a role collection that holds the scope',
      path: 'form.scope',
      faults: ['wrong-scope'],
    },
    {
      text: ['The token expired, was revoked, or the token ID is incorrect'],
      cause: 'the token has expired or was revoked',
      fix: 'get a fresh token and exchange it at once',
      faults: ['expired'],
      status: 401,
    },
  ],
  marks: {
    endpoint: ['.hana.ondemand.com', '/uaa/oauth/token'],
    text: ['to a single registered provider', 'xsuaa'],
  },
  source: 'cloudfoundry/uaa; SAP/cloud-security-services-integration-library',
  checked: '2026-11-30',
};
