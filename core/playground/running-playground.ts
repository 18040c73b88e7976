import { constants } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import { exportJWK, generateKeyPair } from 'jose';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { PlaygroundStatus } from '../../shared/contract/playground.ts';
import { createAuthorizationServer } from './authorization-server.ts';
import {
  createClientRegistry,
  describeClient,
  type RegisteredClient,
  type Registration,
} from './client-registry.ts';
import { answerControl, type PlaygroundRegistration } from './control-endpoints.ts';
import { createDpopNonces } from './dpop-nonces.ts';
import { createFailures, type FailureOrder, type Sleep } from './failures.ts';
import { flows, sharedPaths } from './flows.ts';
import { importOidcProvider } from './import-oidc-provider.ts';
import { judgeGrant } from './judge-grant.ts';
import { type Listener, listen } from './listener.ts';
import { createReplayMemory } from './replay-memory.ts';
import { createRequestHandler } from './request-handler.ts';
import type { RequestLog } from './request-log.ts';
import { noteTlsClient } from './tls-client.ts';
import { createTokenStorage } from './token-storage.ts';

/** A TLS server's own key and certificate, both PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

export interface RunningPlayground {
  status(): Omit<PlaygroundStatus, 'log'>;
  register(registration: Registration): PlaygroundRegistration;
  /** @throws SignetError `entry-not-found` */
  fail(order: FailureOrder): void;
  /** Closes both servers and forgets every client and token. */
  close(): Promise<void>;
}

export interface RunningPlaygroundOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly clock: () => Date;
  readonly makeTlsIdentity: () => Promise<TlsIdentity>;
  readonly log: RequestLog;
  readonly sleep?: Sleep;
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
  sleep = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
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
  const failures = createFailures();

  // Both ports are taken before the servers answer: each one's address is its issuer.
  const http = createHttpServer();
  const https = createHttpsServer({
    key: identity.key,
    cert: identity.cert,
    // Any certificate may be shown: whether it is good is judged by the client's registration.
    requestCert: true,
    rejectUnauthorized: false,
    // Each connection shows its certificate: none is taken from an earlier one.
    secureOptions: constants.SSL_OP_NO_TICKET,
  });
  https.on('secureConnection', noteTlsClient);
  const httpListener = await listen(http, port);
  const httpsListener = await listen(https, 0).catch(async (error: unknown) => {
    await httpListener.close();
    throw error;
  });
  const addresses = addressesOf(httpListener, httpsListener);
  const issuers = [addresses.url, addresses.tlsUrl];

  const describe = (client: RegisteredClient) => {
    const failure = failures.of(client.clientId);
    return { ...describeClient(client, addresses), ...(failure === undefined ? {} : { failure }) };
  };
  const register = (registration: Registration): PlaygroundRegistration => {
    const client = clients.add(registration);
    return {
      ...describe(client),
      ...(client.clientSecret === undefined ? {} : { clientSecret: client.clientSecret }),
    };
  };
  const fail = (order: FailureOrder) => {
    if (order.clientId !== undefined && clients.find(order.clientId) === undefined) {
      throw new SignetError('entry-not-found', `there is no client ${JSON.stringify(order.clientId)}`, {
        hint: 'take the client id from the list of clients',
      });
    }
    failures.set(order);
  };
  const handler = createRequestHandler({
    clients,
    storage,
    replays,
    nonces: createDpopNonces(() => now() / 1000),
    issuers,
    log,
    clock,
    failures,
    sleep,
    control: (request, path, body) => answerControl(request, path, body, { register, fail }),
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
      tlsUrl: addresses.tlsUrl,
      exchangeOf: handler.exchangeOf,
      finish: handler.finish,
      judge: (assertion, client, exchange, error) =>
        judgeGrant({ assertion, client, now: exchange.at, issuers, replays, error }),
    });
    server.on('request', handler.inFrontOf(authorizationServer));
  }

  return {
    status: () => {
      const failure = failures.of();
      return {
        running: true,
        url: addresses.url,
        tlsUrl: addresses.tlsUrl,
        introspectionEndpoint: addresses.introspectionEndpoint,
        jwksUri: addresses.jwksUri,
        resource: addresses.resource,
        clients: clients.list().map(describe),
        ...(failure === undefined ? {} : { failure }),
      };
    },
    register,
    fail,
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
      standard: `${url}${flows.standard.tokenPath}`,
    },
    introspectionEndpoint: `${url}${sharedPaths.introspection}`,
    revocationEndpoint: `${url}${sharedPaths.revocation}`,
    jwksUri: `${url}${sharedPaths.jwks}`,
    discovery: `${url}${sharedPaths.openidDiscovery}`,
    userinfoEndpoint: `${url}${sharedPaths.userinfo}`,
    resource: `${url}${sharedPaths.resource}`,
    registration: `${url}${sharedPaths.registration}`,
    failures: `${url}${sharedPaths.failures}`,
  };
}
