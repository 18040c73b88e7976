import type { contract } from '../../shared/contract/contract.ts';
import type { NamedAuth, Recipe } from '../../shared/contract/endpoint.ts';
import type { InputOf } from '../../shared/contract/method.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import { authMethodFacts } from '../../shared/oauth/client-auth.ts';
import {
  type SnippetRequest,
  withheldAuth,
  withheldGrants,
} from '../../shared/oauth/snippets/snippet-parts.ts';
import { type Grant, requestUrl } from '../../shared/oauth/token-request.ts';
import { readObject } from './edit-json.ts';

export type SendInput = InputOf<(typeof contract)['endpoint']['send']>;

/** What the composed assertion is in a request: what is granted upon, the client's proof, or no part of it. */
export type AssertionUse = 'grant' | 'client' | 'none';

export function assertionUse({ grant = 'jwt-bearer', auth }: Pick<Draft, 'grant' | 'auth'>): AssertionUse {
  if (grant === 'jwt-bearer') return 'grant';
  return auth.method === 'private_key_jwt' && auth.key === undefined ? 'client' : 'none';
}

/** The composed assertion: what it is signed from anew, or itself where a recipe cannot say how it is made. */
export type Composed = { readonly sign: Recipe } | { readonly assertion: string };

/** Tokens that are exchanged. They are no part of a draft, which is kept. */
export interface GivenTokens {
  readonly token: string;
  readonly actorToken: string;
}

export const noTokens: GivenTokens = { token: '', actorToken: '' };

/** The grants that exchange a token, and what it is called there. */
export const tokenNames: Readonly<Partial<Record<Grant['type'], string>>> = {
  'refresh-token': 'Refresh token',
  'token-exchange': 'Subject token',
  'on-behalf-of': 'Access token of the caller',
};

/** What has to be filled in before a request can be sent, by field. */
export type Missing = Partial<Record<'endpoint' | 'clientId' | 'secret' | 'key' | 'token', string>>;

/** What the draft lacks for sending; null when nothing. */
export function missing(
  draft: Pick<Draft, 'endpoint' | 'auth' | 'grant' | 'entry'>,
  { token }: Pick<GivenTokens, 'token'> = noTokens,
): Missing | null {
  const lacking: Missing = {};
  const { auth, grant = 'jwt-bearer' } = draft;
  const { needs } = authMethodFacts[auth.method];
  if (draft.endpoint.includes('{{')) {
    lacking.endpoint =
      '{{…}} stands for a variable of a flow: save it as a flow, and run that in an environment';
  } else if (!/^https?:\/\/\S/i.test(draft.endpoint.trim())) {
    lacking.endpoint = 'type the address of the token endpoint: https://…';
  }
  if (needs !== 'nothing' && auth.clientId.trim() === '') {
    lacking.clientId = 'this kind of authentication needs a client ID';
  }
  if (needs === 'secret' && auth.secret === undefined) {
    lacking.secret = 'type the client secret and press Enter';
  }
  if (needs === 'certificate' && auth.key === undefined) lacking.key = 'choose the key and its certificate';
  const name = tokenNames[grant];
  if (name !== undefined && token.trim() === '') lacking.token = 'paste the token';
  return Object.keys(lacking).length > 0 ? lacking : null;
}

/** The draft with another token endpoint. What belongs to another server is not asked about its tokens. */
export function withEndpoint(draft: Draft, endpoint: string): Draft {
  const { endpoints, ...rest } = draft;
  const stays = endpoints !== undefined && originOf(endpoint) === originOf(draft.endpoint);
  return { ...rest, endpoint, ...(stays ? { endpoints } : {}) };
}

function originOf(endpoint: string): string | undefined {
  const url = requestUrl(endpoint);
  return url === undefined ? undefined : new URL(url).origin;
}

