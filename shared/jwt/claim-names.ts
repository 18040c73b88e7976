import type { JsonValue } from '../base/json.ts';

/** What kind of value a member takes; `numeric-date` is a number of seconds, `audience` a string or an array of them. */
export type MemberKind =
  | 'text'
  | 'numeric-date'
  | 'number'
  | 'yes-or-no'
  | 'audience'
  | 'list'
  | 'object'
  | 'token';

/** A claim or header parameter that a standard defines. */
export interface KnownMember {
  /** In two or three words, as the standard calls it. */
  readonly title: string;
  /** What it says, in one sentence. */
  readonly meaning: string;
  readonly kind: MemberKind;
  readonly reference: string;
}

const oidc = 'OpenID Connect Core';
const member = (kind: MemberKind, title: string, reference: string, meaning: string): KnownMember => ({
  title,
  meaning,
  kind,
  reference,
});

/** Claims that standards define, by name. From the IANA registry "JSON Web Token Claims", those that are in use. */
export const knownClaims: Readonly<Record<string, KnownMember>> = {
  iss: member('text', 'Issuer', 'RFC 7519 section 4.1.1', 'who made the token and answers for it'),
  sub: member('text', 'Subject', 'RFC 7519 section 4.1.2', 'whom the token is about: a user or a client'),
  aud: member(
    'audience',
    'Audience',
    'RFC 7519 section 4.1.3',
    'for whom it is meant; anyone else must refuse it',
  ),
  exp: member('numeric-date', 'Expires', 'RFC 7519 section 4.1.4', 'from then on it must not be accepted'),
  nbf: member('numeric-date', 'Not before', 'RFC 7519 section 4.1.5', 'until then it must not be accepted'),
  iat: member('numeric-date', 'Issued at', 'RFC 7519 section 4.1.6', 'when it was made'),
  jti: member(
    'text',
    'Token ID',
    'RFC 7519 section 4.1.7',
    'a name of its own, by which a second use is noticed',
  ),

  name: member('text', 'Full name', `${oidc} section 5.1`, 'the user’s name as it is shown'),
  given_name: member('text', 'Given name', `${oidc} section 5.1`, 'the user’s first names'),
  family_name: member('text', 'Family name', `${oidc} section 5.1`, 'the user’s surnames'),
  middle_name: member('text', 'Middle name', `${oidc} section 5.1`, 'the user’s middle names'),
  nickname: member('text', 'Nickname', `${oidc} section 5.1`, 'what the user is called casually'),
  preferred_username: member(
    'text',
    'User name',
    `${oidc} section 5.1`,
    'the short name the user goes by; not unique',
  ),
  profile: member('text', 'Profile page', `${oidc} section 5.1`, 'address of a page about the user'),
  picture: member('text', 'Picture', `${oidc} section 5.1`, 'address of a picture of the user'),
  website: member('text', 'Website', `${oidc} section 5.1`, 'address of the user’s own site'),
  email: member('text', 'E-mail', `${oidc} section 5.1`, 'the user’s preferred e-mail address'),
  email_verified: member(
    'yes-or-no',
    'E-mail verified',
    `${oidc} section 5.1`,
    'whether the address was shown to be the user’s',
  ),
  gender: member('text', 'Gender', `${oidc} section 5.1`, 'the user’s gender'),
  birthdate: member('text', 'Birthday', `${oidc} section 5.1`, 'as YYYY-MM-DD, or the year alone'),
  zoneinfo: member(
    'text',
    'Time zone',
    `${oidc} section 5.1`,
    'a name of the time zone database: Europe/Paris',
  ),
  locale: member('text', 'Locale', `${oidc} section 5.1`, 'language and region: en-GB'),
  phone_number: member('text', 'Phone number', `${oidc} section 5.1`, 'preferably as E.164: +44 20 …'),
  phone_number_verified: member(
    'yes-or-no',
    'Phone verified',
    `${oidc} section 5.1`,
    'whether the number was shown to be the user’s',
  ),
  address: member('object', 'Address', `${oidc} section 5.1.1`, 'the user’s postal address'),
  updated_at: member(
    'numeric-date',
    'Updated at',
    `${oidc} section 5.1`,
    'when the user’s details last changed',
  ),
  nonce: member('text', 'Nonce', `${oidc} section 2`, 'ties an ID token to the client’s own request'),
  auth_time: member('numeric-date', 'Authenticated at', `${oidc} section 2`, 'when the user logged in'),
  acr: member('text', 'Authentication class', `${oidc} section 2`, 'how strongly the user was authenticated'),
  amr: member(
    'list',
    'Authentication methods',
    `${oidc} section 2, RFC 8176`,
    'by which means the user was authenticated: pwd, otp, mfa',
  ),
  azp: member('text', 'Authorized party', `${oidc} section 2`, 'the client that the ID token was issued to'),
  at_hash: member(
    'text',
    'Access token hash',
    `${oidc} section 3.1.3.6`,
    'left half of the access token’s hash',
  ),
  c_hash: member(
    'text',
    'Code hash',
    `${oidc} section 3.3.2.11`,
    'left half of the authorization code’s hash',
  ),
  s_hash: member('text', 'State hash', 'FAPI 1.0 part 2 section 5.1', 'left half of the hash of state'),
  sub_jwk: member('object', 'Subject’s key', `${oidc} section 7.4`, 'the key of a self-issued ID token'),
  sid: member(
    'text',
    'Session ID',
    'OpenID Connect Front-Channel Logout section 3',
    'names the session at the provider',
  ),
  events: member('object', 'Security events', 'RFC 8417 section 2.2', 'what happened, by the event’s URI'),
  toe: member('numeric-date', 'Time of event', 'RFC 8417 section 2.2', 'when the event happened'),
  txn: member('text', 'Transaction ID', 'RFC 8417 section 2.2', 'ties tokens of one transaction together'),

  scope: member('text', 'Scope', 'RFC 8693 section 4.2', 'what the token allows: words with spaces between'),
  client_id: member('text', 'Client ID', 'RFC 8693 section 4.3', 'the client that the token was issued to'),
  act: member(
    'object',
    'Actor',
    'RFC 8693 section 4.1',
    'who acts for the subject; its own sub, and act of the one before',
  ),
  may_act: member('object', 'May act', 'RFC 8693 section 4.4', 'who may become actor for the subject'),
  groups: member(
    'list',
    'Groups',
    'RFC 9068 section 2.2.3.1, RFC 7643',
    'the groups that the subject belongs to',
  ),
  roles: member('list', 'Roles', 'RFC 9068 section 2.2.3.1, RFC 7643', 'the roles that the subject has'),
  entitlements: member(
    'list',
    'Entitlements',
    'RFC 9068 section 2.2.3.1, RFC 7643',
    'what the subject is entitled to',
  ),
  authorization_details: member(
    'list',
    'Authorization details',
    'RFC 9396 section 9.1',
    'what is allowed, in more detail than a scope',
  ),
  cnf: member(
    'object',
    'Confirmation',
    'RFC 7800 section 3.1',
    'the key that the presenter must hold: jkt (DPoP), x5t#S256 (mutual TLS) or jwk',
  ),
  htm: member('text', 'HTTP method', 'RFC 9449 section 4.2', 'DPoP proof: the method of the request'),
  htu: member(
    'text',
    'HTTP URI',
    'RFC 9449 section 4.2',
    'DPoP proof: the request’s address without query and fragment',
  ),
  ath: member(
    'text',
    'Access token hash',
    'RFC 9449 section 4.2',
    'DPoP proof: base64url of the access token’s SHA-256',
  ),
  active: member('yes-or-no', 'Active', 'RFC 7662 section 2.2', 'whether the token may be used now'),
  token_type: member(
    'text',
    'Token type',
    'RFC 7662 section 2.2',
    'how the token is presented: Bearer, DPoP',
  ),
  username: member('text', 'User name', 'RFC 7662 section 2.2', 'a readable name of whoever gave the access'),
  token_introspection: member(
    'object',
    'Introspection answer',
    'RFC 9701 section 5',
    'what the introspection endpoint answers, signed',
  ),
  response_type: member(
    'text',
    'Response type',
    'RFC 9101 section 4',
    'request object: what the client asks for',
  ),
  redirect_uri: member('text', 'Redirect URI', 'RFC 9101 section 4', 'request object: where the answer goes'),
  state: member('text', 'State', 'RFC 9101 section 4', 'request object: handed back unchanged'),
  code_challenge: member(
    'text',
    'Code challenge',
    'RFC 7636 section 4.3',
    'request object: hash of the code verifier',
  ),
  code_challenge_method: member('text', 'Challenge method', 'RFC 7636 section 4.3', 'request object: S256'),
  resource: member(
    'text',
    'Resource',
    'RFC 8707 section 2',
    'address of the resource the token is wanted for',
  ),
  software_statement: member(
    'token',
    'Software statement',
    'RFC 7591 section 2.3',
    'a token about the client’s software',
  ),
  trust_chain: member(
    'list',
    'Trust chain',
    'OpenID Federation section 4',
    'statements that lead to a trust anchor',
  ),
  vc: member(
    'object',
    'Verifiable credential',
    'W3C VC Data Model section 6.3.1',
    'the credential that the token carries',
  ),
  vp: member(
    'object',
    'Verifiable presentation',
    'W3C VC Data Model section 6.3.1',
    'the presentation that the token carries',
  ),
  _sd: member(
    'list',
    'Hidden claims',
    'RFC 9901 section 4.2.4',
    'hashes of claims that are disclosed one by one',
  ),
  _sd_alg: member(
    'text',
    'Hidden claims’ hash',
    'RFC 9901 section 4.1.1',
    'how the hashes of hidden claims are made',
  ),
};

