import type { PlaygroundClient } from '../../shared/contract/playground.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import type { JsonObject } from '../../shared/jwt/json.ts';
import { knownServers } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';

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

/** A draft that talks to a client of the playground, with nothing left to fill in. */
export function draftForClient(
  client: PlaygroundClient,
  entry: string | undefined,
  algorithm = 'RS256',
): Draft {
  const server = serverOf({ server: client.personality ?? serverOfKind[client.kind] });
  if (!server) throw new Error(`no server is known for ${client.kind}`);
  const { sub: _user, ...claims } = server.preset.claims;
  const draft = draftFor(server);
  return {
    ...draft,
    ...(entry === undefined ? {} : { entry }),
    header: pretty({ ...server.preset.header, alg: algorithm }),
    claims: pretty({
      ...claims,
      iss: client.issuer,
      ...(client.subject === undefined ? {} : { sub: client.subject }),
      aud: client.audience,
    }),
    endpoint: client.endpoint,
    auth: {
      method: client.secret === undefined ? 'none' : 'basic',
      clientId: client.secret === undefined ? '' : client.clientId,
      ...(client.secret === undefined ? {} : { secret: client.secret }),
    },
    // The playground's own certificate is self-signed: nobody could have told the system to trust it.
    insecure: client.endpoint.startsWith('https:'),
  };
}

export function pretty(object: JsonObject): string {
  return JSON.stringify(object, null, 2);
}
