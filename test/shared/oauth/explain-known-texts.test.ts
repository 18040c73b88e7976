import { describe, expect, it } from 'vitest';
import { explainAnswer } from '../../../shared/oauth/explain-answer.ts';
import { readAnswer } from '../../../shared/oauth/read-answer.ts';
import { findServer, knownServers } from '../../../shared/servers/known-servers.ts';

type Row = readonly [
  text: string,
  cause: string,
  more?: { error?: string; status?: number; endpoint?: string },
];

/** Answers as the servers write them, and words of the cause that must come first. */
const texts: Readonly<Record<string, readonly Row[]>> = {
  'axway-api-gateway': [
    ['The assertion has expired', 'exp is in the past'],
    ['Invalid audience in the assertion', 'aud is not the value configured'],
    ['Signature validation failed', 'the certificate registered'],
    ['', 'the gateway did not accept'],
    ['', 'iss is not the client_id', { error: 'invalid_client' }],
  ],
  'wso2-api-manager': [
    ['No Registered IDP found for the JWT with issuer name : jwtIDP', 'iss names no registered'],
    [
      'JSON Web Token is expired., Expiration Time(ms) : 1458166985000. JWT Rejected and validation terminated',
      'exp has passed once the server’s clock skew',
    ],
    ['Signature or Message Authentication invalid.', 'the certificate uploaded'],
    ['Error when trying to retrieve claimsSet from the JWT', 'not a JWT'],
    [
      'None of the audience values matched the tokenEndpoint Alias https://localhost:9443/oauth2/token',
      'aud does not hold',
    ],
    [
      'Mandatory fields(Issuer, Subject, Expiration time or Audience) are empty in the given JSON Web Token.',
      'iss, sub, exp or aud is missing',
    ],
    ['JSON Web Token is used before Not_Before_Time., Not Before Time(ms) : 1', 'nbf is in the future'],
    ['JSON Web Token is issued before the allowed time., JWT Issued At Time(ms) : 1', 'iat is too old'],
    [
      'JWT Token with jti: Token56756 Has been replayed before the allowed expiry time: 1',
      'this jti was used already',
    ],
    ['X509Certificate has expired', 'the certificate at the identity provider has expired'],
  ],
  salesforce: [
    ["user hasn't approved this consumer", 'has not approved the app'],
    ['audience is invalid', 'aud is not the login host'],
    ['expired authorization code', 'exp is in the past'],
    ['invalid assertion', 'the signature does not belong'],
    ['invalid client credentials', 'the consumer key or secret'],
    ['client identifier invalid', 'iss is no consumer key'],
    ['user is locked', 'account is locked'],
    ['app must be installed into org', 'not installed'],
    ['user is not admin approved to access this app', 'approved by an administrator'],
  ],
  'google-service-account': [
    ['Invalid JWT Signature.', 'no longer, a key of this service account'],
    [
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
      'exp is more than an hour after iat',
    ],
    ['Invalid grant: account not found', 'iss is no service account'],
    ['Not a valid email or user ID.', 'iss is no service account'],
    [
      'Client is unauthorized to retrieve access tokens using this method.',
      'no domain-wide delegation',
      { error: 'unauthorized_client' },
    ],
    ['Bad Request', 'a scope is unknown', { error: 'invalid_scope' }],
  ],
  'microsoft-entra': [
    ['AADSTS700027: Client assertion contains an invalid signature.', 'not registered, or its thumbprint'],
    ['AADSTS700016: Application with identifier was not found.', 'not known in this tenant'],
    ['AADSTS700011: UnauthorizedClientAppNotFoundInOrgIdTenant.', 'not known in this tenant'],
    [
      'AADSTS700021: Client assertion application identifier doesn’t match.',
      'iss or sub is not the client_id',
    ],
    [
      'AADSTS700023: Client assertion audience claim does not match Realm issuer.',
      'aud is not the token endpoint',
    ],
    ['AADSTS700024: Client assertion is not within its valid time range.', 'outside its time'],
    ['AADSTS700025: Client is public so neither assertion nor secret should be presented.', 'public client'],
    [
      'AADSTS700030: Invalid certificate - subject name in certificate is not authorized.',
      'subject or issuer',
    ],
    ['AADSTS7000215: Invalid client secret provided.', 'the client secret is wrong'],
    ['AADSTS7000222: The provided client secret keys are expired.', 'the client secret has expired'],
    ['AADSTS50027: JWT token is invalid or malformed.', 'the JWT is malformed'],
    ['AADSTS50012: Authentication failed.', 'authentication failed'],
    ['AADSTS65001: The user or administrator has not consented.', 'nobody has consented'],
    ['AADSTS70002: Error validating credentials.', 'credential is not valid'],
    ['AADSTS70003: The app returned an unsupported grant type.', 'the grant type is not supported'],
    ['AADSTS70011: The provided value for the scope is not valid.', 'the scope is not valid'],
    ['AADSTS90002: Tenant not found.', 'no such tenant'],
    ['AADSTS90014: The required field is missing.', 'a parameter is missing'],
    ['AADSTS900144: The request body must contain the parameter: scope.', 'a parameter is missing'],
    ['AADSTS900384: JWT token failed signature validation.', 'signature could not be validated'],
    ['AADSTS9002313: Invalid request. Request is malformed or invalid.', 'the request is malformed'],
  ],
  'microsoft-entra-on-behalf-of': [
    ['AADSTS50013: Assertion failed signature validation.', 'not valid here'],
    ['AADSTS500133: Assertion is not within its valid time range.', 'given as assertion has expired'],
  ],
  keycloak: [
    ['Token exp claim is required', 'exp is missing'],
    ['Token is not active', 'exp has passed, or nbf'],
    [
      'Token expiration is too far in the future and iat claim not present in token',
      'exp is further away than the server allows',
    ],
    ['Token was issued in the future', 'iat is later than the server’s clock'],
    ['Token was issued too far in the past to be used now', 'iat is older'],
    ['Token jti claim is required', 'jti is missing'],
    ['Token reuse detected', 'this jti was sent before'],
    ['Invalid token audience', 'aud is neither'],
    ['Multiple audiences not allowed', 'more than one audience'],
    ['Invalid signature algorithm', 'another algorithm'],
  ],
  'nhs-england': [
    ["Missing 'kid' header in client_assertion JWT", 'kid is missing'],
    ["Invalid 'kid' header in client_assertion JWT - no matching public key", 'no registered public key'],
    ["Invalid 'typ' header in client_assertion JWT - must be 'JWT'", 'typ is not JWT'],
    [
      "Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512'",
      'alg is not RS512',
    ],
    ["Missing or invalid 'aud' claim in client_assertion JWT", 'aud is not the token URL'],
    ["Missing or non-matching 'iss'/'sub' claims in client_assertion JWT", 'iss and sub are not both'],
    ["Missing 'jti' claim in client_assertion JWT", 'jti is missing, or was used before'],
    ["Non-unique 'jti' claim in client_assertion JWT", 'jti is missing, or was used before'],
    ["Missing 'exp' claim in client_assertion JWT", 'exp is missing'],
    ["Invalid 'exp' claim in client_assertion JWT - must be an integer", 'not a whole number'],
    ["Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future", 'more than five minutes'],
    ["Invalid 'exp' claim in client_assertion JWT - JWT has expired", 'exp has passed'],
    ['Malformed JWT in client_assertion', 'not a JWT'],
    ['JWT signature verification failed', 'the registered public key does not belong'],
    [
      "Missing or invalid client_assertion_type - must be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'",
      'client_assertion_type is not the URN',
    ],
    ['You need to register a public key to use this authentication method', 'no public key yet'],
    ['', 'could not fetch the registered JWKS', { error: 'public_key error', status: 403 }],
  ],
  box: [
    ["Please check the 'sub' claim. The 'sub' specified is invalid.", 'sub is not an enterprise or user'],
    ["Please check the 'exp' claim. The 'exp' specified is invalid.", 'more than 60 seconds'],
    ["Please check the 'iat' claim. The 'iat' specified is invalid.", 'iat is in the future'],
    ["Please check the 'jti' claim. The 'jti' specified is invalid.", 'jti is missing'],
    ["Please check the 'aud' claim. The 'aud' specified is invalid.", 'aud is not Box’s token endpoint'],
  ],
  docusign: [
    ['', 'has not consented', { error: 'consent_required' }],
    ['no_valid_keys_or_signatures', 'none of the app’s RSA keys'],
    ['issuer_not_found', 'the integration key does not exist'],
    ['user_not_found', 'sub is no user'],
  ],
  snowflake: [
    ['JWT token is invalid. [0ce9eb56-821d-4ca9-a774-04ae89a0cf5a]', 'account or user not in upper case'],
    ['390144', 'account or user not in upper case'],
    ['394307', 'the account in iss and sub'],
  ],
  'smart-backend-services': [
    [
      '',
      'Epic says no more than invalid_client',
      { error: 'invalid_client', endpoint: 'https://fhir.epic.com/interconnect-fhir-oauth/oauth2/token' },
    ],
  ],
};

