import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { exportJWK, generateKeyPair } from 'jose';
import type { PlaygroundStatus } from '../../shared/contract/playground.ts';
import { createAuthorizationServer } from './authorization-server.ts';
import { createClientRegistry, describeClient, type Registration } from './client-registry.ts';
import { flows, sharedPaths } from './flows.ts';
import { importOidcProvider } from './import-oidc-provider.ts';
import { judgeAssertion } from './judge-assertion.ts';
import { type Listener, listen } from './listener.ts';
import type { PlaygroundRegistration } from './registration-endpoint.ts';
import { createReplayMemory } from './replay-memory.ts';
import { createRequestHandler } from './request-handler.ts';
import type { RequestLog } from './request-log.ts';
import { createTokenStorage } from './token-storage.ts';

/** A TLS server's own key and certificate, both PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

export interface RunningPlayground {
  status(): Omit<PlaygroundStatus, 'log'>;
  register(registration: Registration): PlaygroundRegistration;
  /** Closes both servers and forgets every client and token. */
  close(): Promise<void>;
}

export interface RunningPlaygroundOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly clock: () => Date;
  readonly makeTlsIdentity: () => Promise<TlsIdentity>;
  readonly log: RequestLog;
}

/**
 * Starts the servers: HTTP on the given port, HTTPS on a free one, both on 127.0.0.1.
 *
 * @throws SignetError `port-in-use`
 */
export async function runPlayground({
  port,
  clock,
  makeTlsIdentity,
  log,
}: RunningPlaygroundOptions): Promise<RunningPlayground> {
  const [oidc, identity, keys] = await Promise.all([
    importOidcProvider(),
    makeTlsIdentity(),
    generateKeyPair('ES256', { extractable: true }),
  ]);
  const signingKey = { ...(await exportJWK(keys.privateKey)), alg: 'ES256', use: 'sig' };
  const now = () => clock().getTime();
  const clients = createClientRegistry();
  const storage = createTokenStorage(clients, now);
  const replays = createReplayMemory(() => now() / 1000);

  // Both ports are taken before the servers answer: each one's address is its issuer.
  const http = createHttpServer();
  const https = createHttpsServer({ key: identity.key, cert: identity.cert });
  const httpListener = await listen(http, port);
  const httpsListener = await listen(https, 0).catch(async (error: unknown) => {
    await httpListener.close();
    throw error;
  });
  const addresses = addressesOf(httpListener, httpsListener);

  const register = (registration: Registration): PlaygroundRegistration => {
    const client = clients.add(registration);
    return {
      ...describeClient(client, addresses.url),
      ...(client.clientSecret === undefined ? {} : { clientSecret: client.clientSecret }),
    };
  };
  const handler = createRequestHandler({
    clients,
    clientOfRefreshToken: storage.clientOfRefreshToken,
    log,
    clock,
    register,
    summary: () => addresses,
  });
  for (const [server, issuer] of [
    [http, addresses.url],
    [https, addresses.tlsUrl],
  ] as const) {
    const authorizationServer = createAuthorizationServer(issuer, {
      oidc,
      storage,
      clients,
      signingKey,
      exchangeOf: handler.exchangeOf,
      finish: handler.finish,
      judge: (assertion, client) => {
        const { tokenPath } = flows[client.kind];
        // The same endpoint under both of its addresses, wherever the request came in.
        const audiences = [`${addresses.url}${tokenPath}`, `${addresses.tlsUrl}${tokenPath}`];
        return judgeAssertion({ assertion, client, audiences, now: clock(), replays });
      },
    });
    server.on('request', handler.inFrontOf(authorizationServer));
  }

  return {
    status: () => ({
      running: true,
      url: addresses.url,
      tlsUrl: addresses.tlsUrl,
      introspectionEndpoint: addresses.introspectionEndpoint,
      jwksUri: addresses.jwksUri,
      clients: clients.list().map((client) => describeClient(client, addresses.url)),
    }),
    register,
    async close() {
      await Promise.all([httpListener.close(), httpsListener.close()]);
    },
  };
}

function addressesOf(http: Listener, https: Listener) {
  const url = `http://127.0.0.1:${http.port}`;
  return {
    url,
    tlsUrl: `https://127.0.0.1:${https.port}`,
    tokenEndpoints: {
      gateway: `${url}${flows.gateway.tokenPath}`,
      'api-manager': `${url}${flows['api-manager'].tokenPath}`,
    },
    introspectionEndpoint: `${url}${sharedPaths.introspection}`,
    revocationEndpoint: `${url}${sharedPaths.revocation}`,
    jwksUri: `${url}${sharedPaths.jwks}`,
    discovery: `${url}${sharedPaths.openidDiscovery}`,
    registration: `${url}${sharedPaths.registration}`,
  };
}
