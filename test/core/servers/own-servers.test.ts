import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAnyServer, listServers } from '../../../core/servers/own-servers.ts';
import { createServersService } from '../../../core/services/servers-service.ts';
import { recogniseError } from '../../../shared/oauth/recognise-error.ts';
import { knownServers } from '../../../shared/servers/known-servers.ts';
import { withWatchdog, withWatchdogAsync } from '../../shared/watchdog.ts';
import { expectCode } from '../fixture.ts';

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

describe('a hostile file', () => {
  it.each([
    [
      'longer than any server',
      () => write('mine.json', JSON.stringify({ ...mine, notes: ['x'.repeat(300_000)] })),
    ],
    ['nested without end', () => write('mine.json', `{"title":${'['.repeat(100_000)}`)],
    ['a folder', () => mkdir(join(home, 'servers', 'mine.json'))],
    ['a link to nothing', () => symlink('/nowhere/at/all', join(home, 'servers', 'mine.json'))],
    ['a pipe that nobody writes to', () => execFileSync('mkfifo', [join(home, 'servers', 'mine.json')])],
    [
      'a thousand errors',
      () =>
        write('mine.json', JSON.stringify({ ...mine, errors: Array(1000).fill({ cause: 'a', fix: 'b' }) })),
    ],
  ])('%s is named', async (_, make) => {
    await write('mine.json', JSON.stringify(mine));
    expect(await findAnyServer(home, 'mine')).toMatchObject({ title: 'My server' });
    await rm(join(home, 'servers', 'mine.json'));
    await make();
    await expectCode(() => withWatchdogAsync(() => listServers(home)), 'server-file-invalid');
  });

  it('of costly patterns takes no time with a costly answer', async () => {
    // The built-in search compares each letter of such a pattern with each of such a text.
    const pattern = `b${'a'.repeat(240)}`;
    const text = [pattern, ...Array.from({ length: 50 }, (_, i) => `${pattern.slice(i)}*${pattern}`)];
    const errors = [{ text, cause: 'told', fix: 'b' }, ...Array(8).fill({ text, cause: 'a', fix: 'b' })];
    await write('mine.json', JSON.stringify({ ...mine, errors }));
    const server = await findAnyServer(home, 'mine');
    const explain = (said: string) => recogniseError('x', said, { server }).byText.length;
    expect(explain(`${pattern}${'a'.repeat(100)}`)).toBe(9);
    expect(withWatchdog(() => explain('a'.repeat(4_000_000)))).toBe(0);
  });
});

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
