import { type Fix, setFix } from '../jwt/fix.ts';
import type { Fault } from '../servers/server.ts';
import type { Explanation } from './token-exchange.ts';

/** What went wrong in words that are true at any server. `path` is the member it is about. */
export type FaultWords = Pick<Explanation, 'cause' | 'fix' | 'path' | 'reference' | 'apply'>;

const jwtChecks = 'RFC 7523 section 3';
const clientAuth = 'RFC 6749 section 2.3';
const errorCodes = 'RFC 6749 section 5.2';

const words: Readonly<Record<string, FaultWords>> = {
  malformed: {
    cause: 'the server could not read the JWT: it is malformed, cut short, or not a JWT',
    fix: 'send the whole token on one line: three parts of base64url, without quotes, padding or “Bearer”',
    path: 'token',
    reference: 'RFC 7519 section 7.2',
  },
  signature: {
    cause:
      'the server could not verify the signature: the key that it has registered is not the key that signed',
    fix: 'register the public key or certificate of the key that signs (after a renewal, the old one may still be registered or cached), and check alg and kid',
    path: 'signature',
    reference: jwtChecks,
  },
  'weak-key': {
    cause: 'the key is too short for the server',
    fix: 'make an RSA key with 2048 bits or more, or a secret as long as the hash, and register it',
    path: 'key',
    reference: 'RFC 7518 section 3.3',
  },
  'no-key': {
    cause: 'the server has no public key to verify the JWT’s signature with',
    fix: 'register the certificate, public key or JWKS address of the key that signs, for this client or issuer',
    path: 'signature',
    reference: jwtChecks,
  },
  'key-expired': {
    cause: 'the key that is registered at the server has expired',
    fix: 'register the key anew, or a new key',
    path: 'key',
    reference: jwtChecks,
  },
  'key-not-fetched': {
    cause: 'the server could not fetch the signer’s keys to verify the signature with',
    fix: 'see that the JWKS address (jwks_uri) that is registered answers from the server’s network, over trusted TLS, with valid JSON',
    path: 'header.kid',
    reference: 'RFC 7517 section 5',
  },
  certificate: {
    cause: 'the certificate behind the signature is not one that the server accepts for this client',
    fix: 'sign with the key whose certificate is registered: its subject, issuer or organization is compared',
    path: 'header.x5c',
    reference: jwtChecks,
  },
  'certificate-expired': {
    cause: 'the certificate that is registered for the key has expired',
    fix: 'make a new certificate for the key, or a new key, and register it',
    path: 'key',
    reference: 'RFC 5280 section 4.1.2.5',
  },
  expired: {
    cause: 'exp has passed by the server’s clock: the JWT is expired',
    fix: 'sign again just before sending, and compare the clocks',
    path: 'claims.exp',
    reference: 'RFC 7519 section 4.1.4',
    apply: setFix('claims.exp', '+5m'),
  },
  'too-long-lived': {
    cause: 'exp is further away than the server accepts',
    fix: 'set exp nearer, counted from iat; a clock that is ahead adds to it',
    path: 'claims.exp',
    reference: jwtChecks,
    apply: setFix('claims.exp', '+1m'),
  },
  'too-short-lived': {
    cause: 'exp is too near for the server',
    fix: 'set exp further away: the server may count its clock skew against you',
    path: 'claims.exp',
    reference: jwtChecks,
    apply: setFix('claims.exp', '+15m'),
  },
  'not-yet-valid': {
    cause: 'the JWT is not valid yet by the server’s clock: nbf, or iat, is still to come',
    fix: 'leave nbf out or set it a little back, and compare the clocks',
    path: 'claims.nbf',
    reference: 'RFC 7519 section 4.1.5',
    apply: setFix('claims.nbf', '-30s'),
  },
  'issued-in-future': {
    cause: 'iat is in the future by the server’s clock',
    fix: 'set iat a little back, or correct the clock of this machine',
    path: 'claims.iat',
    reference: 'RFC 7519 section 4.1.6',
    apply: setFix('claims.iat', '-30s'),
  },
  'issued-too-early': {
    cause: 'iat is too far in the past: the server takes only a freshly issued JWT',
    fix: 'sign again with iat now, and compare the clocks',
    path: 'claims.iat',
    reference: jwtChecks,
    apply: setFix('claims.iat', 'now'),
  },
  replayed: {
    cause: 'this JWT was used before: its jti is known to the server',
    fix: 'sign again with a fresh jti: each assertion is for one request',
    path: 'claims.jti',
    reference: 'RFC 7523 section 3',
    apply: setFix('claims.jti', '{uuid}'),
  },
  'token-refused': {
    cause: 'the server refuses the JWT or token, and does not say what is wrong with it',
    fix: 'check its signature and key first, then exp, aud and iss, and that it is the kind of token this endpoint takes',
    path: 'token',
    reference: 'RFC 6750 section 3.1',
  },
  'client-authentication': {
    cause: 'the client did not authenticate, or is not known',
    fix: 'check the client id, and the secret or the key and claims of the client assertion',
    path: 'auth',
    reference: clientAuth,
  },
  'auth-method': {
    cause: 'the client authenticates by another method than the one registered for it',
    fix: 'send id and secret in the header, in the form, or send a client assertion, as the client’s token_endpoint_auth_method says',
    path: 'auth',
    reference: 'RFC 7591 section 2',
  },
  'unknown-client': {
    cause: 'the server does not know this client id',
    fix: 'copy the client id from the server, and check that it is the right server, realm or tenant',
    path: 'form.client_id',
    reference: errorCodes,
  },
  'wrong-client_id': {
    cause: 'the client id is not the one that the server expects, or differs from the JWT’s iss and sub',
    fix: 'use one client id everywhere: in the request, and for client authentication as iss and sub',
    path: 'form.client_id',
    reference: 'RFC 7523 section 3',
  },
  'client-disabled': {
    cause: 'the client is disabled or suspended at the server',
    fix: 'have an administrator enable it',
    path: 'form.client_id',
    reference: errorCodes,
  },
  'public-client': {
    cause: 'the client is registered as public, and a public client may not do this',
    fix: 'register it as confidential, or leave out the secret and the client assertion',
    path: 'auth',
    reference: 'RFC 6749 section 2.1',
  },
  'wrong-client_secret': {
    cause: 'the client secret is wrong, or the client id that goes with it',
    fix: 'copy the client id and secret again, without white space; check whether the server wants them in the header or in the form',
    path: 'form.client_secret',
    reference: clientAuth,
  },
  'missing-client_secret': {
    cause: 'the request brings no client secret or client assertion',
    fix: 'choose how the client authenticates, and give its secret or key',
    path: 'auth',
    reference: clientAuth,
  },
  'secret-expired': {
    cause: 'the client secret has expired',
    fix: 'make a new client secret at the server, or use a key',
    path: 'form.client_secret',
    reference: clientAuth,
  },
  'client-certificate': {
    cause: 'the server wants a TLS client certificate, or another than the one that came',
    fix: 'send the request with mutual TLS, and with the certificate that is registered for the client',
    path: 'auth',
    reference: 'RFC 8705 section 2',
  },
  dpop: {
    cause: 'the server wants a DPoP proof, or refuses the one that came',
    fix: 'send the request with DPoP; its proof names the method and URL, and its iat is compared with the server’s clock',
    path: 'dpop',
    reference: 'RFC 9449 section 5',
  },
  'dpop-nonce': {
    cause: 'the server demands DPoP with its nonce in the proof',
    fix: 'send the request with DPoP: the nonce is then answered at once',
    path: 'dpop',
    reference: 'RFC 9449 section 8',
  },
  'grant-not-allowed': {
    cause: 'the client may not use this grant, or the server does not offer it',
    fix: 'switch the grant on at the server, and allow it for this client',
    path: 'form.grant_type',
    reference: errorCodes,
  },
  'not-permitted': {
    cause: 'the server knows who asks, and a policy or a missing permission forbids it',
    fix: 'have an administrator grant the client this permission, scope or API',
    path: 'form.scope',
    reference: errorCodes,
  },
  'no-consent': {
    cause: 'nobody has consented to what the app asks for, or approved the app',
    fix: 'have the user, or an administrator for all users, consent to the app once',
    path: 'claims.sub',
    reference: 'RFC 6749 section 4.1',
  },
  federation: {
    cause: 'no federated identity credential matches the token’s issuer, subject and audience',
    fix: 'compare the three with the credential to the letter, the slash at the end and upper and lower case included',
    path: 'claims.sub',
    reference: 'RFC 7523 section 3',
  },
  'unknown-user': {
    cause: 'the user that sub names is not known to the server',
    fix: 'set sub to the user’s name or id as the server knows it, in the right environment',
    path: 'claims.sub',
    reference: jwtChecks,
  },
  'user-locked': {
    cause: 'the user’s account is locked, disabled or inactive',
    fix: 'have an administrator unlock or enable the user',
    path: 'claims.sub',
    reference: jwtChecks,
  },
  'unknown-tenant': {
    cause: 'there is no such tenant, realm or organization at this server',
    fix: 'check the tenant or realm in the URL',
    path: 'endpoint',
    reference: 'RFC 6749 section 3.2',
  },
  mfa: {
    cause: 'the server demands that the user sign in interactively, with another factor',
    fix: 'have the user sign in, or have an administrator exclude this client from the policy',
    path: 'claims.sub',
    reference: errorCodes,
  },
  code: {
    cause: 'the authorization code is expired, was used before, or belongs to another client',
    fix: 'get a new code, and redeem it once, with the same client id and redirect_uri',
    path: 'form.code',
    reference: 'RFC 6749 section 4.1.2',
  },
  'refresh-token': {
    cause: 'the refresh token is expired, revoked, or belongs to another client',
    fix: 'get a new one: send a fresh assertion or have the user sign in again',
    path: 'form.refresh_token',
    reference: 'RFC 6749 section 6',
  },
  'request-malformed': {
    cause: 'the server could not read the request',
    fix: 'send a form with each parameter once, the URNs encoded once',
    path: 'form',
    reference: 'RFC 6749 section 3.2',
  },
  'parameter-doubled': {
    cause: 'a parameter is in the request more than once',
    fix: 'send each parameter once, in the form and not also in the URL',
    path: 'form',
    reference: 'RFC 6749 section 3.2',
  },
  endpoint: {
    cause: 'this address is not the token endpoint',
    fix: 'check the URL and its path: the server’s metadata names its token_endpoint',
    path: 'endpoint',
    reference: 'RFC 8414 section 2',
  },
  'address-blocked': {
    cause: 'a policy of the server blocks requests from this network or under these conditions',
    fix: 'have an administrator allow this IP address, or change the policy',
    path: 'endpoint',
    reference: 'RFC 9110 section 15.5.4',
  },
  'too-many-requests': {
    cause: 'there were too many requests',
    fix: 'wait as long as Retry-After says, and keep the token until it expires',
    path: 'endpoint',
    reference: 'RFC 6585 section 4',
  },
  'server-failed': {
    cause: 'the server itself failed; the request may be as it should be',
    fix: 'try again; if it stays, tell whoever runs the server: its log has the reason',
    path: 'endpoint',
    reference: errorCodes,
  },
  'wrong-aud': {
    cause: 'aud is not the audience that the server expects',
    fix: 'set aud to the server’s issuer or its token endpoint, to the letter, as its documentation says',
    path: 'claims.aud',
    reference: 'RFC 7523 section 3',
  },
  'wrong-iss': {
    cause: 'iss is not an issuer that the server knows or expects',
    fix: 'set iss to what is registered there: for client authentication the client id, else the identity provider’s issuer, to the letter',
    path: 'claims.iss',
    reference: 'RFC 7523 section 3',
  },
  'wrong-sub': {
    cause: 'sub is not a subject that the server accepts',
    fix: 'for client authentication, set sub to the client id; else to the user as the server knows it',
    path: 'claims.sub',
    reference: 'RFC 7523 section 3',
  },
  'wrong-kid': {
    cause: 'the key that kid names is not among the keys that the server has for this client or issuer',
    fix: 'set kid to that of the registered key, or register the key that signs (a JWKS in a cache takes its time)',
    path: 'header.kid',
    reference: 'RFC 7515 section 4.1.4',
    apply: { title: 'Add kid', changes: [{ derive: 'kid' }] },
  },
  'missing-kid': {
    cause: 'kid is missing from the header: the server cannot tell which key signed',
    fix: 'set kid to that of the registered key',
    path: 'header.kid',
    reference: 'RFC 7515 section 4.1.4',
    apply: { title: 'Add kid', changes: [{ derive: 'kid' }] },
  },
  'wrong-x5t': {
    cause:
      'the thumbprint in the header, or the fingerprint, does not name a certificate or key that is registered',
    fix: 'register the certificate of the key that signs, and let Signet write the thumbprint: base64url of the hash’s bytes, not of its hexadecimal text',
    path: 'header.x5t#S256',
    reference: 'RFC 7515 section 4.1.8',
  },
  'wrong-alg': {
    cause: 'the server does not accept the algorithm in alg for this client or key',
    fix: 'sign with the algorithm that is registered for the client, with a key of its kind',
    path: 'header.alg',
    reference: 'RFC 7518 section 3.1',
  },
  'wrong-typ': {
    cause: 'typ in the header is not what the server expects',
    fix: 'set typ to JWT, or to client-authentication+jwt where the server follows the newer rules',
    path: 'header.typ',
    reference: 'RFC 7515 section 4.1.9',
    apply: setFix('header.typ', 'JWT'),
  },
  'wrong-exp': {
    cause:
      'the server does not accept exp: it has passed, is too far away, or is not a whole number of seconds',
    fix: 'set exp a few minutes from now, as a number, and compare the clocks',
    path: 'claims.exp',
    reference: 'RFC 7519 section 4.1.4',
    apply: setFix('claims.exp', '+1m'),
  },
  'wrong-iat': {
    cause:
      'the server does not accept iat: it is in the future by its clock, too old, or not a whole number of seconds',
    fix: 'set iat to now or a little back, as a number, and compare the clocks',
    path: 'claims.iat',
    reference: 'RFC 7519 section 4.1.6',
    apply: setFix('claims.iat', '-30s'),
  },
  'wrong-jti': {
    cause: 'the server does not accept jti: it was used before, or is not of the form it asks for',
    fix: 'sign again with a fresh jti',
    path: 'claims.jti',
    reference: 'RFC 7519 section 4.1.7',
    apply: setFix('claims.jti', '{uuid}'),
  },
  'missing-jti': {
    cause: 'jti is missing: the server takes each assertion once, and knows it by jti',
    fix: 'give each assertion a jti of its own',
    path: 'claims.jti',
    reference: 'RFC 7519 section 4.1.7',
    apply: setFix('claims.jti', '{uuid}'),
  },
  'missing-exp': {
    cause: 'exp is missing from the claims',
    fix: 'set exp a few minutes from now',
    path: 'claims.exp',
    reference: jwtChecks,
    apply: setFix('claims.exp', '+5m'),
  },
  'missing-iat': {
    cause: 'iat is missing from the claims',
    fix: 'set iat to now',
    path: 'claims.iat',
    reference: jwtChecks,
    apply: setFix('claims.iat', 'now'),
  },
  'wrong-scope': {
    cause: 'a scope that was asked for is unknown, malformed, or more than the client or user may have',
    fix: 'ask for fewer scopes, separated by spaces, and have them granted to the client',
    path: 'form.scope',
    reference: errorCodes,
  },
  'missing-scope': {
    cause: 'the request names no scope, and this server wants one',
    fix: 'add the parameter scope',
    path: 'form.scope',
    reference: 'RFC 6749 section 3.3',
  },
  'wrong-resource': {
    cause: 'the resource or audience that was asked for is not known to the server',
    fix: 'check the parameters resource, audience and scope',
    path: 'form.resource',
    reference: 'RFC 8707 section 2',
  },
  'wrong-subject_token': {
    cause: 'the token that was to be exchanged, or its type, was refused',
    fix: 'check that subject_token is valid and meant for this server, and that subject_token_type names what it is',
    path: 'form.subject_token',
    reference: 'RFC 8693 section 2.2.2',
  },
  'wrong-client_assertion_type': {
    cause: 'client_assertion_type is missing, or is not the URN of RFC 7523',
    fix: 'send client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer, encoded once',
    path: 'form.client_assertion_type',
    reference: 'RFC 7523 section 2.2',
  },
  'missing-client_assertion': {
    cause: 'the request brings no client_assertion, or no client secret',
    fix: 'authenticate the client: with private_key_jwt, send client_assertion in the form, not in the header or as JSON',
    path: 'form.client_assertion',
    reference: 'RFC 7523 section 2.2',
  },
  'missing-assertion': {
    cause: 'the parameter assertion is missing or empty',
    fix: 'send the JWT as assertion in the form, not in the header or as JSON',
    path: 'form.assertion',
    reference: 'RFC 7523 section 2.1',
  },
  'missing-grant_type': {
    cause: 'the parameter grant_type is missing: the body may not have been read as a form',
    fix: 'send grant_type in the body, with Content-Type application/x-www-form-urlencoded',
    path: 'form.grant_type',
    reference: 'RFC 6749 section 3.2',
  },
  'wrong-content-type': {
    cause: 'the server does not take this content type: token endpoints take forms',
    fix: 'send a form, with Content-Type application/x-www-form-urlencoded, not JSON',
    path: 'form',
    reference: 'RFC 6749 section 3.2',
  },
};

