import type { JsonObject } from '../../shared/base/json.ts';
import type { PlaygroundClient } from '../../shared/contract/playground.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import type { DerivedParameter } from '../../shared/jwt/fix.ts';
import { authMethodFacts, findAuthMethod } from '../../shared/oauth/client-auth.ts';
import { knownServers } from '../../shared/servers/known-servers.ts';
import { presetParameters, type Server } from '../../shared/servers/server.ts';
import { fillTemplate } from '../../shared/servers/text-pattern.ts';

/** What of a key decides which of its names a preset puts into the header. */
export type SigningKey = Pick<VaultEntry, 'id' | 'algorithms' | 'key' | 'chain'>;

/**
 * The header parameters that a preset fills in from the key; without one, all that it may.
 * @param key the one that signs
 */
export function presetAdditions(server: Server, key: SigningKey | undefined): readonly DerivedParameter[] {
  if (key === undefined) return server.preset.derive ?? [];
  return presetParameters(server, {
    hasKid: key.key?.kid !== undefined,
    hasCertificate: key.chain.length > 0,
  });
}

/** A draft as a server's manual would start it. */
export function draftFor(server: Server, key?: SigningKey): Draft {
  const add = presetAdditions(server, key);
  return {
    server: server.name,
    header: pretty(server.preset.header),
    claims: pretty(server.preset.claims),
    ...(add.length > 0 ? { add: [...add] } : {}),
    endpoint: server.preset.endpoint,
    ...grantOf(server),
    auth: { method: server.auth[0] ?? 'none', clientId: '' },
    query: server.preset.query.map(([name, value]): [string, string] => [name, value]),
    params: server.preset.params.map(([name, value]): [string, string] => [name, value]),
    insecure: false,
  };
}

function grantOf({ use }: Server): Pick<Draft, 'grant'> {
  if (use === 'client-authentication') return { grant: 'client-credentials' };
  return use === 'exchange' ? { grant: 'token-exchange' } : {};
}

/** What a new window and New start with. */
export function firstDraft(): Draft {
  const [server] = knownServers;
  if (!server) throw new Error('no server is known');
  return draftFor(server);
}

const serverOfKind = {
  gateway: 'axway-api-gateway',
  'api-manager': 'wso2-api-manager',
  standard: 'rfc7523',
} as const;

/**
 * A draft that talks to a client of the playground, with nothing left to fill in.
 * @param algorithms what the key can sign with, the usual one first
 */
export function draftForClient(
  client: PlaygroundClient,
  entry: string | undefined,
  algorithms: readonly string[] = ['RS256'],
): Draft {
  const name = client.personality ?? serverOfKind[client.kind];
  const server = knownServers.find((each) => each.name === name);
  if (!server) throw new Error(`no server is known for ${client.kind}`);
  const { sub: _user, ...claims } = server.preset.claims;
  const alg = algorithms.find((each) => server.rules.algorithms.includes(each)) ?? algorithms[0] ?? 'RS256';
  // The gateway finds out who calls by the assertion; elsewhere a client that sends no secret sends its id.
  const sendsId = client.kind !== 'gateway';
  const method = findAuthMethod(client.authentication) ?? 'none';
  return {
    ...draftFor(server),
    ...(entry === undefined ? {} : { entry }),
    header: pretty({ ...withExamples(server, server.preset.header), alg }),
    claims: pretty({
      ...withExamples(server, claims),
      iss: client.issuer,
      ...(client.subject === undefined ? {} : { sub: client.subject }),
      aud: client.audience,
    }),
    endpoint: client.endpoint,
    ...(client.dpop === undefined ? {} : { dpop: {} }),
    auth: {
      method,
      clientId: sendsId ? client.clientId : '',
      ...(client.secret === undefined ? {} : { secret: client.secret }),
      ...(entry !== undefined && authMethodFacts[method].needs === 'certificate' ? { key: entry } : {}),
    },
  };
}

/** The server's own examples in place of what each user has for himself: the playground takes them. */
function withExamples({ placeholders }: Server, members: JsonObject): JsonObject {
  const examples = Object.fromEntries(
    Object.entries(placeholders).map(([name, { example }]) => [name, example]),
  );
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === 'string' ? fillTemplate(value, examples) : value,
    ]),
  );
}

export function pretty(object: JsonObject): string {
  return JSON.stringify(object, null, 2);
}
