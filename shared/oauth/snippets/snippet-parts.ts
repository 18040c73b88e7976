import type { AuthMethod } from '../client-auth.ts';
import { isSecretName, redactBody } from '../redact.ts';
import {
  authMembers,
  type ClientAuth,
  formEncode,
  type Grant,
  grantMembers,
  type Pair,
  requestUrl,
  type TokenRequest,
} from '../token-request.ts';

/** A token request without its secrets: what a snippet is made from. */
export interface SnippetRequest extends Pick<TokenRequest, 'endpoint' | 'query' | 'params' | 'insecure'> {
  readonly grant: Grant['type'];
  readonly auth: { readonly method: AuthMethod; readonly clientId?: string };
  readonly dpop?: boolean;
}

/** A text, or the environment variable that holds it where it is secret. */
export type SnippetValue = { readonly text: string } | { readonly variable: string };

/** A token request in the parts that every language writes in its own way. */
export interface SnippetParts {
  /** One after the other; a variable's value is to be percent-encoded. */
  readonly url: readonly SnippetValue[];
  /** client_secret_basic: the id, form-encoded already. The secret must be form-encoded too (RFC 6749 section 2.3.1). */
  readonly basic?: { readonly user: string; readonly secret: string };
  readonly headers: readonly (readonly [name: string, value: SnippetValue])[];
  /** Names and values as they are before the form is encoded. */
  readonly form: readonly (readonly [name: string, value: SnippetValue])[];
  readonly insecure: boolean;
  /** Mutual TLS: variables with the paths of the files. */
  readonly identity?: { readonly certificate: string; readonly key: string };
}

// What the request would hold in their place never reaches these functions.
const hidden = '';

const grants: Readonly<Record<Grant['type'], Grant>> = {
  'jwt-bearer': { type: 'jwt-bearer', assertion: hidden },
  'refresh-token': { type: 'refresh-token', refreshToken: hidden },
  'client-credentials': { type: 'client-credentials' },
  'token-exchange': { type: 'token-exchange', subjectToken: hidden },
  'on-behalf-of': { type: 'on-behalf-of', assertion: hidden },
};

export function snippetParts(request: SnippetRequest): SnippetParts {
  const { auth, params = [] } = request;
  const clientId = auth.clientId ?? '';
  const members = [
    ...grantMembers(grants[request.grant]),
    ...params,
    ...authMembers(withoutSecrets(auth.method, clientId)),
  ];
  return {
    url: urlParts(request),
    ...(auth.method === 'basic'
      ? { basic: { user: formEncode(clientId), secret: variableOf('client_secret') } }
      : {}),
    headers: [
      ['Content-Type', { text: 'application/x-www-form-urlencoded; charset=UTF-8' }],
      ...(request.dpop ? ([['DPoP', { variable: variableOf('dpop_proof') }]] as const) : []),
    ],
    form: members.map(([name, value]) => [name, snippetValue(name, value)] as const),
    insecure: request.insecure ?? false,
    ...(auth.method === 'mtls'
      ? { identity: { certificate: variableOf('client_certificate'), key: variableOf('client_key') } }
      : {}),
  };
}

function withoutSecrets(method: AuthMethod, clientId: string): ClientAuth {
  switch (method) {
    case 'none':
    case 'mtls':
      return { method, clientId };
    case 'basic':
    case 'post':
      return { method, clientId, clientSecret: hidden };
    case 'client_secret_jwt':
    case 'private_key_jwt':
      return { method, clientId, clientAssertion: hidden };
  }
}

/** `SIGNET_CLIENT_SECRET`. */
function variableOf(name: string): string {
  return `SIGNET_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
}

/** Secret by its name, or because it looks like a token. */
function snippetValue(name: string, value: string): SnippetValue {
  const isSecret = isSecretName(name) || redactBody(value, {}) !== value;
  return isSecret ? { variable: variableOf(name) } : { text: value };
}

/** The address, its password and fragment left out. What is no URL stays as it was typed. */
function urlParts({ endpoint, query = [] }: SnippetRequest): readonly SnippetValue[] {
  const whole = requestUrl(endpoint, query);
  if (whole === undefined) return [{ text: endpoint }];
  const [address = '', ...rest] = whole
    .replace(/#.*$/s, '')
    .replace(/^([a-z]+:\/\/[^/?:@]*):[^/?@]*@/, '$1@')
    .split('?');
  if (rest.length === 0) return [{ text: address }];
  const parts: SnippetValue[] = [{ text: `${address}?` }];
  for (const [index, pair] of rest.join('?').split('&').entries()) {
    const [name = '', ...value] = pair.split('=');
    const [decoded] = new URLSearchParams(pair) as Iterable<Pair>;
    const shown = snippetValue(decoded?.[0] ?? '', decoded?.[1] ?? '');
    const between = index === 0 ? '' : '&';
    if ('text' in shown || value.length === 0) parts.push({ text: between + pair });
    else parts.push({ text: `${between}${name}=` }, shown);
  }
  return joinTexts(parts);
}

function joinTexts(parts: readonly SnippetValue[]): readonly SnippetValue[] {
  return parts.reduce<SnippetValue[]>((joined, part) => {
    const last = joined.at(-1);
    if (last && 'text' in last && 'text' in part) joined[joined.length - 1] = { text: last.text + part.text };
    else joined.push(part);
    return joined;
  }, []);
}