/** Servers whose words are those of another, or too few to tell by. */
const toldByEndpoint: Readonly<Record<string, string>> = {
  'axway-api-gateway': 'https://gw.example:8089/api/oauth/token',
  'google-service-account': 'https://oauth2.googleapis.com/token',
};

async function firstOf(
  [text, , more = {}]: Row,
  request: Parameters<typeof explainAnswer>[1],
): Promise<{ cause: string; fix: string; reference?: string } | undefined> {
  const body = JSON.stringify({
    error: more.error ?? 'invalid_grant',
    ...(text === '' ? {} : { error_description: text }),
  });
  const failed = { status: more.status ?? 400, answer: await readAnswer(body), body };
  return explainAnswer(failed, request)[0];
}

describe.each(Object.entries(texts))('%s', (name, rows) => {
  const server = findServer(name);

  it.each(rows.map((row) => [row[0], row[1], row] as const))('%s → %s', async (_, words, row) => {
    const { endpoint = toldByEndpoint[name] } = row[2] ?? {};
    const chosen = await firstOf(row, { server });
    expect(chosen?.cause).toContain(words);
    expect(chosen?.reference).toBeTruthy();
    // And without anybody saying which server it is.
    expect((await firstOf(row, { endpoint }))?.cause).toBe(chosen?.cause);
  });

  it('has each of its known errors here', async () => {
    const causes = await Promise.all(rows.map(async (row) => (await firstOf(row, { server }))?.cause));
    const own = server.errors.map((each) => each.cause);
    const elsewhere = name === 'microsoft-entra-on-behalf-of' ? await causesOf('microsoft-entra') : [];
    expect(own.filter((cause) => !causes.includes(cause) && !elsewhere.includes(cause))).toEqual(
      name === 'microsoft-entra-on-behalf-of' ? ['the JWT is malformed'] : [],
    );
  });
});

