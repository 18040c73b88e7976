import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findAnyServer, listServers } from '../../../core/servers/own-servers.ts';
import { createServersService } from '../../../core/services/servers-service.ts';
import { knownServers } from '../../../shared/servers/known-servers.ts';

const mine = {
  title: 'My server',
  use: 'grant',
  auth: ['none'],
  rules: { algorithms: ['ES256'], requiredHeader: ['alg'], requiredClaims: ['iss'], maxLifetime: 60 },
  preset: {
    header: { alg: 'ES256' },
    claims: { iss: '{me}', exp: '+1m' },
    endpoint: 'https://as.example/token',
  },
  certificate: { format: 'jwk', where: 'ask the operator' },
};

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'signet-servers-'));
  await mkdir(join(home, 'servers'));
});
afterEach(() => rm(home, { recursive: true }));

const write = (name: string, content: string) => writeFile(join(home, 'servers', name), content);

it('knows the known ones where there is no folder', async () => {
  await rm(join(home, 'servers'), { recursive: true });
  expect(await listServers(home)).toEqual(knownServers);
});

it('reads the user’s own, by the name of the file', async () => {
  await write('mine.json', JSON.stringify(mine));
  await write('notes.txt', 'not a server');
  expect(await findAnyServer(home, 'mine')).toMatchObject({ name: 'mine', title: 'My server', errors: [] });
  expect(await listServers(home)).toHaveLength(knownServers.length + 1);
});

it('lets a file of a known server’s name take its place', async () => {
  await write('okta.json', JSON.stringify(mine));
  expect((await findAnyServer(home, 'okta')).title).toBe('My server');
  expect(await listServers(home)).toHaveLength(knownServers.length);
});

it('names the member that is wrong', async () => {
  await write('mine.json', JSON.stringify(mine));
  expect(await findAnyServer(home, 'mine')).toBeDefined();
  await write('mine.json', JSON.stringify({ ...mine, rules: { ...mine.rules, maxLifetime: 'long' } }));
  await expect(listServers(home)).rejects.toMatchObject({
    code: 'server-file-invalid',
    details: { member: 'rules.maxLifetime' },
  });
  await write('mine.json', '{');
  await expect(listServers(home)).rejects.toMatchObject({ code: 'server-file-invalid' });
});

it.each(knownServers.map((server) => [server.name, server] as const))(
  'takes %s, written down as JSON, for a server',
  async (name, server) => {
    await write(`${name}.json`, JSON.stringify(server));
    expect(await findAnyServer(home, name)).toEqual(server);
  },
);

it('saves what a window hands over, and nothing that is no server; removes the user’s own alone', async () => {
  const context = { signal: new AbortController().signal };
  const service = createServersService(home);
  await rm(join(home, 'servers'), { recursive: true });
  const text = JSON.stringify(mine);
  expect(await service.save({ name: 'mine', text }, context)).toHaveLength(knownServers.length + 1);
  expect(await service.list({}, context)).toContainEqual(expect.objectContaining({ name: 'mine' }));
  await expect(service.save({ name: 'mine', text: '{"title":1}' }, context)).rejects.toMatchObject({
    code: 'server-file-invalid',
  });
  expect(await findAnyServer(home, 'mine')).toMatchObject({ title: 'My server' });
  expect(await service.remove({ name: 'mine' }, context)).toEqual(knownServers);
  await expect(service.remove({ name: 'okta' }, context)).rejects.toMatchObject({ code: 'entry-not-found' });
});
