import { type JsonWebKey, randomBytes, randomUUID, type X509Certificate } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import type {
  ClientAuthentication,
  ClientKind,
  DpopDemand,
  PlaygroundClient,
} from '../../shared/contract/playground.ts';
import type { Server } from '../../shared/servers/server.ts';
import { flows } from './flows.ts';
import { exampleIdentity, findPersonality, fixedAudience, usualAuthentication } from './personality.ts';
import {
  type RegisteredCertificate,
  type RegisteredKey,
  readCertificate,
  readJwk,
} from './registered-key.ts';

/** What a registration says. */
export interface Registration {
  readonly kind: ClientKind;
  /** The kind's usual one, when left out. */
  readonly authentication?: ClientAuthentication;
  /** X.509 DER. */
  readonly certificate?: Uint8Array;
  /** The certificate's issuers in DER, nearest first: `tls_client_auth` trusts the first. */
  readonly issuers?: readonly Uint8Array[];
  /** A public key, in place of a certificate. */
  readonly jwk?: JsonWebKey;
  /** Made up, when left out. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** The identity provider's name, at the API manager; elsewhere `iss` is the client id. */
  readonly issuer?: string;
  /** The user to name in assertions: a proposal, as the playground takes every subject. */
  readonly subject?: string;
  /** The known server whose part is taken. */
  readonly personality?: string;
  readonly dpop?: DpopDemand;
}

/** A client as the server knows it, secret included: never leaves the core whole. */
export interface RegisteredClient {
  readonly kind: ClientKind;
  readonly clientId: string;
  readonly authentication: ClientAuthentication;
  readonly clientSecret?: string;
  readonly issuer: string;
  readonly subject?: string;
  /** What its assertions are checked with. */
  readonly key?: RegisteredKey;
  readonly certificate?: RegisteredCertificate;
  /** What `tls_client_auth` trusts: the certificate's issuer. */
  readonly tlsIssuer?: X509Certificate;
  readonly personality?: Server;
  readonly dpop?: DpopDemand;
}

export interface ClientRegistry {
  /** Errors: `not-a-certificate`, `key-type-mismatch`, `key-needed`, `name-taken`, `unknown-server`, `invalid-input`. */
  add(registration: Registration): RegisteredClient;
  find(clientId: string): RegisteredClient | undefined;
  /** The client without authentication that an assertion's `iss` alone names; of several the newest. */
  findByIssuer(issuer: string): RegisteredClient | undefined;
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
      if (clients.has(client.clientId)) {
        throw new SignetError('name-taken', `there is a client ${JSON.stringify(client.clientId)} already`, {
          hint: 'choose another client id, or leave it out to get one',
        });
      }
      clients.set(client.clientId, client);
      const [oldest] = clients.keys();
      if (clients.size > maxClients && oldest !== undefined) clients.delete(oldest);
      return client;
    },
    find: (clientId) => clients.get(clientId),
    findByIssuer: (issuer) =>
      [...clients.values()].findLast(
        (client) => client.authentication === 'none' && client.issuer === issuer,
      ),
    list: () => [...clients.values()],
  };
}

/** The facts a composer needs, without the secret. Both addresses are without a path. */
export function describeClient(
  client: RegisteredClient,
  { url, tlsUrl }: { readonly url: string; readonly tlsUrl: string },
): PlaygroundClient {
  const { kind, clientId, authentication, issuer, subject, certificate, personality, dpop } = client;
  const endpoint = `${provesByTls(authentication) ? tlsUrl : url}${flows[kind].tokenPath}`;
  return {
    kind,
    clientId,
    authentication,
    issuer,
    ...(subject === undefined ? {} : { subject }),
    audience: (personality && fixedAudience(personality)) ?? endpoint,
    endpoint,
    ...(certificate === undefined ? {} : { certificate: certificate.fingerprint }),
    ...(personality === undefined ? {} : { personality: personality.name }),
    ...(dpop === undefined ? {} : { dpop }),
  };
}

