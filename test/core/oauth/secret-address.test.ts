import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSavedFlows } from '../../../core/flows/flow-library.ts';
import { createHistoryLog } from '../../../core/flows/history-log.ts';
import { createAcceptedCertificates } from '../../../core/http/accepted-certificates.ts';
import { createRequestSender } from '../../../core/oauth/request-sender.ts';
import { addressOf, requireAddress } from '../../../core/oauth/secret-address.ts';
import { createEndpointService } from '../../../core/services/endpoint-service.ts';
import { createFlowsService } from '../../../core/services/flows-service.ts';
import { createHistoryService } from '../../../core/services/history-service.ts';
import { createVault } from '../../../core/vault/vault.ts';
import { unwrap } from '../../../shared/base/result.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import type { NamedAuth, NamedTokenRequest } from '../../../shared/oauth/request-model.ts';
import { MemoryDocument } from '../../fakes/memory-document.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { closedPort, json, serveHttp, serveTls } from '../http/test-servers.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';

const given = addressOf({ endpoint: 'https://as.example/oauth2/token', checked: true });

describe('the address that a client secret is given for', () => {
  it.each([
    ['another path', 'https://as.example/introspect'],
    ['a query and a fragment', 'https://as.example/oauth2/token?tenantDomain=a#b'],
    ['the scheme’s own port', 'https://as.example:443/oauth2/token'],
    ['another case', 'HTTPS://AS.Example/oauth2/token'],
    ['user and password', 'https://somebody:else@as.example/oauth2/token'],
    ['white space around it', ' https://as.example/oauth2/token\n'],
    ['characters that look alike and mean the same', 'https://ａｓ.example/oauth2/token'],
  ])('is the same with %s', (_, endpoint) => {
    const address = addressOf({ endpoint, checked: true });
    expect(address).toBe('https://as.example');
    expect(() => requireAddress({ name: 'mine', addresses: [given] }, address)).not.toThrow();
  });

  it.each([
    ['another port', 'https://as.example:8443/oauth2/token'],
    ['no TLS', 'http://as.example/oauth2/token'],
    ['no TLS at the port of TLS', 'http://as.example:443/oauth2/token'],
    ['another host', 'https://as.example.evil.example/oauth2/token'],
    ['a host below it', 'https://x.as.example/oauth2/token'],
    ['the host as a user', 'https://as.example@evil.example/oauth2/token'],
    ['the host as a user, by a backslash', 'https://evil.example\\@as.example/oauth2/token'],
    ['a dot at the end', 'https://as.example./oauth2/token'],
    ['a letter of another script', 'https://аs.example/oauth2/token'],
    ['the loopback address', 'https://127.0.0.1/oauth2/token'],
  ])('is another with %s', (_, endpoint) => {
    const address = addressOf({ endpoint, checked: true });
    expect(() => requireAddress({ name: 'mine', addresses: [given] }, address)).toThrow(
      expect.objectContaining({
        code: 'secret-for-another-address',
        message: expect.stringContaining('was given for https://as.example, so it is not sent to'),
        hint: expect.stringContaining('type the client secret again'),
        details: { addresses: ['https://as.example'], address },
      }),
    );
  });

  it('is the same for a name in its own script and in ASCII', () => {
    const [own, ascii] = ['https://bücher.example/t', 'https://xn--bcher-kva.example/t'];
    expect(addressOf({ endpoint: own, checked: true })).toBe(addressOf({ endpoint: ascii, checked: true }));
  });

  it.each([
    ['a proxy where only the server can answer', { proxy: 'p.example:3128', checked: true }, given],
    ['no proxy', { proxy: 'none', checked: false }, given],
    ['any certificate', { checked: false }, given],
    [
      'a proxy, and any certificate',
      { proxy: 'http://u:p@p.example:3128', checked: false },
      `${given} via p.example:3128`,
    ],
  ])('names the proxy that could read it: %s', (_, way, address) => {
    expect(addressOf({ endpoint: 'https://as.example/t', ...way })).toBe(address);
  });

  it('names the proxy of what is sent in the clear', () => {
    const plain = { endpoint: 'http://as.example/t', proxy: 'http://p.example', checked: true };
    expect(addressOf(plain)).toBe('http://as.example via p.example');
  });

  it('may be gone to without the proxy, and by no other', () => {
    const record = { name: 'mine', addresses: [`${given} via p.example:3128`] };
    const requiring = (address: string) => () => requireAddress(record, address);
    expect(requiring(given)).not.toThrow();
    expect(requiring(`${given} via evil.example`)).toThrow('was given for');
    expect(requiring('https://as.exampl')).toThrow('was given for');
  });
});

