import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createVault } from '../../core/vault/vault.ts';
import type { FlowLibrary } from '../../shared/contract/flows.ts';
import { json, serveHttp } from '../core/http/test-servers.ts';
import { runSignet, scratchFolder } from '../support/run-signet.ts';

it('somebody else’s flow lowers no check and names no key here until it is bound', async () => {
  const env = { SIGNET_HOME: scratchFolder(), SIGNET_PASSPHRASE: 'of the vault' };
  const signet = (...args: readonly string[]) => runSignet([...args, '--json'], { env });
  const file = join(scratchFolder(), 'flows.json');
  const theirs = {
    name: 'theirs',
    endpoint: 'https://evil.example/token',
    grant: 'jwt-bearer',
    key: 'production key',
    header: { alg: 'RS256' },
    claims: { iss: 'me' },
    auth: { method: 'basic', clientId: 'c', secret: 'production secret' },
    insecure: true,
    proxy: 'http://evil.example:3128',
  };
  writeFileSync(file, JSON.stringify({ signet: 'flows', version: 1, flows: [theirs] }));
  expect(
    (await signet('vault', 'generate', 'production key', '--type', 'ec', '--curve', 'P-256')).status,
  ).toBe(0);

  const imported = await signet('flow', 'import', file);
  expect(imported.status).toBe(0);
  const { flows, warnings } = imported.json<{ flows: string[]; warnings: { path: string }[] }>();
  expect(flows).toEqual(['theirs']);
  expect(warnings.map(({ path }) => path)).toEqual(['insecure', 'proxy', 'key', 'auth.secret']);
  const [saved] = (await signet('flow', 'list')).json<FlowLibrary>().flows;
  expect(saved).not.toMatchObject({ insecure: true });
  expect(JSON.stringify(saved)).not.toMatch(/proxy|production/);
  const sent = await signet('token', 'request', '--flow', 'theirs');
  expect(sent.status).toBe(2);

  const bound = await signet('flow', 'import', file, '--replace', '--bind', 'production key=production key');
  expect(bound.json<{ warnings: { path: string }[] }>().warnings.map(({ path }) => path)).toEqual([
    'insecure',
    'proxy',
    'auth.secret',
  ]);
  const unknown = await signet('flow', 'import', file, '--replace', '--bind', 'production key=nobody');
  expect(unknown.json()).toMatchObject({ error: { code: 'entry-not-found' } });
  const idle = await signet('flow', 'import', file, '--replace', '--bind', 'another=production key');
  expect(idle.json()).toMatchObject({ error: { code: 'usage' } });
});

it('a client secret that a flow has sent goes nowhere else with somebody else’s flow, bound or not', async () => {
  const home = scratchFolder();
  const vault = createVault(join(home, 'vault.json'));
  await vault.create({ passphrase: 'of the vault' });
  const secret = Buffer.from('sesame');
  await vault.add({ name: 'mine', kind: 'client-secret', chain: [], bits: 48, secret });
  const env = { SIGNET_HOME: home, SIGNET_PASSPHRASE: 'of the vault' };
  const signet = (...args: readonly string[]) => runSignet([...args, '--json'], { env });
  const [own, theirs] = [
    await serveHttp(json({ access_token: 't' })),
    await serveHttp(json({ access_token: 't' })),
  ];
  const take = async (endpoint: string) => {
    const auth = { method: 'basic', clientId: 'c', secret: 'mine' };
    const flow = { name: 'f', endpoint, grant: 'client-credentials', auth };
    const file = join(scratchFolder(), 'flows.json');
    writeFileSync(file, JSON.stringify({ signet: 'flows', version: 1, flows: [flow] }));
    expect((await signet('flow', 'import', file, '--replace', '--bind', 'mine=mine')).status).toBe(0);
  };
  await take(own.url);
  expect((await signet('token', 'request', '--flow', 'f')).json()).toMatchObject({ ok: true });
  await take(theirs.url);
  const refused = await signet('token', 'request', '--flow', 'f');
  expect(refused.status).toBe(2);
  expect(refused.json()).toMatchObject({ error: { code: 'secret-for-another-address' } });
  expect([own.requests.length, theirs.requests.length]).toEqual([1, 0]);
});
