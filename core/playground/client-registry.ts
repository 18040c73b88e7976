import { randomBytes, randomUUID } from 'node:crypto';
import type { ClientKind, PlaygroundClient } from '../../shared/contract/playground.ts';
import { flows } from './flows.ts';
import { type RegisteredCertificate, readCertificate } from './registered-certificate.ts';

/** What a registration says. */
export interface Registration {
  readonly kind: ClientKind;
  /** X.509 DER. */
  readonly certificate: Uint8Array;
  /** The identity provider's name, at the API manager; the gateway's `iss` is always the client id. */
  readonly issuer?: string;
  /** The user to name in assertions: a proposal, as the playground takes every subject. */
  readonly subject?: string;
}

/** A client as the server knows it, secret included: never leaves the core whole. */
export interface RegisteredClient {
  readonly kind: ClientKind;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly issuer: string;
  readonly subject?: string;
  readonly certificate: RegisteredCertificate;
}

export interface ClientRegistry {
  /** Errors: `not-a-certificate`. */
  add(registration: Registration): RegisteredClient;
  find(clientId: string): RegisteredClient | undefined;
  list(): readonly RegisteredClient[];
}

/** The oldest client makes room: a script that registers in a loop must not fill the memory. */
const maxClients = 500;

/** Makes an empty registry. It lives in memory, as the whole playground does. */
export function createClientRegistry(): ClientRegistry {
  const clients = new Map<string, RegisteredClient>();
  return {
    add(registration) {
      const client = makeClient(registration);
      clients.set(client.clientId, client);
      const [oldest] = clients.keys();
      if (clients.size > maxClients && oldest !== undefined) clients.delete(oldest);
      return client;
    },
    find: (clientId) => clients.get(clientId),
    list: () => [...clients.values()],
  };
}

/** The facts a composer needs, without the secret. `baseUrl` is `http://127.0.0.1:PORT`. */
export function describeClient(client: RegisteredClient, baseUrl: string): PlaygroundClient {
  const endpoint = `${baseUrl}${flows[client.kind].tokenPath}`;
  return {
    kind: client.kind,
    clientId: client.clientId,
    issuer: client.issuer,
    ...(client.subject === undefined ? {} : { subject: client.subject }),
    audience: endpoint,
    endpoint,
    certificate: client.certificate.fingerprint,
  };
}

const makers: Record<ClientKind, (registration: Registration) => Omit<RegisteredClient, 'certificate'>> = {
  gateway: ({ subject }) => {
    const clientId = randomUUID();
    return { kind: 'gateway', clientId, issuer: clientId, ...(subject === undefined ? {} : { subject }) };
  },
  'api-manager': ({ issuer = 'jwtIDP', subject = 'alice' }) => ({
    kind: 'api-manager',
    clientId: randomBytes(15).toString('base64url'),
    clientSecret: randomBytes(32).toString('base64url'),
    issuer,
    subject,
  }),
};

function makeClient(registration: Registration): RegisteredClient {
  const certificate = readCertificate(registration.certificate);
  return { ...makers[registration.kind](registration), certificate };
}
