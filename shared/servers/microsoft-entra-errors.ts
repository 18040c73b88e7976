import type { KnownError } from './server.ts';

const source = 'entra-docs, reference-error-codes.md';

/** What any of Entra’s token endpoints may answer, whatever the JWT was for. */
export const entraErrors: readonly KnownError[] = [
  {
    text: ['AADSTS700016', 'AADSTS700011'],
    cause: 'the application is not known in this tenant',
    fix: 'check client_id and the tenant in the URL; an administrator may have to consent to the app first',
    source,
  },
  {
    text: ['AADSTS700025'],
    cause: 'the app is a public client, and public clients must send no secret and no assertion',
    fix: 'switch “Allow public client flows” off, or send no client_assertion and no client_secret',
    source,
  },
  {
    text: ['AADSTS7000215'],
    cause: 'the client secret is wrong: often its id was copied, not its value',
    fix: 'make a new client secret and copy its value',
    faults: ['client-authentication'],
    status: 401,
    source,
  },
  {
    text: ['AADSTS7000222'],
    cause: 'the client secret has expired',
    fix: 'make a new client secret, or use a certificate',
    status: 401,
    source,
  },
  {
    text: ['AADSTS50012'],
    cause: 'authentication failed: signature, certificate or secret does not match what is registered',
    fix: 'compare the registered certificate’s thumbprint with that of your key',
    source,
  },
  {
    text: ['AADSTS65001'],
    cause: 'nobody has consented to the permissions that the app asks for',
    fix: 'have the user, or an administrator for all, consent to the app’s permissions',
    source,
  },
  {
    text: ['AADSTS70002'],
    cause: 'the client’s credential is not valid',
    fix: 'check the secret, or the certificate that the assertion was signed under',
    source,
  },
  {
    text: ['AADSTS70003'],
    cause: 'the grant type is not supported',
    fix: 'check grant_type: client_credentials for an app, the JWT bearer grant for on-behalf-of',
    source,
  },
  {
    text: ['AADSTS70011'],
    cause: 'the scope is not valid',
    fix: 'ask for one resource’s /.default, such as https://graph.microsoft.com/.default',
    source,
  },
  {
    text: ['AADSTS90002'],
    cause: 'there is no such tenant',
    fix: 'check the tenant in the URL: its id or a verified domain',
    source,
  },
  {
    text: ['AADSTS90014', 'AADSTS900144'],
    cause: 'a parameter is missing from the request',
    fix: 'see which one the text names; the body must be a form',
    source,
  },
  {
    text: ['AADSTS900384'],
    cause: 'the JWT’s signature could not be validated',
    fix: 'sign with the key whose certificate is registered',
    source,
  },
  {
    text: ['AADSTS9002313'],
    cause: 'the request is malformed',
    fix: 'send a form, each parameter once, the URNs encoded once',
    source,
  },
];
