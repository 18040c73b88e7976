import type { contract } from '../../../shared/contract/contract.ts';
import type { InputOf } from '../../../shared/contract/method.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { isJsonObject, parseJson } from '../../../shared/jwt/json.ts';
import { printSnippet } from '../../../shared/oauth/snippets/print-snippet.ts';

export type SendInput = InputOf<(typeof contract)['endpoint']['send']>;

/** What has to be filled in before a request can be sent, by field. */
export type Missing = Partial<Record<'endpoint' | 'clientId' | 'secret', string>>;

/** What the draft lacks for sending; undefined when nothing. */
export function missing(draft: Pick<Draft, 'endpoint' | 'auth'>): Missing | null {
  const lacking: Missing = {};
  if (!/^https?:\/\/\S/i.test(draft.endpoint.trim())) {
    lacking.endpoint = 'type the address of the token endpoint: https://…';
  }
  if (draft.auth.method !== 'none') {
    if (draft.auth.clientId.trim() === '') lacking.clientId = 'this kind of authentication needs a client ID';
    if (draft.auth.secret === undefined) lacking.secret = 'type the client secret and press Enter';
  }
  return Object.keys(lacking).length > 0 ? lacking : null;
}

export function authOf({ auth }: Pick<Draft, 'auth'>): SendInput['auth'] {
  const clientId = auth.clientId.trim();
  if (auth.method === 'none') return clientId === '' ? { method: 'none' } : { method: 'none', clientId };
  return { method: auth.method, clientId, secret: auth.secret ?? '' };
}

/**
 * How the client identifies itself when it asks about a token. One that authenticates by its assertion alone has sent no
 * client id, but is the assertion's issuer (RFC 7523 section 3).
 */
export function introspectionAuth(draft: Pick<Draft, 'auth' | 'claims'>): SendInput['auth'] {
  const auth = authOf(draft);
  const parsed = parseJson(draft.claims);
  const issuer = parsed.ok && isJsonObject(parsed.value) ? parsed.value.iss : undefined;
  if (auth.method !== 'none' || auth.clientId !== undefined || typeof issuer !== 'string') return auth;
  return { method: 'none', clientId: issuer };
}

/** The draft as a token request. Rows without a name are left out. */
export function sendInput(draft: Draft, grant: SendInput['grant'], server: string | undefined): SendInput {
  const query = named(draft.query);
  // RFC 6749 section 6: only the gateway's `format` is known to mean something beside a refresh token.
  const params = named(draft.params).filter(([name]) => grant.type === 'jwt-bearer' || name === 'format');
  return {
    endpoint: draft.endpoint.trim(),
    grant,
    auth: authOf(draft),
    ...(draft.insecure ? { insecure: true } : {}),
    ...(query.length > 0 ? { query } : {}),
    ...(params.length > 0 ? { params } : {}),
    ...(server === undefined ? {} : { server }),
  };
}

/** The draft as a curl command, without its secrets. */
export function curlOf(draft: Draft): string {
  const { method, clientId } = draft.auth;
  return printSnippet('curl', {
    endpoint: draft.endpoint.trim(),
    grant: 'jwt-bearer',
    query: named(draft.query),
    params: named(draft.params),
    insecure: draft.insecure,
    auth: clientId.trim() === '' ? { method } : { method, clientId: clientId.trim() },
  });
}

function named(pairs: Draft['query']): [string, string][] {
  return pairs.filter(([name]) => name.trim() !== '').map(([name, value]): [string, string] => [name, value]);
}
