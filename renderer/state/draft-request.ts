import { readObject } from '../../shared/base/edit-json.ts';
import type { contract } from '../../shared/contract/contract.ts';
import type { InputOf } from '../../shared/contract/method.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import {
  assertionUse,
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
import { type Grant, originOf } from '../../shared/oauth/token-request.ts';
import type { Server } from '../../shared/servers/server.ts';
import { leftToFillIn } from './fill-draft.ts';

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
export type Missing = Partial<
  Record<'preset' | 'assertionKey' | 'endpoint' | 'clientId' | 'secret' | 'key' | 'token', string>
>;

/** What else is known when a draft is looked over. */
interface Surroundings {
  /** A client secret stands in its field, and is kept before it is sent. */
  readonly secretTyped?: boolean;
  /** The server that it is for. */
  readonly server?: Server | undefined;
  /** What the vault holds; undefined where nobody can tell. */
  readonly entries?: readonly Pick<VaultEntry, 'id'>[] | undefined;
}

/** What the draft lacks for sending; null when nothing. */
export function missing(
  draft: Draft,
  { token }: Pick<GivenTokens, 'token'> = noTokens,
  { secretTyped = false, server, entries }: Surroundings = {},
): Missing | null {
  const { auth, grant = 'jwt-bearer', entry } = draft;
  const { needs } = authMethodFacts[auth.method];
  const tokenName = tokenNames[grant];
  const isGone = (id: string | undefined) =>
    id !== undefined && entries !== undefined && !entries.some((each) => each.id === id);
  const left = server ? leftToFillIn(draft, server) : [];
  const lacking: Missing = {
    ...(left.length === 0
      ? {}
      : {
          preset: `fill in ${left.map((name) => `{${name}}, ${server?.placeholders[name]?.what}`).join('; ')}`,
        }),
    ...(assertionUse(draft) !== 'none' && entry === undefined
      ? { assertionKey: 'choose the key that signs, or generate one' }
      : {}),
    ...(assertionUse(draft) !== 'none' && isGone(entry)
      ? { assertionKey: 'the key that was chosen is no longer in the vault: choose another' }
      : {}),
    ...endpointProblem(draft.endpoint),
    ...(needs !== 'nothing' && auth.clientId.trim() === ''
      ? { clientId: 'this kind of authentication needs a client ID' }
      : {}),
    ...(needs === 'secret' && !secretTyped && auth.secret === undefined
      ? { secret: 'type the client secret' }
      : {}),
    ...(needs === 'secret' && !secretTyped && isGone(auth.secret)
      ? { secret: 'it is no longer in the vault: type it again' }
      : {}),
    ...(needs === 'certificate' && auth.key === undefined
      ? { key: 'choose the key and its certificate' }
      : {}),
    ...((needs === 'certificate' || needs === 'key') && isGone(auth.key)
      ? { key: 'it is no longer in the vault: choose another' }
      : {}),
    ...(tokenName !== undefined && token.trim() === '' ? { token: 'paste the token' } : {}),
  };
  return Object.keys(lacking).length > 0 ? lacking : null;
}

function endpointProblem(endpoint: string): Pick<Missing, 'endpoint'> {
  if (endpoint.includes('{{')) {
    return {
      endpoint: '{{…}} stands for a variable of a flow: save it as a flow, and run that in an environment',
    };
  }
  if (/^https?:\/\/\S/i.test(endpoint.trim())) return {};
  return { endpoint: 'type the address of the token endpoint: https://…' };
}

/**
 * What makes one request differ from another: an answer belongs to the one with the same mark. What it is saved as and where
 * its tokens are asked about are no part of it.
 * @param secret tells client secrets apart that stand under the same id
 */
export function requestMark(draft: Draft, tokens: GivenTokens, secret: string): string {
  const {
    endpoints: _endpoints,
    insecure: _insecure,
    ca: _ca,
    proxy: _proxy,
    timeoutSeconds: _seconds,
    ...model
  } = modelOf(draft);
  return JSON.stringify([
    {
      ...model,
      endpoint: draft.endpoint.trim(),
      query: named(draft.query),
      params: named(draft.params),
      ...transportOf(draft),
    },
    tokens,
    authMethodFacts[draft.auth.method].needs === 'secret' ? secret : '',
  ]);
}

/** The draft with another token endpoint. What belongs to another server is not asked about its tokens. */
export function withEndpoint(draft: Draft, endpoint: string): Draft {
  const { endpoints, ...rest } = draft;
  const stays = endpoints !== undefined && originOf(endpoint) === originOf(draft.endpoint);
  return { ...rest, endpoint, ...(stays ? { endpoints } : {}) };
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
