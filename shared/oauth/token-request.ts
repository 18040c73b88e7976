import { SignetError } from '../base/signet-error.ts';
import { redactUrl } from './redact.ts';

/** RFC 7523 section 2.1. */
export const jwtBearerGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** RFC 8693 section 2.1. */
export const tokenExchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
/** RFC 8693 section 3. */
export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
/** RFC 7523 section 2.2. */
export const jwtBearerClientAssertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export type Pair = readonly [name: string, value: string];

export type Grant =
  | { readonly type: 'jwt-bearer'; readonly assertion: string }
  | { readonly type: 'refresh-token'; readonly refreshToken: string }
  | { readonly type: 'client-credentials' }
  | {
      readonly type: 'token-exchange';
      readonly subjectToken: string;
      /** `urn:ietf:params:oauth:token-type:…`; an access token if left out. */
      readonly subjectTokenType?: string;
      readonly actorToken?: string;
      readonly actorTokenType?: string;
      readonly requestedTokenType?: string;
    }
  | { readonly type: 'on-behalf-of'; readonly assertion: string };

export const grantTypes = [
  'jwt-bearer',
  'client-credentials',
  'refresh-token',
  'token-exchange',
  'on-behalf-of',
] as const satisfies readonly Grant['type'][];

/** How the client authenticates, its secret or its signed assertion included: exists in the core alone. */
export type ClientAuth =
  /** With mutual TLS the certificate is the proof, and the client id says whose (RFC 8705 section 2). */
  | { readonly method: 'none' | 'mtls'; readonly clientId?: string }
  | { readonly method: 'basic' | 'post'; readonly clientId: string; readonly clientSecret: string }
  | {
      readonly method: 'client_secret_jwt' | 'private_key_jwt';
      readonly clientId: string;
      readonly clientAssertion: string;
    };

export interface TokenRequest {
  /** Absolute http or https URL; its own query parameters are kept. */
  readonly endpoint: string;
  readonly grant: Grant;
  readonly auth: ClientAuth;
  /** Added to the URL. */
  readonly query?: readonly Pair[];
  /** Added to the form. */
  readonly params?: readonly Pair[];
  readonly insecure?: boolean;
}

/** The URL with the extra query parameters; undefined when it is no http or https URL. */
export function requestUrl(endpoint: string, query: readonly Pair[] = []): string | undefined {
  let url: URL;
  try {
    url = new URL(endpoint.trim());
  } catch {
    return undefined;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  // The URL's own query stays as it was typed.
  if (query.length > 0)
    url.search = [...(url.search === '' ? [] : [url.search]), encodeForm(query)].join('&');
  return normalizeUrl(url.href);
}

/** Its scheme, host and port as RFC 6454 section 6.2 writes them; undefined when it is no http or https URL. */
export function originOf(endpoint: string): string | undefined {
  const url = requestUrl(endpoint);
  return url === undefined ? undefined : new URL(url).origin;
}

/** The same. @throws SignetError `endpoint-not-a-url` */
export function requireUrl(endpoint: string, query: readonly Pair[] = []): string {
  const url = requestUrl(endpoint, query);
  if (url !== undefined) return url;
  throw new SignetError(
    'endpoint-not-a-url',
    `Not an http or https URL: ${JSON.stringify(redactUrl(endpoint))}`,
    {
      hint: 'write it in full, as in https://server.example/oauth2/token',
    },
  );
}

/**
 * Behind the host, what RFC 3986 asks to be encoded is, and what it does not is not (sections 2.1 to 2.4): whichever program
 * sends it then sends the same bytes.
 */
function normalizeUrl(url: string): string {
  const [, authority = '', rest = ''] = /^([a-z]+:\/\/[^/?#]*)(.*)$/s.exec(url) ?? [];
  const encoded = rest.replace(/[[\]{}|\\^`"<>]|%(?![0-9A-Fa-f]{2})/g, encodeURIComponent);
  return authority + encoded.replace(/%[0-9A-Fa-f]{2}/g, decodeUnreserved);
}

function decodeUnreserved(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return /[\w.~-]/.test(character) ? character : encoded;
}

/** The form's members in the order in which they are sent. */
export function formMembers(request: Pick<TokenRequest, 'grant' | 'auth' | 'params'>): readonly Pair[] {
  return [...grantMembers(request.grant), ...(request.params ?? []), ...authMembers(request.auth)];
}

/** `application/x-www-form-urlencoded`, as RFC 6749 appendix B asks. */
export function encodeForm(members: readonly Pair[]): string {
  return new URLSearchParams(members.map(([name, value]): [string, string] => [name, value])).toString();
}

export function formEncode(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

/** The members that say what is asked for. */
export function grantMembers(grant: Grant): readonly Pair[] {
  switch (grant.type) {
    case 'jwt-bearer':
      return [
        ['grant_type', jwtBearerGrant],
        ['assertion', grant.assertion],
      ];
    case 'refresh-token':
      return [
        ['grant_type', 'refresh_token'],
        ['refresh_token', grant.refreshToken],
      ];
    case 'client-credentials':
      return [['grant_type', 'client_credentials']];
    case 'token-exchange':
      return [
        ['grant_type', tokenExchangeGrant],
        ['subject_token', grant.subjectToken],
        ['subject_token_type', grant.subjectTokenType ?? accessTokenType],
        ...(grant.actorToken === undefined
          ? []
          : ([
              ['actor_token', grant.actorToken],
              ['actor_token_type', grant.actorTokenType ?? accessTokenType],
            ] as const)),
        ...(grant.requestedTokenType === undefined
          ? []
          : ([['requested_token_type', grant.requestedTokenType]] as const)),
      ];
    case 'on-behalf-of':
      return [
        ['grant_type', jwtBearerGrant],
        ['assertion', grant.assertion],
        ['requested_token_use', 'on_behalf_of'],
      ];
  }
}

/** The client's own members of any form it sends: a token request, introspection, revocation. */
export function authMembers(auth: ClientAuth): readonly Pair[] {
  switch (auth.method) {
    case 'basic':
      return [];
    case 'none':
    case 'mtls':
      return auth.clientId ? [['client_id', auth.clientId]] : [];
    case 'post':
      return [
        ['client_id', auth.clientId],
        ['client_secret', auth.clientSecret],
      ];
    case 'client_secret_jwt':
    case 'private_key_jwt':
      return [
        ...(auth.clientId === '' ? [] : ([['client_id', auth.clientId]] as const)),
        ['client_assertion_type', jwtBearerClientAssertion],
        ['client_assertion', auth.clientAssertion],
      ];
  }
}
