import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import type { ClientRegistry, RegisteredClient } from './client-registry.ts';
import { flows } from './flows.ts';

export interface TokenStorage {
  /** What `oidc-provider` asks for: one adapter per kind of record, all over this one storage. */
  readonly adapter: AdapterFactory;
  /** The client that a refresh token was given to, where the token is known and has not expired. */
  clientOfRefreshToken(token: string): string | undefined;
  /** An access token's record, where the token is known and has not expired or been revoked. */
  accessToken(token: string): AccessTokenRecord | undefined;
}

/** What an access token stands for. */
export interface AccessTokenRecord {
  readonly clientId: string;
  /** The user; absent where the token is the client's own. */
  readonly accountId?: string;
  readonly scope?: string;
  /** RFC 7638 thumbprint of the DPoP key that the token is bound to. */
  readonly jkt?: string;
  /** Seconds since the epoch. */
  readonly exp: number;
}

interface StoredRecord {
  readonly payload: AdapterPayload;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** Some 1,600 grants of three records each; the oldest make room. */
const maxRecords = 5000;

/**
 * Keeps what `oidc-provider` stores, in memory: gone when the playground stops. Expired records are never answered.
 * Records of the kind `Client` are not kept but read from the registry.
 *
 * @param now milliseconds since the epoch
 */
export function createTokenStorage(clients: ClientRegistry, now: () => number): TokenStorage {
  const records = new Map<string, StoredRecord>();

  const find = (key: string): AdapterPayload | undefined => {
    const record = records.get(key);
    if (record === undefined) return undefined;
    if (record.expires > now()) return record.payload;
    records.delete(key);
    return undefined;
  };

  const adapterOf = (kind: string): Adapter => ({
    async upsert(id, payload, expiresIn) {
      // A record written anew goes to the end of the line, so that the first is always the oldest.
      records.delete(keyOf(kind, id));
      const expires = expiresIn === undefined ? Number.POSITIVE_INFINITY : now() + expiresIn * 1000;
      records.set(keyOf(kind, id), { payload, expires });
      if (records.size > maxRecords) makeRoom(records, now());
    },
    find: async (id) => (kind === 'Client' ? metadataOf(clients.find(id)) : find(keyOf(kind, id))),
    // User codes and sessions belong to flows with a browser, which are switched off.
    findByUserCode: async () => undefined,
    findByUid: async () => undefined,
    async consume(id) {
      const payload = find(keyOf(kind, id));
      if (payload !== undefined) payload.consumed = Math.floor(now() / 1000);
    },
    async destroy(id) {
      records.delete(keyOf(kind, id));
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of records) {
        if (payload.grantId === grantId) records.delete(key);
      }
    },
  });

  return {
    adapter: adapterOf,
    clientOfRefreshToken: (token) => find(keyOf('RefreshToken', token))?.clientId,
    accessToken(token) {
      const payload = find(keyOf('AccessToken', token)) ?? find(keyOf('ClientCredentials', token));
      if (payload?.clientId === undefined) return undefined;
      const { clientId, accountId, scope, jkt, exp = 0 } = payload;
      return {
        clientId,
        exp,
        ...(accountId === undefined ? {} : { accountId }),
        ...(scope === undefined ? {} : { scope }),
        ...(typeof jkt === 'string' ? { jkt } : {}),
      };
    },
  };
}

function keyOf(kind: string, id: string): string {
  return `${kind}:${id}`;
}

function makeRoom(records: Map<string, StoredRecord>, now: number): void {
  for (const [key, { expires }] of records) {
    if (expires <= now) records.delete(key);
  }
  for (const key of records.keys()) {
    if (records.size <= maxRecords) return;
    records.delete(key);
  }
}

/** The client's metadata (RFC 7591 section 2). It has proven itself before the library hears of it. */
function metadataOf(client: RegisteredClient | undefined): AdapterPayload | undefined {
  if (client === undefined) return undefined;
  return {
    client_id: client.clientId,
    token_endpoint_auth_method: 'none',
    grant_types: [...flows[client.kind].grants],
    response_types: [],
    redirect_uris: [],
  };
}
