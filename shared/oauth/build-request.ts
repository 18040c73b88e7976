import { SignetError } from '../base/signet-error.ts';
import type { NamedAuth, NamedTokenRequest, Recipe, RequestModel } from './request-model.ts';
import type { Pair } from './token-request.ts';

/** What the composed assertion is in a request: what is granted upon, the client's proof, or no part of it. */
export type AssertionUse = 'grant' | 'client' | 'none';

export function assertionUse({
  grant = 'jwt-bearer',
  auth,
}: Pick<RequestModel, 'grant' | 'auth'>): AssertionUse {
  if (grant === 'jwt-bearer') return 'grant';
  return auth.method === 'private_key_jwt' && auth.key === undefined ? 'client' : 'none';
}

/** What a model does not hold. */
export interface RequestInputs {
  /** What is exchanged: a refresh token, a subject token, an assertion that is signed already. */
  readonly token?: string | undefined;
  readonly actorToken?: string | undefined;
  /** The composed assertion, where it is signed already; else it is signed just before it is sent. */
  readonly composed?: Composed | undefined;
}

/** An assertion, and what it was signed from: kept to sign it anew. */
export interface Composed {
  readonly assertion: string;
  readonly madeFrom: Recipe;
}

/**
 * The request that a model describes, its keys and secrets named. Drafts, flows and what is sent again all become requests
 * here.
 * @throws SignetError `token-needed`, `key-missing`
 */
export function buildNamedRequest(model: RequestModel, inputs: RequestInputs = {}): NamedTokenRequest {
  const { server, dpop } = model;
  return {
    endpoint: model.endpoint.trim(),
    grant: grantOf(model, inputs),
    auth: clientAuthOf(model, inputs.composed),
    ...(server === undefined ? {} : { server }),
    ...pairs('query', model.query),
    ...pairs('params', model.params),
    ...(dpop === undefined ? {} : { dpop }),
    ...transportOf(model),
  };
}

/** How a request gets to its server. Empty fields say nothing. */
export function transportOf({
  insecure,
  ca = '',
  proxy = '',
  timeoutSeconds,
}: Pick<RequestModel, 'insecure' | 'ca' | 'proxy' | 'timeoutSeconds'>): Pick<
  NamedTokenRequest,
  'insecure' | 'ca' | 'proxy' | 'timeoutSeconds'
> {
  return {
    ...(insecure ? { insecure } : {}),
    ...(ca.trim() === '' ? {} : { ca }),
    ...(proxy.trim() === '' ? {} : { proxy: proxy.trim() }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}

/** What the composed assertion is signed from. @throws SignetError `key-missing` */
export function recipeOf({
  key,
  header = '{}',
  claims = '{}',
  add = [],
  allowWeakKey = false,
  verbatim = false,
  detached = false,
}: RequestModel): Recipe {
  return {
    entry: needed(key, 'a key'),
    header,
    claims,
    ...(add.length > 0 ? { add: [...add] } : {}),
    ...(allowWeakKey ? { allowWeakKey } : {}),
    ...(verbatim ? { verbatim } : {}),
    ...(detached ? { detached } : {}),
  };
}

function grantOf(
  model: RequestModel,
  { token, actorToken = '', composed }: RequestInputs,
): NamedTokenRequest['grant'] {
  const { grant: type = 'jwt-bearer' } = model;
  if (type === 'client-credentials') return { type };
  const given = token?.trim() ?? '';
  if (type === 'jwt-bearer') {
    if (composed) return { type, ...composed };
    return given === '' ? { type, sign: recipeOf(model) } : { type, assertion: given };
  }
  if (given === '') {
    throw new SignetError('token-needed', `the grant ${type} needs a token to exchange`, {
      hint: 'give the token when sending: it is not kept',
    });
  }
  if (type === 'refresh-token') return { type, refreshToken: given };
  if (type === 'on-behalf-of') return { type, assertion: given };
  const actor = actorToken.trim();
  return { type, subjectToken: given, ...(actor === '' ? {} : { actorToken: actor }) };
}

/**
 * How the client proves itself.
 * @param composed where the composed assertion is its proof
 * @throws SignetError `key-missing`
 */
export function clientAuthOf(model: RequestModel, composed?: Composed): NamedAuth {
  const { method, secret, key = model.key, header, claims, add } = model.auth;
  const clientId = model.auth.clientId?.trim() ?? '';
  const wishes = {
    ...(header === undefined ? {} : { header }),
    ...(claims === undefined ? {} : { claims }),
    ...(add === undefined ? {} : { add }),
  };
  switch (method) {
    case 'none':
      return clientId === '' ? { method } : { method, clientId };
    case 'basic':
    case 'post':
      return { method, clientId, secret: needed(secret, 'a client secret') };
    case 'client_secret_jwt':
      return { method, clientId, secret: needed(secret, 'a client secret'), ...wishes };
    case 'private_key_jwt': {
      if (assertionUse(model) !== 'client') {
        return { method, clientId, key: needed(key, 'a key for the client'), ...wishes };
      }
      if (composed) return { method, clientId, ...composed };
      const { entry, verbatim: _verbatim, detached: _detached, ...recipe } = recipeOf(model);
      return { method, clientId, key: entry, ...recipe };
    }
    case 'mtls':
      return { method, clientId, key: needed(key, 'a key for the client') };
  }
}

function needed(reference: string | undefined, what: string): string {
  if (reference !== undefined) return reference;
  throw new SignetError('key-missing', `the request names no entry of the vault for ${what}`, {
    hint: 'choose one',
  });
}

/** Pairs with a name. */
export function named(pairs: readonly Pair[] = []): [string, string][] {
  return pairs.filter(([name]) => name.trim() !== '').map(([name, value]): [string, string] => [name, value]);
}

function pairs<Name extends 'query' | 'params'>(
  name: Name,
  given: readonly Pair[] | undefined,
): { [Each in Name]?: [string, string][] } {
  const kept = named(given);
  return (kept.length > 0 ? { [name]: kept } : {}) as { [Each in Name]?: [string, string][] };
}

/** The places in a model that name a key or a secret of the vault. */
export type Reference = 'key' | 'auth.secret' | 'auth.key' | 'dpop.key';

/** The model with other names for its keys and secrets: ids for names, or names for ids. One that has none is left out. */
export function mapReferences<Model extends RequestModel>(
  { key, auth: { secret, key: clientKey, ...auth }, dpop, ...rest }: Model,
  map: (reference: string, at: Reference) => string | undefined,
) {
  const mapped = <Name extends string>(as: Name, reference: string | undefined, at: Reference) => {
    const found = reference === undefined ? undefined : map(reference, at);
    return (found === undefined ? {} : { [as]: found }) as { [Each in Name]?: string };
  };
  return {
    ...rest,
    ...mapped('key', key, 'key'),
    auth: { ...auth, ...mapped('secret', secret, 'auth.secret'), ...mapped('key', clientKey, 'auth.key') },
    ...(dpop === undefined ? {} : { dpop: mapped('key', dpop.key, 'dpop.key') }),
  };
}
