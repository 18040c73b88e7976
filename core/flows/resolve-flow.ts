import { SignetError } from '../../shared/base/signet-error.ts';
import type { Environment, Flow } from '../../shared/contract/flows.ts';
import { buildNamedRequest, mapReferences } from '../../shared/oauth/build-request.ts';
import type { NamedTokenRequest, RequestModel } from '../../shared/oauth/request-model.ts';

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
export async function resolveFlow(
  flow: Flow,
  { environment, token, entryId }: FlowSurroundings,
): Promise<NamedTokenRequest> {
  const filled = fillIn(flow, environment);
  const { key: _key, ...unsigned } = filled;
  // An assertion that is given needs no key of its own.
  const given =
    token !== undefined && filled.grant === 'jwt-bearer' && filled.auth.method !== 'private_key_jwt';
  const model: RequestModel = given ? unsigned : filled;
  const names = new Set<string>();
  mapReferences(model, (name) => {
    names.add(name);
    return name;
  });
  const ids = new Map(
    await Promise.all([...names].map(async (name) => [name, await entryId(name)] as const)),
  );
  return buildNamedRequest(
    mapReferences(model, (name) => ids.get(name)),
    { token },
  );
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
