import { SignJWT } from 'jose';
import { onTestFinished } from 'vitest';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import {
  createPlayground,
  type Playground,
  type PlaygroundPorts,
} from '../../../core/playground/playground.ts';
import { type Identity, makeIdentity } from './certificates.ts';

export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** A running playground that stops with the test. */
export async function startPlayground(
  ports: Omit<PlaygroundPorts, 'makeTlsIdentity'> = {},
): Promise<Playground> {
  const playground = createPlayground({ ...ports, makeTlsIdentity });
  onTestFinished(async () => void (await playground.stop()));
  await playground.start();
  return playground;
}

export async function makeTlsIdentity(): Promise<{ key: string; cert: string }> {
  const { keyPem, certificatePem } = await makeIdentity('ES256');
  return { key: keyPem, cert: certificatePem };
}

/** The server's own time in seconds, as the tests' clock has it. */
export const now = () => Math.floor(Date.now() / 1000);

/** Claims that the client's flow takes. `undefined` takes a claim away. */
export function goodClaims(
  client: PlaygroundRegistration,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const lifetime = client.kind === 'gateway' ? 120 : 600;
  return {
    iss: client.issuer,
    ...(client.subject === undefined ? {} : { sub: client.subject }),
    aud: client.audience,
    exp: now() + lifetime,
    iat: now(),
    ...changes,
  };
}

export async function sign(
  claims: Record<string, unknown>,
  identity: Identity,
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(JSON.parse(JSON.stringify(claims)))
    .setProtectedHeader({ alg: identity.algorithm, ...header })
    .sign(identity.privateKey);
}

export function basic(clientId: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` };
}

/** How the client proves itself besides the assertion. */
export function authentication(client: PlaygroundRegistration): Record<string, string> {
  return client.clientSecret === undefined ? {} : basic(client.clientId, client.clientSecret);
}

export async function post(
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Sends an assertion as the client's flow has it, and reads the JSON answer. */
export async function sendAssertion(
  client: PlaygroundRegistration,
  assertion: string,
  more: { form?: Record<string, string>; headers?: Record<string, string>; endpoint?: string } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const form = { grant_type: jwtBearer, assertion, ...more.form };
  const answer = await post(more.endpoint ?? client.endpoint, form, more.headers ?? authentication(client));
  return { status: answer.status, body: JSON.parse(answer.text) };
}
