import { SignetError } from '../../shared/base/signet-error.ts';
import type { NamedTokenRequest } from '../../shared/contract/endpoint.ts';
import type { Environment, Flow } from '../../shared/contract/flows.ts';

export interface FlowSurroundings {
  readonly environment?: Environment;
  /** What the grants other than JWT bearer and client credentials exchange. */
  readonly token?: string;
  /** The id of the vault entry of this name. @throws SignetError `entry-not-found` */
  readonly entryId: (name: string) => Promise<string>;
}

/**
 * A flow as a request that can be sent: variables filled in, keys and secrets found.
 * @throws SignetError `variable-missing`, `token-needed`, `key-missing`, `entry-not-found`
 */
export async function resolveFlow(flow: Flow, surroundings: FlowSurroundings): Promise<NamedTokenRequest> {
  const filled = fillIn(flow, surroundings.environment);
  const { server, endpoint, query, params, insecure, ca, proxy, timeoutSeconds, dpop } = filled;
  return {
    endpoint,
    grant: await grantOf(filled, surroundings),
    auth: await authOf(filled, surroundings),
    ...(server === undefined ? {} : { server }),
    ...(query === undefined ? {} : { query }),
    ...(params === undefined ? {} : { params }),
    ...(insecure === undefined ? {} : { insecure }),
    ...(ca === undefined ? {} : { ca }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(dpop === undefined
      ? {}
      : { dpop: dpop.key === undefined ? {} : { key: await surroundings.entryId(dpop.key) } }),
  };
}

async function grantOf(
  flow: Flow,
  { token, entryId }: FlowSurroundings,
): Promise<NamedTokenRequest['grant']> {
  const { grant: type, key, header = '{}', claims = '{}', add, allowWeakKey } = flow;
  if (type === 'client-credentials') return { type };
  if (type === 'jwt-bearer') {
    if (token !== undefined) return { type, assertion: token };
    return {
      type,
      sign: {
        entry: await entryId(needed(key, 'a key')),
        header,
        claims,
        ...(add === undefined ? {} : { add }),
        ...(allowWeakKey === undefined ? {} : { allowWeakKey }),
      },
    };
  }
  if (token === undefined) {
    throw new SignetError('token-needed', `the grant ${type} needs a token to exchange`, {
      hint: 'give the token when sending: a flow keeps none',
    });
  }
  if (type === 'refresh-token') return { type, refreshToken: token };
  return type === 'token-exchange' ? { type, subjectToken: token } : { type, assertion: token };
}

async function authOf({ auth }: Flow, { entryId }: FlowSurroundings): Promise<NamedTokenRequest['auth']> {
  const { method, clientId = '', secret, key, header, claims, add } = auth;
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
      return { method, clientId, secret: await entryId(needed(secret, 'a client secret')) };
    case 'client_secret_jwt':
      return { method, clientId, secret: await entryId(needed(secret, 'a client secret')), ...assertion };
    case 'private_key_jwt':
      return { method, clientId, key: await entryId(needed(key, 'a key for the client')), ...assertion };
    case 'mtls':
      return { method, clientId, key: await entryId(needed(key, 'a key for the client')) };
  }
}

function needed(name: string | undefined, what: string): string {
  if (name !== undefined) return name;
  throw new SignetError('key-missing', `the flow names no entry of the vault for ${what}`, {
    hint: 'choose one, and save the flow again',
  });
}

/** Fills in the variables of every text in it. In JSON a value stands within quotes, and is escaped to stay there. */
function fillIn(flow: Flow, environment: Environment | undefined): Flow {
  const variables = new Map(environment?.variables);
  const fill = (text: string, written: (value: string) => string) =>
    text.replace(/\{\{\s*([^{}\s]+)\s*\}\}/g, (_, name: string) => {
      const value = variables.get(name);
      if (value !== undefined) return written(value);
      throw new SignetError('variable-missing', `the variable ${name} has no value`, {
        hint:
          environment === undefined
            ? 'choose an environment that has it (--environment)'
            : `add it to the environment ${environment.name}`,
        details: { variable: name },
      });
    });
  const inJson = (value: string) => JSON.stringify(value).slice(1, -1);
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') {
      return fill(value, name === 'header' || name === 'claims' ? inJson : (text) => text);
    }
    if (Array.isArray(value)) return value.map((each) => walk(each, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([member, child]) => [member, walk(child, member)]));
  };
  return walk(flow, '') as Flow;
}
