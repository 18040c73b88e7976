/** RFC 7523 section 2.1. */
export const jwtBearerGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export type Pair = readonly [name: string, value: string];

export type Grant =
  | { readonly type: 'jwt-bearer'; readonly assertion: string }
  | { readonly type: 'refresh-token'; readonly refreshToken: string }
  | { readonly type: 'client-credentials' };

/** How the client authenticates (RFC 6749 section 2.3.1), its secret included: exists in the core alone. */
export type ClientAuth =
  | { readonly method: 'none'; readonly clientId?: string }
  | { readonly method: 'basic' | 'post'; readonly clientId: string; readonly clientSecret: string };

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
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url.href;
}

/** The form's members in the order in which they are sent. */
export function formMembers(request: Pick<TokenRequest, 'grant' | 'auth' | 'params'>): readonly Pair[] {
  return [...grantMembers(request.grant), ...(request.params ?? []), ...authMembers(request.auth)];
}

/** `application/x-www-form-urlencoded`, as RFC 6749 appendix B asks. */
export function encodeForm(members: readonly Pair[]): string {
  return new URLSearchParams(members.map(([name, value]): [string, string] => [name, value])).toString();
}

/** The value before base64 of the Authorization header; id and secret are form-encoded first (RFC 6749 section 2.3.1). */
export function basicCredentials(clientId: string, clientSecret: string): string {
  return `${formEncode(clientId)}:${formEncode(clientSecret)}`;
}

export function formEncode(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

function grantMembers(grant: Grant): readonly Pair[] {
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
  }
}

function authMembers(auth: ClientAuth): readonly Pair[] {
  if (auth.method === 'basic') return [];
  if (auth.method === 'none') return auth.clientId ? [['client_id', auth.clientId]] : [];
  return [
    ['client_id', auth.clientId],
    ['client_secret', auth.clientSecret],
  ];
}