const provesByTls = (authentication: ClientAuthentication) => authentication.endsWith('tls_client_auth');
const provesBySecret = (authentication: ClientAuthentication) => authentication.startsWith('client_secret_');

/** What each kind of client is called and speaks of, where the registration does not say. */
const identities: Record<
  ClientKind,
  (registration: Registration) => Pick<RegisteredClient, 'clientId' | 'issuer' | 'subject'>
> = {
  gateway: ({ clientId = randomUUID(), subject }) => ({
    clientId,
    issuer: clientId,
    ...(subject === undefined ? {} : { subject }),
  }),
  'api-manager': ({
    clientId = randomBytes(15).toString('base64url'),
    issuer = 'jwtIDP',
    subject = 'alice',
  }) => ({ clientId, issuer, subject }),
  standard: ({ clientId = randomUUID(), issuer = clientId, subject = 'alice' }) => ({
    clientId,
    issuer,
    subject,
  }),
};

function makeClient(registration: Registration): RegisteredClient {
  const { kind, clientSecret, dpop } = registration;
  const personality =
    registration.personality === undefined ? undefined : findPersonality(registration.personality);
  const authentication =
    registration.authentication ??
    (personality && usualAuthentication(personality)) ??
    flows[kind].authentications[0];
  if (!flows[kind].authentications.includes(authentication)) {
    throw new SignetError('invalid-input', `a ${kind} client does not authenticate with ${authentication}`, {
      hint: `it takes ${flows[kind].authentications.join(', ')}`,
    });
  }
  if (kind === 'gateway' && dpop !== undefined) {
    throw new SignetError('invalid-input', 'the gateway knows no DPoP', { hint: 'choose another kind' });
  }
  if (clientSecret === '') {
    throw new SignetError('empty-input', 'the client secret is empty', { hint: 'leave it out to get one' });
  }
  const certificate =
    registration.certificate === undefined ? undefined : readCertificate(registration.certificate);
  const key = registration.jwk === undefined ? certificate : readJwk(registration.jwk);
  requireKey(kind, authentication, key, certificate);
  // 48 octets make 64 characters: enough for HS512 too.
  const secret = provesBySecret(authentication)
    ? (clientSecret ?? randomBytes(48).toString('base64url'))
    : undefined;
  const identity = identities[kind]({ ...(personality && exampleIdentity(personality)), ...registration });
  return {
    ...identity,
    // There the JWT authenticates the client: it speaks of nobody else.
    ...(personality?.use === 'client-authentication' ? { subject: identity.clientId } : {}),
    kind,
    authentication,
    ...(secret === undefined ? {} : { clientSecret: secret }),
    ...(key === undefined ? {} : { key }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(authentication === 'tls_client_auth' ? { tlsIssuer: issuerOf(registration, certificate) } : {}),
    ...(personality === undefined ? {} : { personality }),
    ...(dpop === undefined ? {} : { dpop }),
  };
}

/** @throws SignetError `key-needed`: without it, no request of this client could be accepted. */
function requireKey(
  kind: ClientKind,
  authentication: ClientAuthentication,
  key: RegisteredKey | undefined,
  certificate: RegisteredCertificate | undefined,
): void {
  const hint = 'register the certificate of the signing key';
  if (provesByTls(authentication) && certificate === undefined) {
    throw new SignetError('key-needed', `${authentication} needs a certificate`, { hint });
  }
  if ((kind === 'gateway' || authentication === 'private_key_jwt') && key === undefined) {
    throw new SignetError('key-needed', 'this client signs: it needs a certificate or a public key', {
      hint,
    });
  }
}

function issuerOf(
  { issuers: [issuer] = [] }: Registration,
  certificate: RegisteredCertificate | undefined,
): X509Certificate {
  if (issuer !== undefined) return readCertificate(issuer).x509;
  const own = certificate?.x509;
  if (own?.checkIssued(own)) return own;
  throw new SignetError('key-needed', 'tls_client_auth needs the certificate of the issuer too', {
    hint: 'register the certificate with its chain, or use self_signed_tls_client_auth',
  });
}