/** The same of an access token at a resource: nothing of it can be signed anew here. */
const resourceWords: Readonly<Record<string, Partial<FaultWords>>> = {
  expired: {
    cause: 'the access token has expired',
    fix: 'request a new access token, and compare the clocks',
  },
  'not-yet-valid': {
    cause: 'the access token is not valid yet by the resource’s clock',
    fix: 'compare the clocks of the authorization server and the resource',
  },
  'wrong-aud': {
    cause: 'the access token is meant for another audience than this resource',
    fix: 'request a token for this resource: by scope, resource or audience',
  },
  'wrong-iss': {
    cause: 'the resource does not trust the issuer of the access token',
    fix: 'request the token from the authorization server that the resource trusts: tenant and version of its issuer are compared to the letter',
  },
  signature: {
    cause: 'the resource could not verify the access token’s signature',
    fix: 'send the token as it was issued, from the authorization server that the resource trusts; a token for Microsoft Graph is for Graph alone',
  },
  'wrong-kid': {
    cause: 'the resource does not know the key (kid) that the access token’s signature names',
    fix: 'check that the resource reads the JWKS of the server that issued the token, and has its newest keys',
  },
  malformed: {
    cause:
      'the resource could not read the access token: it is malformed, or an opaque token where a JWT is wanted',
    fix: 'send the access token alone after “Bearer”; where it is opaque, the resource has to introspect it',
  },
  'token-refused': {
    cause: 'the resource refuses the access token, and does not say what is wrong with it',
    fix: 'request a new one, and check that it is meant for this resource (aud, scope) and was not revoked',
  },
  'wrong-scope': {
    cause: 'the access token lacks a scope that this resource wants',
    fix: 'request a token with the scope that the resource names, and have it granted to the client',
  },
};