const { signal } = new AbortController();
const answer = json({ access_token: 't', active: true });

async function start() {
  const vault = createVault(join(await temporaryFolder(), 'vault.json'));
  const library = new MemoryDocument();
  const certificates = createAcceptedCertificates(library);
  const history = createHistoryLog(new MemoryDocument());
  const sender = createRequestSender(vault, certificates);
  const bytes = Buffer.from('the secret of the client, long enough for HS256');
  const secret = await vault.add({
    name: 'mine',
    kind: 'client-secret',
    chain: [],
    bits: 376,
    secret: bytes,
  });
  return {
    vault,
    secret: secret.id,
    certificates,
    endpoint: createEndpointService(sender, certificates, history),
    flows: createFlowsService(createSavedFlows(library), sender, history, vault),
    history: createHistoryService(history, sender),
    log: history,
  };
}

const failed = new SignetError('endpoint-timeout', 'no answer');

type Core = Awaited<ReturnType<typeof start>>;

const request = (url: string, auth: NamedAuth): NamedTokenRequest => ({
  endpoint: url,
  grant: { type: 'client-credentials' },
  auth,
});
const post = (secret: string): NamedAuth => ({ method: 'post', clientId: 'c', secret });
const flowFor = (endpoint: string) => ({
  name: 'f',
  endpoint,
  grant: 'client-credentials' as const,
  auth: { method: 'post' as const, clientId: 'c', secret: 'mine' },
});

/** Every way in which a secret of the vault leaves the core. */
const ways: readonly (readonly [string, (core: Core, url: string) => Promise<unknown>])[] = [
  ['a token request', (core, url) => core.endpoint.send(request(url, post(core.secret)), { signal })],
  [
    'a token request with Basic',
    (core, url) =>
      core.endpoint.send(request(url, { method: 'basic', clientId: 'c', secret: core.secret }), { signal }),
  ],
  [
    'a JWT signed with it',
    (core, url) =>
      core.endpoint.send(request(url, { method: 'client_secret_jwt', clientId: 'c', secret: core.secret }), {
        signal,
      }),
  ],
  [
    'a refresh token',
    (core, url) =>
      core.endpoint.send(
        { endpoint: url, grant: { type: 'refresh-token', refreshToken: 'r' }, auth: post(core.secret) },
        { signal },
      ),
  ],
  [
    'introspection',
    (core, url) =>
      core.endpoint.introspect({ endpoint: url, token: 't', auth: post(core.secret) }, { signal }),
  ],
  [
    'revocation',
    (core, url) => core.endpoint.revoke({ endpoint: url, token: 't', auth: post(core.secret) }, { signal }),
  ],
  [
    'a flow',
    async (core, url) => {
      await core.flows.save({ flow: flowFor(url) }, { signal });
      return core.flows.send({ name: 'f' }, { signal });
    },
  ],
  [
    'a flow whose address comes from its environment',
    async (core, url) => {
      await core.flows.save({ flow: flowFor('{{url}}') }, { signal });
      await core.flows.saveEnvironment({ environment: { name: 'e', variables: [['url', url]] } }, { signal });
      return core.flows.send({ name: 'f', environment: 'e' }, { signal });
    },
  ],
  [
    'a flow that was imported and bound',
    async (core, url) => {
      const text = JSON.stringify({ signet: 'flows', version: 1, flows: [flowFor(url)] });
      await core.flows.import({ text, bind: { mine: 'mine' }, replace: true }, { signal });
      return core.flows.send({ name: 'f' }, { signal });
    },
  ],
  [
    'a request of the history',
    async (core, url) => {
      const again = request(url, post(core.secret));
      await core.log.keep(again, () => Promise.reject(failed)).catch(() => {});
      return core.history.sendAgain({ id: core.log.list()[0]?.id ?? '' }, { signal });
    },
  ],
];

describe.each(ways)('by %s', (_, send) => {
  it('a secret goes to the server that it was first sent to, and to no other', async () => {
    const [own, other] = [await serveHttp(answer), await serveHttp(answer)];
    const core = await start();
    await send(core, own.url);
    await send(core, own.url.replace('/token', '/elsewhere'));
    expect(own.requests).toHaveLength(2);
    expect((await core.vault.find(core.secret)).addresses).toEqual([new URL(own.url).origin]);
    await expect(send(core, other.url)).rejects.toHaveProperty('code', 'secret-for-another-address');
    await expect(send(core, own.url.replace('127.0.0.1', 'localhost'))).rejects.toHaveProperty(
      'code',
      'secret-for-another-address',
    );
    expect(other.requests).toHaveLength(0);
  });
});

