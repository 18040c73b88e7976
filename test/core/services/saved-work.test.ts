import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { unwrap } from '../../../shared/base/result.ts';
import { MemoryCore, testHome } from '../../support/memory-core.ts';
import { json, serveHttp } from '../http/test-servers.ts';

// What people saved with the version before is read and taken over: nothing of it is passed over in silence.

const folder = fileURLToPath(new URL('../../fixtures/saved-work/0.1.0/', import.meta.url));
const saved = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

async function open() {
  const home = testHome();
  copyFileSync(join(folder, 'vault.json'), join(home, 'vault.json'));
  const core = new MemoryCore({ home });
  for (const name of ['workspace', 'library', 'history'] as const) {
    for (const [member, value] of Object.entries(saved(name))) core[name].set(member, value);
  }
  unwrap(await core.client.vault.unlock({ passphrase: 'correct horse battery' }));
  return core.client;
}

it('drafts and settings', async () => {
  const client = await open();
  const { draft, drafts, settings } = unwrap(await client.workspace.load({}));
  const before = saved('workspace');
  expect(draft).toEqual(before.draft);
  expect(drafts).toEqual(before.drafts);
  expect(drafts.map(({ name }) => name)).toEqual(['client credentials', 'gateway']);
  expect(settings).toMatchObject({ theme: 'dark', lockAfterMinutes: 30 });
});

it('flows and environments, which are sent as they were', async () => {
  const client = await open();
  const { flows, environments } = unwrap(await client.flows.list({}));
  expect(flows).toEqual(saved('library').flows);
  expect(environments).toEqual(saved('library').environments);

  const server = await serveHttp(json({ access_token: 't' }));
  const flow = flows.find(({ name }) => name === 'nightly');
  if (!flow) throw new Error('no flow');
  unwrap(await client.flows.save({ flow: { ...flow, endpoint: server.url } }));
  expect(unwrap(await client.flows.send({ name: 'nightly' }))).toMatchObject({ ok: true });
  const [, claims = ''] = new URLSearchParams(server.requests[0]?.body).get('assertion')?.split('.') ?? [];
  expect(Buffer.from(claims, 'base64url').toString()).toContain(
    '"amount":1.0,"account":12345678901234567890',
  );
  expect(server.requests[0]?.headers.authorization).toMatch(/^Basic /);
});

it('the history, and what was sent can be sent again', async () => {
  const client = await open();
  const entries = unwrap(await client.history.list({}));
  expect(entries).toHaveLength(5);
  expect(entries.map(({ id }) => id)).toEqual(
    saved('history').entries.map(({ entry }: { entry: { id: string } }) => entry.id),
  );
  const repeatable = entries.filter((entry) => entry.repeatable);
  expect(repeatable).toHaveLength(4);
  for (const { id } of repeatable) {
    // The server is gone: that it is looked for means that all was signed anew.
    const again = await client.history.sendAgain({ id });
    expect(again).toMatchObject({ ok: false, error: { code: 'endpoint-unreachable' } });
  }
});
