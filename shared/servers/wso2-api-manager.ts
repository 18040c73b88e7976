import type { Server } from './server.ts';

export const wso2ApiManager: Server = {
  name: 'wso2-api-manager',
  title: 'WSO2 API Manager / Identity Server',
  summary: 'The client authenticates too, the assertion names a user; exp more than five minutes away.',
  use: 'grant',
  auth: ['basic', 'post'],
  rules: {
    algorithms: ['RS256', 'RS384', 'RS512'],
    requiredHeader: ['alg'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    minLifetime: 300,
  },
  preset: {
    header: { alg: 'RS256' },
    claims: {
      iss: 'jwtIDP',
      sub: 'admin',
      aud: ['https://localhost:9443/oauth2/token'],
      exp: '+15m',
      iat: 'now',
    },
    endpoint: 'https://localhost:9443/oauth2/token',
    query: [],
    params: [],
  },
  answerFormats: [],
  certificate: {
    format: 'pem',
    where: 'Identity Providers, your provider: upload it as the Identity Provider Public Certificate',
  },
  errors: [
    {
      text: /No Registered IDP found/i,
      cause: 'iss names no registered identity provider',
      fix: 'set iss to the provider’s name, or register that issuer',
    },
    {
      text: /JSON Web Token is expired/i,
      cause: 'exp has passed once the server’s clock skew (300 s by default) is counted against you',
      fix: 'set exp more than five minutes away: +15m',
    },
    {
      text: /Signature or Message Authentication invalid/i,
      cause: 'the certificate uploaded for the identity provider does not belong to the key that signed',
      fix: 'export the certificate of this key and upload it at the identity provider',
    },
    {
      text: /Error when trying to retrieve claimsSet/i,
      cause: 'the assertion is not a JWT, or was cut short',
      fix: 'send the whole token, without white space',
    },
    {
      text: /None of the audience values matched/i,
      cause: 'aud does not hold the provider’s token endpoint alias',
      fix: 'add the alias configured at the identity provider to aud',
    },
    {
      text: /Mandatory fields.*are empty/i,
      cause: 'iss, sub, exp or aud is missing',
      fix: 'add the missing claim',
    },
    {
      text: /used before Not_?Before/i,
      cause: 'nbf is in the future',
      fix: 'leave nbf out, or set it to now',
    },
    {
      text: /issued before the allowed time/i,
      cause: 'iat is too old for the server',
      fix: 'sign afresh with iat now',
    },
    {
      text: /replayed before the allowed expiry/i,
      cause: 'this jti was used already',
      fix: 'sign again with a fresh jti',
    },
    {
      text: /X509Certificate has expired/i,
      cause: 'the certificate at the identity provider has expired',
      fix: 'make a new certificate and upload it',
    },
  ],
  source: 'WSO2 API Manager documentation, JWT grant; identity-oauth2-grant-jwt',
  checked: '2026-08-15',
};