describe('a client secret', () => {
  it('that never left belongs to nobody yet: a name that was mistyped does not keep it', async () => {
    const server = await serveHttp(answer);
    const core = await start();
    const mistyped = request(`http://127.0.0.1:${await closedPort()}/token`, post(core.secret));
    await expect(core.endpoint.send(mistyped, { signal })).rejects.toHaveProperty(
      'code',
      'endpoint-unreachable',
    );
    expect((await core.endpoint.send(request(server.url, post(core.secret)), { signal })).ok).toBe(true);
  });

  it('that was sent and not answered belongs to that server', async () => {
    const server = await serveHttp((reply) => void reply.destroy());
    const core = await start();
    const sent = core.endpoint.send(request(server.url, post(core.secret)), { signal });
    await expect(sent).rejects.toThrow();
    expect(server.requests).toHaveLength(1);
    expect((await core.vault.find(core.secret)).addresses).toEqual([new URL(server.url).origin]);
  });

  it('is not lured through a proxy by turning the check of certificates off', async () => {
    const server = await serveTls(answer);
    const core = await start();
    const checked = { ...request(server.url, post(core.secret)), insecure: true };
    expect((await core.endpoint.send(checked, { signal })).ok).toBe(true);
    const proxy = await serveHttp(answer);
    const lured = { ...checked, proxy: `http://127.0.0.1:${proxy.port}` };
    for (const way of [lured, { ...lured, insecure: false, ca: server.pem }]) {
      await expect(core.endpoint.send(way, { signal })).rejects.toHaveProperty(
        'code',
        'secret-for-another-address',
      );
    }
    core.certificates.accept(server.url, 'AA');
    await expect(core.endpoint.send({ ...lured, insecure: false }, { signal })).rejects.toHaveProperty(
      'code',
      'secret-for-another-address',
    );
    expect(proxy.requests).toHaveLength(0);
  });

  it('is typed again for another address, or for several', async () => {
    const [test, production] = [await serveHttp(answer), await serveHttp(answer)];
    const core = new MemoryCore();
    const { id } = await core.addSecret('mine', 'sesame');
    const send = (url: string) => core.client.endpoint.send(request(url, post(id)));
    const type = (...endpoints: string[]) =>
      core.client.vault.replaceSecret({ entry: id, secret: 'sesame', encoding: 'text', endpoints });
    expect((await send(test.url)).ok).toBe(true);
    expect(await send(production.url)).toMatchObject({ error: { code: 'secret-for-another-address' } });
    expect(unwrap(await type(production.url)).addresses).toEqual([new URL(production.url).origin]);
    expect((await send(production.url)).ok).toBe(true);
    expect(await send(test.url)).toMatchObject({ error: { code: 'secret-for-another-address' } });
    unwrap(await type(test.url, production.url));
    expect([(await send(test.url)).ok, (await send(production.url)).ok]).toEqual([true, true]);
    expect(await type('not a url')).toMatchObject({ error: { code: 'endpoint-not-a-url' } });
  });

  it('may be tried with the playground, and one of the playground stays there', async () => {
    const [server, core] = [await serveHttp(answer), new MemoryCore()];
    const own = await core.addSecret('mine', 'sesame');
    const send = (url: string, secret: string) => core.client.endpoint.send(request(url, post(secret)));
    const { url = '' } = unwrap(await core.client.playground.start({}));
    const key = await core.addKey();
    const { secret = '' } = unwrap(
      await core.client.playground.register({ kind: 'api-manager', certificate: { entry: key.id } }),
    );
    expect((await send(server.url, own.id)).ok).toBe(true);
    expect((await send(`${url}/token`, own.id)).ok).toBe(true);
    expect((await core.entries()).find(({ id }) => id === own.id)?.addresses).toEqual([
      new URL(server.url).origin,
    ]);
    expect(await send(server.url, secret)).toMatchObject({ error: { code: 'secret-for-another-address' } });
    unwrap(await core.client.playground.stop({}));
    expect(await send(`${url}/token`, own.id)).toMatchObject({
      error: { code: 'secret-for-another-address' },
    });
  });

  it('keeps its addresses through a restart, and a vault file in which they were changed is noticed', async () => {
    const server = await serveHttp(answer);
    const core = new MemoryCore();
    const { id } = await core.addSecret('mine', 'sesame');
    await core.createVault();
    expect((await core.client.endpoint.send(request(server.url, post(id)))).ok).toBe(true);
    core.damageVault((text) => text.replace(`127.0.0.1:${server.port}`, 'evil.example'));
    const sent = await core.client.endpoint.send(request('http://evil.example/token', post(id)));
    expect(sent).toMatchObject({ error: { code: 'entry-damaged' } });
  });
});