const jws = (section: string) => `RFC 7515 section 4.1.${section}`;

/** Header parameters that standards define, by name. */
export const knownHeaderParameters: Readonly<Record<string, KnownMember>> = {
  alg: member('text', 'Algorithm', jws('1'), 'how it is signed, or how its content key is protected'),
  jku: member(
    'text',
    'JWK set URL',
    jws('2'),
    'where the signer says its keys are; must not be fetched unasked',
  ),
  jwk: member('object', 'JSON Web Key', jws('3'), 'the signer’s public key; proves nothing by itself'),
  kid: member('text', 'Key ID', jws('4'), 'which of the signer’s keys was used'),
  x5u: member(
    'text',
    'X.509 URL',
    jws('5'),
    'where the signer’s certificate is; must not be fetched unasked',
  ),
  x5c: member(
    'list',
    'Certificate chain',
    jws('6'),
    'the signer’s certificate and its chain: base64 of DER, not base64url',
  ),
  x5t: member('text', 'SHA-1 thumbprint', jws('7'), 'base64url of the SHA-1 of the certificate’s DER'),
  'x5t#S256': member(
    'text',
    'SHA-256 thumbprint',
    jws('8'),
    'base64url of the SHA-256 of the certificate’s DER',
  ),
  typ: member('text', 'Type', jws('9'), 'what the whole is: JWT, at+jwt, dpop+jwt'),
  cty: member('text', 'Content type', jws('10'), 'what the payload is; JWT for a token inside a token'),
  crit: member(
    'list',
    'Critical',
    jws('11'),
    'extensions that the reader must understand, or refuse the token',
  ),
  b64: member(
    'yes-or-no',
    'Payload encoding',
    'RFC 7797 section 3',
    'false: the payload is signed as it is, not as base64url',
  ),
  enc: member('text', 'Encryption', 'RFC 7516 section 4.1.2', 'how the content is encrypted'),
  zip: member(
    'text',
    'Compression',
    'RFC 7516 section 4.1.3',
    'DEF: the content was compressed before it was encrypted',
  ),
  epk: member(
    'object',
    'Ephemeral key',
    'RFC 7518 section 4.6.1.1',
    'the sender’s key for this token alone (ECDH-ES)',
  ),
  apu: member(
    'text',
    'Producer info',
    'RFC 7518 section 4.6.1.2',
    'who made it, as part of the key agreement',
  ),
  apv: member(
    'text',
    'Recipient info',
    'RFC 7518 section 4.6.1.3',
    'for whom it is, as part of the key agreement',
  ),
  iv: member(
    'text',
    'Key wrap IV',
    'RFC 7518 section 4.7.1.1',
    'initialisation vector of AES-GCM key wrapping',
  ),
  tag: member(
    'text',
    'Key wrap tag',
    'RFC 7518 section 4.7.1.2',
    'authentication tag of AES-GCM key wrapping',
  ),
  p2s: member('text', 'Password salt', 'RFC 7518 section 4.8.1.1', 'salt of the key made from a password'),
  p2c: member('number', 'Password rounds', 'RFC 7518 section 4.8.1.2', 'how often the password is hashed'),
  iss: member(
    'text',
    'Issuer',
    'RFC 7519 section 5.3',
    'a copy of the claim, readable although the token is encrypted',
  ),
  sub: member(
    'text',
    'Subject',
    'RFC 7519 section 5.3',
    'a copy of the claim, readable although the token is encrypted',
  ),
  aud: member(
    'audience',
    'Audience',
    'RFC 7519 section 5.3',
    'a copy of the claim, readable although the token is encrypted',
  ),
  nonce: member('text', 'Nonce', 'RFC 8555 section 6.5.2', 'ACME: the server’s protection against replay'),
  url: member('text', 'Target URL', 'RFC 8555 section 6.4.1', 'ACME: the address that the request is for'),
  svt: member('token', 'Signature validation', 'RFC 9321 section 4', 'says that a signature was found valid'),
};

// Own members alone: a claim called "constructor" is known to nobody.
export function knownClaim(name: string): KnownMember | undefined {
  return Object.hasOwn(knownClaims, name) ? knownClaims[name] : undefined;
}

export function knownHeaderParameter(name: string): KnownMember | undefined {
  return Object.hasOwn(knownHeaderParameters, name) ? knownHeaderParameters[name] : undefined;
}

const startValues: Readonly<Record<MemberKind, JsonValue>> = {
  text: '',
  token: '',
  'numeric-date': 'now',
  number: 0,
  'yes-or-no': true,
  audience: '',
  list: [''],
  object: {},
};

/** What a member starts with when it is added: an empty value of its kind, text where nothing is known of it. */
export function startValue(known: KnownMember | undefined): JsonValue {
  return startValues[known?.kind ?? 'text'];
}
