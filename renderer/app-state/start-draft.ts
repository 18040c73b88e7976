import type { ClientAuthentication, PlaygroundClient } from '../../shared/contract/playground.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import type { JsonObject } from '../../shared/jwt/json.ts';
import { knownServers } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';
import { fillTemplate } from '../../shared/servers/text-pattern.ts';

/** The server a draft is written for, if it is a known one. */
export function serverOf(draft: Pick<Draft, 'server'>): Server | undefined {
  return knownServers.find((each) => each.name === draft.server);
}

/** A draft as a server's manual would start it. The key and a known client stay. */
export function draftFor(server: Server, before?: Draft): Draft {
  const method = server.auth.find((each) => each !== 'private_key_jwt') ?? 'none';
  const entry = before?.entry;
  return {
    server: server.name,
    ...(entry === undefined ? {} : { entry }),
    header: pretty(server.preset.header),
    claims: pretty(server.preset.claims),
    ...(server.preset.derive ? { add: [...server.preset.derive] } : {}),
    endpoint: server.preset.endpoint,
    auth: { ...(before?.auth ?? { clientId: '' }), method },
    query: server.preset.query.map(([name, value]): [string, string] => [name, value]),
    params: server.preset.params.map(([name, value]): [string, string] => [name, value]),
    insecure: false,
  };
}

/** What a new window starts with. */
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

const authMethods: Readonly<Partial<Record<ClientAuthentication, Draft['auth']['method']>>> = {
  client_secret_basic: 'basic',
  client_secret_post: 'post',
};

/**
 * A draft that talks to a client of the playground, with nothing left to fill in.
 * @param algorithms what the key can sign with, the usual one first
 */
export function draftForClient(
  client: PlaygroundClient,
  entry: string | undefined,
  algorithms: readonly string[] = ['RS256'],
): Draft {
  const server = serverOf({ server: client.personality ?? serverOfKind[client.kind] });
  if (!server) throw new Error(`no server is known for ${client.kind}`);
  const { sub: _user, ...claims } = server.preset.claims;
  const alg = algorithms.find((each) => server.rules.algorithms.includes(each)) ?? algorithms[0] ?? 'RS256';
  // The gateway finds out who calls by the assertion; elsewhere a client that sends no secret sends its id.
  const sendsId = client.kind !== 'gateway';
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
    auth: {
      method: authMethods[client.authentication] ?? 'none',
      clientId: sendsId ? client.clientId : '',
      ...(client.secret === undefined ? {} : { secret: client.secret }),
    },
    // The playground's own certificate is self-signed: nobody could have told the system to trust it.
    insecure: client.endpoint.startsWith('https:'),
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
