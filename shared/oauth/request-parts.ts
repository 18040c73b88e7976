import { isSecretName, redactBody } from './redact.ts';
import { authMembers, type ClientAuth, encodeForm, formEncode, type Pair } from './token-request.ts';

/** A piece of a request; one that is secret has the environment variable that stands in its place where it is printed. */
export interface RequestValue {
  readonly text: string;
  readonly variable?: string;
}

/** What goes to an endpoint of an authorization server in a form (RFC 6749 section 3.2), secrets and proofs included. */
export interface FormRequest {
  /** Absolute; extra query parameters in it already. */
  readonly url: string;
  /** The form without the client's own members. */
  readonly members: readonly Pair[];
  readonly auth: ClientAuth;
  /** RFC 9449. */
  readonly dpopProof?: string;
}

/**
 * A request in the parts that are sent, and that each snippet writes in its language's way: there is no other place where a
 * request is put together.
 */
export interface RequestParts {
  /** One after the other, percent-encoded; without a password and a fragment. */
  readonly url: readonly RequestValue[];
  /** client_secret_basic: the id, form-encoded already. The secret is form-encoded too (RFC 6749 section 2.3.1). */
  readonly basic?: { readonly user: string; readonly secret: RequestValue };
  readonly headers: readonly (readonly [name: string, value: RequestValue])[];
  /** Names and values as they are before the form is encoded. */
  readonly form: readonly (readonly [name: string, value: RequestValue])[];
}

export function requestParts({ url, members, auth, dpopProof }: FormRequest): RequestParts {
  return {
    url: urlParts(url),
    ...(auth.method === 'basic'
      ? {
          basic: {
            user: formEncode(auth.clientId),
            secret: { text: auth.clientSecret, variable: variableOf('client_secret') },
          },
        }
      : {}),
    headers: [
      ['User-Agent', { text: 'Signet' }],
      ['Accept', { text: 'application/json, application/xml;q=0.9, */*;q=0.8' }],
      ['Content-Type', { text: 'application/x-www-form-urlencoded; charset=UTF-8' }],
      ...(dpopProof === undefined
        ? []
        : ([['DPoP', { text: dpopProof, variable: variableOf('dpop_proof') }]] as const)),
    ],
    form: [...members, ...authMembers(auth)].map(
      ([name, value]) => [name, requestValue(name, value)] as const,
    ),
  };
}

/** The parts as headers and body, but for what HTTP itself adds. `toBase64` is the platform's own, of UTF-8. */
export function writeRequest(
  { basic, headers, form }: RequestParts,
  toBase64: (text: string) => string,
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  return {
    headers: {
      ...Object.fromEntries(headers.map(([name, { text }]) => [name, text])),
      ...(basic === undefined
        ? {}
        : { Authorization: `Basic ${toBase64(`${basic.user}:${formEncode(basic.secret.text)}`)}` }),
    },
    body: encodeForm(form.map(([name, { text }]) => [name, text] as const)),
  };
}

/** `SIGNET_CLIENT_SECRET`. */
export function variableOf(name: string): string {
  return `SIGNET_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_') || 'VALUE'}`;
}

/** Secret by its name, or because it looks like a token. */
function requestValue(name: string, text: string): RequestValue {
  const isSecret = isSecretName(name) || redactBody(text) !== text;
  return isSecret ? { text, variable: variableOf(name) } : { text };
}

function urlParts(url: string): readonly RequestValue[] {
  const [address = '', ...rest] = url
    .replace(/#.*$/s, '')
    .replace(/^([a-z]+:\/\/[^/?:@]*):[^/?@]*@/, '$1@')
    .split('?');
  if (rest.length === 0) return [{ text: address }];
  const parts: RequestValue[] = [{ text: `${address}?` }];
  for (const [index, pair] of rest.join('?').split('&').entries()) {
    const [name = '', ...value] = pair.split('=');
    const [decoded] = new URLSearchParams(pair) as Iterable<Pair>;
    const { variable } = requestValue(decoded?.[0] ?? '', decoded?.[1] ?? '');
    const between = index === 0 ? '' : '&';
    if (variable === undefined || value.length === 0) parts.push({ text: between + pair });
    else parts.push({ text: `${between}${name}=` }, { text: value.join('='), variable });
  }
  return joinTexts(parts);
}

function joinTexts(parts: readonly RequestValue[]): readonly RequestValue[] {
  return parts.reduce<RequestValue[]>((joined, part) => {
    const last = joined.at(-1);
    const bothTexts = last !== undefined && last.variable === undefined && part.variable === undefined;
    if (bothTexts) joined[joined.length - 1] = { text: last.text + part.text };
    else joined.push(part);
    return joined;
  }, []);
}
