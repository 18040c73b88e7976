import { readProxyAddress } from '../proxy-address.ts';
import { type RequestParts, type RequestValue, requestParts, variableOf } from '../request-parts.ts';
import {
  type ClientAuth,
  type Grant,
  grantMembers,
  requireUrl,
  type TokenRequest,
} from '../token-request.ts';

/** A token request and how it travels. Whatever is secret in it may be left empty: a snippet names a variable instead. */
export interface SnippetRequest extends TokenRequest {
  /** A DPoP proof goes with it. */
  readonly dpop?: boolean;
  /** More authorities are trusted than the system's. */
  readonly ca?: boolean;
  /** `http://[user:password@]host:port`, or `none`. */
  readonly proxy?: string;
  readonly timeoutSeconds?: number;
}

/** A text, or the environment variable that holds it where it is secret. */
export type SnippetValue = { readonly text: string } | { readonly variable: string };

/** A request in the parts that every language writes in its own way, its secrets withheld. */
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
  /** Variable with the path of a PEM file. */
  readonly ca?: string;
  readonly proxy?: SnippetProxy;
  readonly timeoutSeconds?: number;
}

/** `none`: the environment's proxy is not used. */
export type SnippetProxy =
  | 'none'
  | {
      /** `host:port`. */
      readonly address: string;
      /** Without control characters. */
      readonly user?: string;
      /** Variable with the password. */
      readonly password?: string;
    };

/**
 * What {@link requestParts} gives the sender, without the secrets.
 * @throws SignetError `endpoint-not-a-url`, `proxy-failed`
 */
export function snippetParts(request: SnippetRequest): SnippetParts {
  const { endpoint, query, grant, params = [], auth, ca, timeoutSeconds } = request;
  const url = requireUrl(endpoint, query);
  const members = [...grantMembers(grant), ...params];
  const parts = requestParts({ url, members, auth, ...(request.dpop ? { dpopProof: '' } : {}) });
  const proxy = readProxy(request.proxy);
  return {
    ...withhold(parts),
    insecure: request.insecure ?? false,
    ...(auth.method === 'mtls'
      ? { identity: { certificate: variableOf('client_certificate'), key: variableOf('client_key') } }
      : {}),
    ...(ca ? { ca: variableOf('ca') } : {}),
    ...(proxy === undefined ? {} : { proxy }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}

function withhold({ url, basic, headers, form }: RequestParts) {
  const value = ({ text, variable }: RequestValue): SnippetValue =>
    variable === undefined ? { text: wellFormed(text) } : { variable };
  return {
    url: url.map(value),
    ...(basic === undefined ? {} : { basic: { user: basic.user, secret: basic.secret.variable ?? '' } }),
    headers: headers.map(([name, each]) => [name, value(each)] as const),
    form: form.map(([name, each]) => [wellFormed(name), value(each)] as const),
  };
}

/** A form's encoding does the same; in a program's string literal half a character would be another thing. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

function readProxy(proxy: string | undefined): SnippetProxy | undefined {
  if (proxy === undefined || proxy.trim() === '') return undefined;
  if (proxy.trim() === 'none') return 'none';
  const { hostname, port, username, password } = readProxyAddress(proxy.trim());
  const address = `${hostname}:${port || '80'}`;
  if (username === '' && password === '') return { address };
  return {
    address,
    user: decodeURIComponent(username),
    ...(password === '' ? {} : { password: variableOf('proxy_password') }),
  };
}

const withheld = '';

/** A grant of each type without its tokens: what a snippet is printed from before anything is signed. */
export const withheldGrants: Readonly<Record<Grant['type'], Grant>> = {
  'jwt-bearer': { type: 'jwt-bearer', assertion: withheld },
  'refresh-token': { type: 'refresh-token', refreshToken: withheld },
  'client-credentials': { type: 'client-credentials' },
  'token-exchange': { type: 'token-exchange', subjectToken: withheld },
  'on-behalf-of': { type: 'on-behalf-of', assertion: withheld },
};

/** The client's proof without its secret or assertion. */
export function withheldAuth(method: ClientAuth['method'], clientId: string | undefined): ClientAuth {
  switch (method) {
    case 'none':
    case 'mtls':
      return clientId ? { method, clientId } : { method };
    case 'basic':
    case 'post':
      return { method, clientId: clientId ?? '', clientSecret: withheld };
    case 'client_secret_jwt':
    case 'private_key_jwt':
      return { method, clientId: clientId ?? '', clientAssertion: withheld };
  }
}