/** How the client proves itself. @param composed needed where the composed assertion is its proof */
export function authOf(draft: Draft, composed?: Composed): NamedAuth {
  const { method, secret = '', key = draft.entry ?? '', header, claims, add } = draft.auth;
  const clientId = draft.auth.clientId.trim();
  const assertion = {
    ...(header === undefined ? {} : { header }),
    ...(claims === undefined ? {} : { claims }),
    ...(add === undefined ? {} : { add }),
  };
  switch (method) {
    case 'none':
      return clientId === '' ? { method } : { method, clientId };
    case 'basic':
    case 'post':
      return { method, clientId, secret };
    case 'client_secret_jwt':
      return { method, clientId, secret, ...assertion };
    case 'private_key_jwt': {
      if (assertionUse(draft) !== 'client' || composed === undefined) {
        return { method, clientId, key, ...assertion };
      }
      if ('assertion' in composed) return { method, clientId, assertion: composed.assertion };
      const { entry, ...recipe } = composed.sign;
      return { method, clientId, key: entry, ...recipe };
    }
    case 'mtls':
      return { method, clientId, key };
  }
}

/**
 * How the client identifies itself when it asks about a token. One that authenticates by its assertion alone has sent no
 * client id, but is the assertion's issuer (RFC 7523 section 3).
 */
export function questionAuth(draft: Draft, composed?: Composed): NamedAuth {
  const auth = authOf(draft, composed);
  const issuer = readObject(draft.claims)?.iss;
  if (auth.method !== 'none' || auth.clientId !== undefined || typeof issuer !== 'string') return auth;
  return { method: 'none', clientId: issuer };
}

/** How a request of the draft gets to its server. */
export function transportOf({
  insecure,
  ca = '',
  proxy = '',
  timeoutSeconds,
}: Draft): Pick<SendInput, 'insecure' | 'ca' | 'proxy' | 'timeoutSeconds'> {
  return {
    ...(insecure ? { insecure } : {}),
    ...(ca.trim() === '' ? {} : { ca }),
    ...(proxy.trim() === '' ? {} : { proxy: proxy.trim() }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}

/** The draft as a token request. Rows without a name are left out. */
export function sendInput(draft: Draft, tokens: GivenTokens = noTokens, composed?: Composed): SendInput {
  const { server, dpop } = draft;
  return {
    endpoint: draft.endpoint.trim(),
    grant: grantOf(draft, tokens, composed),
    auth: authOf(draft, composed),
    ...transportOf(draft),
    ...pairsOf('query', draft.query),
    ...pairsOf('params', draft.params),
    ...(dpop === undefined ? {} : { dpop }),
    ...(server === undefined ? {} : { server }),
  };
}

/** The refresh token of an answer, exchanged. Only the gateway's `format` is known to mean something beside it. */
export function refreshInput(draft: Draft, refreshToken: string, composed?: Composed): SendInput {
  const params = draft.params.filter(([name]) => name === 'format');
  return {
    ...sendInput({ ...draft, params }, noTokens, composed),
    ...pairsOf('params', params),
    grant: { type: 'refresh-token', refreshToken },
  };
}

function grantOf({ grant: type = 'jwt-bearer' }: Draft, tokens: GivenTokens, composed?: Composed) {
  const token = tokens.token.trim();
  const actorToken = tokens.actorToken.trim();
  switch (type) {
    case 'jwt-bearer':
      return { type, ...(composed ?? { assertion: '' }) };
    case 'client-credentials':
      return { type };
    case 'refresh-token':
      return { type, refreshToken: token };
    case 'token-exchange':
      return { type, subjectToken: token, ...(actorToken === '' ? {} : { actorToken }) };
    case 'on-behalf-of':
      return { type, assertion: token };
  }
}

/** The draft as code is written from it: without its secrets. */
export function snippetRequest(draft: Draft): SnippetRequest {
  const { ca = '', proxy, timeoutSeconds } = transportOf(draft);
  return {
    endpoint: draft.endpoint.trim(),
    grant: withheldGrants[draft.grant ?? 'jwt-bearer'],
    query: named(draft.query),
    params: named(draft.params),
    insecure: draft.insecure,
    auth: withheldAuth(draft.auth.method, draft.auth.clientId.trim()),
    dpop: draft.dpop !== undefined,
    ca: ca !== '',
    ...(proxy === undefined ? {} : { proxy }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}

export function named(pairs: Draft['query']): [string, string][] {
  return pairs.filter(([name]) => name.trim() !== '').map(([name, value]): [string, string] => [name, value]);
}

function pairsOf<Name extends 'query' | 'params'>(
  name: Name,
  pairs: Draft['query'],
): { [Each in Name]?: [string, string][] } {
  const kept = named(pairs);
  return (kept.length > 0 ? { [name]: kept } : {}) as { [Each in Name]?: [string, string][] };
}