async function causesOf(name: string): Promise<readonly (string | undefined)[]> {
  const server = findServer(name);
  return Promise.all((texts[name] ?? []).map(async (row) => (await firstOf(row, { server }))?.cause));
}

it('has every server that is known to say something', () => {
  const talking = knownServers.filter((each) => each.errors.length > 0).map((each) => each.name);
  expect(Object.keys(texts).sort()).toEqual(
    talking.filter((name) => name !== 'keycloak-jwt-authorization-grant').sort(),
  );
});

it('reads what a server says, whatever it is wrapped in', async () => {
  const body = '<fault>JSON Web Token is expired.</fault>';
  const [first] = explainAnswer({ status: 500, answer: await readAnswer(body), body });
  expect(first?.cause).toContain('clock skew');
  const snowflake = '{"code":"390144","message":"JWT token is invalid. [0ce9eb56]","success":false}';
  const [other] = explainAnswer({ status: 401, answer: await readAnswer(snowflake), body: snowflake });
  expect(other?.cause).toContain('upper case');
});

it.each(
  knownServers
    .flatMap((server) => server.errors.map((known) => [server.name, known.says ?? '', known.cause] as const))
    .filter(([, says]) => says !== ''),
)('%s is understood in its own words: %s', async (name, says, cause) => {
  const row: Row = [says, cause];
  expect((await firstOf(row, { server: findServer(name) }))?.cause).toBe(cause);
});
