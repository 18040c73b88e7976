import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { createPlayground } from '../../../core/playground/playground.ts';
import { expectLoopbackAlone } from '../../support/loopback-alone.ts';
import { type Identity, makeIdentity } from './certificates.ts';
import {
  goodClaims,
  makeTlsIdentity,
  post,
  sendAssertion,
  sign,
  startPlayground,
} from './playground-bench.ts';

let identity: Identity;
beforeAll(async () => {
  identity = await makeIdentity();
});
afterEach(() => vi.restoreAllMocks());

it('is off until it is started', async () => {
  const playground = createPlayground({ makeTlsIdentity });
  expect(playground.status()).toEqual({ running: false, clients: [], log: [] });
  await expect(
    playground.register({ kind: 'gateway', certificate: identity.certificate }),
  ).rejects.toMatchObject({
    code: 'playground-not-running',
  });
  expect(await playground.stop()).toEqual({ running: false, clients: [], log: [] });
});

it('says where it listens', async () => {
  const playground = await startPlayground();
  const status = playground.status();
  expect(status).toMatchObject({ running: true, clients: [], log: [] });
  expect(status.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(status.tlsUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const jwks = await (await fetch(status.jwksUri ?? '')).json();
  expect(jwks.keys).toEqual([expect.objectContaining({ kty: 'EC', crv: 'P-256' })]);
  expect(jwks.keys[0]).not.toHaveProperty('d');
  expect(await (await fetch(`${status.url}/playground`)).json()).toMatchObject({
    url: status.url,
    tlsUrl: status.tlsUrl,
    tokenEndpoints: { gateway: `${status.url}/api/oauth/token`, 'api-manager': `${status.url}/oauth2/token` },
  });
});

it('listens at 127.0.0.1, and at no other address of this machine', async () => {
  const { url = '', tlsUrl = '' } = (await startPlayground()).status();
  for (const address of [url, tlsUrl]) await expectLoopbackAlone(Number(new URL(address).port));
});

it('announces its own address, whichever of its names the Host header says', async () => {
  const { url } = (await startPlayground()).status();
  const text = await new Promise<string>((resolve, reject) => {
    const headers = { host: 'localhost:9' };
    request(`${url}/.well-known/oauth-authorization-server`, { headers }, (answer) => {
      let received = '';
      answer.on('data', (chunk) => {
        received += String(chunk);
      });
      answer.on('end', () => resolve(received));
    })
      .on('error', reject)
      .end();
  });
  expect(JSON.parse(text)).toMatchObject({ issuer: url, token_endpoint: `${url}/oauth2/token` });
});

it('listens on the port that was asked for, and stays as it is when started again', async () => {
  const playground = createPlayground({ makeTlsIdentity });
  onTestFinished(async () => void (await playground.stop()));
  const port = await freePort();
  const [first, second] = await Promise.all([playground.start({ port }), playground.start()]);
  expect(first.url).toBe(`http://127.0.0.1:${port}`);
  expect(second).toEqual(first);
});

it('says so when the port is in use, and can be started on another', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const playground = createPlayground({ makeTlsIdentity });
  onTestFinished(async () => void (await playground.stop()));
  await expect(playground.start({ port })).rejects.toMatchObject({ code: 'port-in-use', details: { port } });
  expect(playground.status().running).toBe(false);
  expect((await playground.start()).running).toBe(true);
});

it('refuses connections once stopped, even kept-alive ones, and forgets its clients', async () => {
  const playground = await startPlayground();
  const { url = '', tlsUrl = '' } = playground.status();
  await playground.register({ kind: 'gateway', certificate: identity.certificate });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  await new Promise<void>((resolve, reject) => {
    request(`${url}/playground`, { agent }, (answer) => answer.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
  const stopped = await playground.stop();
  expect(stopped).toMatchObject({ running: false, clients: [] });
  expect(stopped.log).toHaveLength(1);
  for (const address of [url, tlsUrl]) {
    await expect(fetch(`${address}/playground`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  }
  await playground.start();
  expect(playground.status()).toMatchObject({ running: true, clients: [], log: [] });
});

it('leaves no port open when the TLS identity cannot be made', async () => {
  const playground = createPlayground({ makeTlsIdentity: () => Promise.reject(new Error('no key')) });
  await expect(playground.start()).rejects.toThrow('no key');
  expect(playground.status().running).toBe(false);
});

it('prints nothing, whatever it is asked', async () => {
  const written: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => Boolean(written.push(String(chunk))));
  }
  for (const name of ['log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, name).mockImplementation((...values) => void written.push(values.join(' ')));
  }
  const playground = await startPlayground();
  const client = await playground.register({ kind: 'api-manager', certificate: identity.certificate });
  const { url } = playground.status();
  const { body } = await sendAssertion(client, await sign(goodClaims(client), identity));
  const form = {
    token: String(body.access_token),
    client_id: client.clientId,
    client_secret: client.clientSecret ?? '',
  };
  await post(`${url}/oauth2/introspect`, form);
  await post(`${url}/oauth2/introspect`, form, { origin: 'https://elsewhere.example' });
  await post(`${url}/oauth2/revoke`, form);
  await fetch(`${url}/auth?client_id=${client.clientId}&response_type=none`);
  await fetch(`${url}/oauth2/token`, { method: 'POST', headers: { accept: 'text/html' } });
  vi.restoreAllMocks();
  expect(written).toEqual([]);
});

it('loads nothing of its server before it starts', () => {
  // The server is loaded by now, in this process: what its entry imports is what tells.
  const entry = fileURLToPath(new URL('../../../core/playground/playground.ts', import.meta.url));
  const imported = [...readFileSync(entry, 'utf8').matchAll(/^import (?!type).* from '(.*)';$/gm)];
  expect(imported.map((match) => match[1])).toEqual([
    '../../shared/base/signet-error.ts',
    './request-log.ts',
  ]);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
