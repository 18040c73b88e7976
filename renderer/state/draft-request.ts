import { readObject } from '../../shared/base/edit-json.ts';
import type { contract } from '../../shared/contract/contract.ts';
import type { InputOf } from '../../shared/contract/method.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import {
  buildNamedRequest,
  type Composed,
  clientAuthOf,
  named,
  transportOf,
} from '../../shared/oauth/build-request.ts';
import { authMethodFacts } from '../../shared/oauth/client-auth.ts';
import type { NamedAuth, RequestModel } from '../../shared/oauth/request-model.ts';
import {
  type SnippetRequest,
  withheldAuth,
  withheldGrants,
} from '../../shared/oauth/snippets/snippet-parts.ts';
import { type Grant, requestUrl } from '../../shared/oauth/token-request.ts';

export type SendInput = InputOf<(typeof contract)['endpoint']['send']>;

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

/** The draft as a request model: its key is called entry there. */
export function modelOf({ entry, name: _name, ...draft }: Draft): RequestModel {
  return { ...draft, ...(entry === undefined ? {} : { key: entry }) };
}

/**
 * How the client identifies itself when it asks about a token. One that authenticates by its assertion alone has sent no
 * client id, but is the assertion's issuer (RFC 7523 section 3).
 */
export function questionAuth(draft: Draft, composed?: Composed): NamedAuth {
  const auth = clientAuthOf(modelOf(draft), composed);
  const issuer = readObject(draft.claims)?.iss;
  if (auth.method !== 'none' || auth.clientId !== undefined || typeof issuer !== 'string') return auth;
  return { method: 'none', clientId: issuer };
}

/** The draft as a token request. Rows without a name are left out. */
export function sendInput(draft: Draft, tokens: GivenTokens = noTokens, composed?: Composed): SendInput {
  return buildNamedRequest(modelOf(draft), { ...tokens, composed });
}

/** The refresh token of an answer, exchanged. Only the gateway's `format` is known to mean something beside it. */
export function refreshInput(draft: Draft, refreshToken: string, composed?: Composed): SendInput {
  const params = draft.params.filter(([name]) => name === 'format');
  // Where the composed assertion is the client's, it is so here, too.
  const auth = clientAuthOf(modelOf(draft), composed);
  const request = buildNamedRequest(
    { ...modelOf({ ...draft, params }), grant: 'refresh-token', auth: { method: 'none' } },
    { token: refreshToken },
  );
  return { ...request, auth };
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