const headerNames: ReadonlySet<string> = new Set([
  'alg',
  'kid',
  'typ',
  'x5t',
  'x5t#S256',
  'x5c',
  'jwk',
  'cty',
  'crit',
]);
const formNames =
  /^(?:grant_type|client_|assertion|scope|resource|code|refresh_token|redirect_uri|subject_token|actor_token|requested_|username|password)/;

/** Where a member that a fault is named for stands: `header.kid`, `claims.aud`, `form.scope`. */
export function pathOfFault(fault: Fault): string {
  const known = words[fault]?.path;
  if (known !== undefined) return known;
  const name = fault.slice(fault.indexOf('-') + 1);
  return headerNames.has(name) ? `header.${name}` : formNames.test(name) ? `form.${name}` : `claims.${name}`;
}

/**
 * What a fault means and what to do about it, whoever the server is.
 * @param atResource the answer is a resource's, about an access token
 */
export function wordsOfFault(fault: Fault, atResource = false): FaultWords {
  const known = Object.hasOwn(words, fault) ? words[fault] : undefined;
  const own = atResource && Object.hasOwn(resourceWords, fault) ? resourceWords[fault] : undefined;
  if (known && own) {
    const { apply: _nothingToSign, ...rest } = known;
    return { ...rest, ...own, reference: 'RFC 6750 section 3.1' };
  }
  if (known) return known;
  const path = pathOfFault(fault);
  const name = path.slice(path.indexOf('.') + 1);
  const place = path.startsWith('header.') ? 'header' : path.startsWith('form.') ? 'request' : 'claims';
  return fault.startsWith('missing-')
    ? { cause: `${name} is missing from the ${place}`, fix: `add ${name}`, path, reference: jwtChecks }
    : {
        cause: `${name} in the ${place} is not what the server expects`,
        fix: `compare ${name} with what the server has configured, to the letter`,
        path,
        reference: jwtChecks,
      };
}

/** The button of a fault's fix, where a value that the server names can be set. */
export function expectedFix(path: string, expected: string): Fix | undefined {
  return /^(?:claims|header)\./.test(path) ? setFix(path, expected) : undefined;
}
