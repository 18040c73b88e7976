import { type JsonWebKey, randomUUID } from 'node:crypto';
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import type { ClientAuthentication } from '../../../shared/contract/playground.ts';
import type { Identity } from './certificates.ts';
import { basic, now, sign } from './playground-bench.ts';

/** A request as it is about to be sent. */
export interface Outgoing {
  readonly url: string;
  readonly form: Record<string, string>;
  readonly headers: Record<string, string>;
  /** Shown in the TLS handshake. */
  readonly identity?: Identity;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** What a client needs to prove itself. */
export interface Credentials {
  readonly client: PlaygroundRegistration;
  readonly identity: Identity;
}

/** Claims of a good client assertion. `undefined` takes one away. */
export function clientClaims({ clientId, endpoint }: PlaygroundRegistration, changes = {}) {
  return {
    iss: clientId,
    sub: clientId,
    aud: endpoint,
    exp: now() + 60,
    iat: now(),
    jti: randomUUID(),
    ...changes,
  };
}

/** Adds to a request what each way of authenticating asks for. */
export const proofs: Record<
  ClientAuthentication,
  (credentials: Credentials, claims?: Record<string, unknown>) => Promise<Partial<Outgoing>>
> = {
  none: async ({ client }) => ({ form: { client_id: client.clientId } }),
  client_secret_basic: async ({ client }) => ({ headers: basic(client.clientId, client.clientSecret ?? '') }),
  client_secret_post: async ({ client }) => ({
    form: { client_id: client.clientId, client_secret: client.clientSecret ?? '' },
  }),
  client_secret_jwt: async ({ client }, changes) => ({
    form: assertionForm(
      await new SignJWT(JSON.parse(JSON.stringify(clientClaims(client, changes))))
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(client.clientSecret)),
    ),
  }),
  private_key_jwt: async ({ client, identity }, changes) => ({
    form: assertionForm(await sign(clientClaims(client, changes), identity)),
  }),
  tls_client_auth: async ({ client, identity }) => ({ form: { client_id: client.clientId }, identity }),
  self_signed_tls_client_auth: async ({ client, identity }) => ({
    form: { client_id: client.clientId },
    identity,
  }),
};

export function assertionForm(clientAssertion: string): Record<string, string> {
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: clientAssertion,
  };
}

/** Sends a form, over TLS with the identity's certificate where the URL says so. */
export function send({ url, form, headers, identity }: Outgoing): Promise<Answer> {
  return exchange(
    url,
    'POST',
    new URLSearchParams(form).toString(),
    {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    identity,
  );
}

export function get(url: string, headers: Record<string, string>): Promise<Answer> {
  return exchange(url, 'GET', undefined, headers);
}

function exchange(
  url: string,
  method: string,
  body: string | undefined,
  headers: OutgoingHttpHeaders,
  identity?: Identity,
): Promise<Answer> {
  const tls = {
    rejectUnauthorized: false,
    agent: false,
    ...(identity && { key: identity.keyPem, cert: identity.certificatePem }),
  } as const;
  return new Promise((resolve, reject) => {
    const outgoing = url.startsWith('https:')
      ? httpsRequest(url, { method, headers, ...tls })
      : httpRequest(url, { method, headers, agent: false });
    outgoing.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', reject).end(body);
  });
}

/** A key for DPoP proofs. */
export interface DpopKey {
  readonly privateKey: CryptoKey;
  readonly jwk: JsonWebKey;
  readonly thumbprint: string;
}

export async function makeDpopKey(): Promise<DpopKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  return { privateKey, jwk, thumbprint: await calculateJwkThumbprint(jwk) };
}

/** A DPoP proof; the changes are made to good ones. */
export function prove(
  key: DpopKey,
  url: string,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const good = { htm: 'POST', htu: url, iat: now(), jti: randomUUID() };
  return new SignJWT(JSON.parse(JSON.stringify({ ...good, ...claims })))
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: key.jwk, ...header })
    .sign(key.privateKey);
}
