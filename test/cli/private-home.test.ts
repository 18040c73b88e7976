import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { fixtures, root, runProgram, runSignet, scratchFolder, signetFile } from '../support/run-signet.ts';

// Whichever process writes first: nobody but its owner can look into Signet's home. Under a umask that lets everything pass.

const isWindows = process.platform === 'win32';
if (isWindows) console.log('skipped: Windows has no such modes');
const flow = JSON.stringify({
  signet: 'flows',
  version: 1,
  flows: [],
  environments: [{ name: 'test', variables: { host: 'localhost' } }],
});

/** Runs the command with a umask of 0, and answers what it made with which modes, temporary files too. */
async function runOpen(home: string, args: readonly string[]) {
  const record = join(scratchFolder(), 'modes.txt');
  writeFileSync(record, '');
  const run = await runProgram(
    'sh',
    ['-c', 'umask 0; exec "$@"', 'sh', process.execPath, signetFile, ...args],
    {
      env: {
        SIGNET_HOME: home,
        SIGNET_PASSPHRASE: 'a passphrase',
        SIGNET_RECORD: record,
        NODE_OPTIONS: `--import ${join(root, 'test', 'support', 'record-modes.mjs')}`,
      },
    },
  );
  const made = readFileSync(record, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== '');
  return { run, made };
}

function modesIn(folder: string): Record<string, string> {
  const modes: Record<string, string> = {};
  const walk = (path: string, name: string) => {
    const stat = statSync(path);
    modes[name] = (stat.mode & 0o777).toString(8);
    if (stat.isDirectory()) for (const each of readdirSync(path)) walk(join(path, each), `${name}/${each}`);
  };
  walk(folder, 'home');
  return modes;
}

const running: ChildProcess[] = [];
afterAll(async () => {
  for (const child of running) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
});

async function serveIn(home: string): Promise<void> {
  const child = spawn(
    'sh',
    ['-c', 'umask 0; exec "$@"', 'sh', process.execPath, signetFile, 'serve', '--json'],
    {
      env: { ...process.env, SIGNET_HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running.push(child);
  for await (const _ of createInterface({ input: child.stdout })) return;
}

describe.skipIf(isWindows)('Signet’s home', () => {
  it.each([
    ['vault', ['vault', 'generate', 'a key', '--type', 'ec']],
    ['library', ['flow', 'import', join(scratchFolder(), 'flow.json')]],
  ])(
    'is made by the first command that writes %s for its owner alone, from the first byte',
    async (name, args) => {
      if (name === 'library') writeFileSync(args[2] ?? '', flow);
      const home = join(scratchFolder(), 'folder', 'home');
      const { run, made } = await runOpen(home, args);
      expect(run.stderr).toBe('');
      expect(run.status).toBe(0);
      expect(made.filter((line) => line.includes(name)).length).toBeGreaterThan(0);
      expect(
        made.map((line) => line.split(' ')[0]).filter((mode) => mode !== '600' && mode !== '700'),
      ).toEqual([]);
      expect(modesIn(home)).toMatchObject({ home: '700', [`home/${name}.json`]: '600' });
    },
  );

  it('is made so by serve', async () => {
    const home = join(scratchFolder(), 'home');
    await serveIn(home);
    expect(modesIn(home).home).toBe('700');
  });

  const found = () => {
    const home = join(scratchFolder(), 'home');
    mkdirSync(join(home, 'servers'), { recursive: true });
    for (const name of [
      'workspace.json',
      'library.json',
      'history.json',
      'workspace.json.tmp-1',
      'servers/a.json',
    ])
      writeFileSync(join(home, name), '{}');
    writeFileSync(join(home, 'somebody-elses.txt'), 'x');
    for (const [name, mode] of Object.entries({
      '': 0o755,
      servers: 0o777,
      'workspace.json': 0o644,
      'library.json': 0o666,
      'history.json': 0o640,
      'workspace.json.tmp-1': 0o604,
      'servers/a.json': 0o644,
      'somebody-elses.txt': 0o644,
    }))
      chmodSync(join(home, name), mode);
    return home;
  };
  const mended = {
    home: '700',
    'home/servers': '700',
    'home/servers/a.json': '600',
    'home/workspace.json': '600',
    'home/workspace.json.tmp-1': '600',
    'home/library.json': '600',
    'home/history.json': '600',
    // Not Signet's: the folder keeps others out.
    'home/somebody-elses.txt': '644',
  };

  it('is mended when it was found otherwise: by a command that reads, and by serve', async () => {
    const one = found();
    const list = await runSignet(['flow', 'list'], { env: { SIGNET_HOME: one } });
    expect([list.status, list.stderr]).toEqual([0, '']);
    expect(modesIn(one)).toEqual(mended);
    const other = found();
    await serveIn(other);
    expect(modesIn(other)).toMatchObject(mended);
  });

  it('leaves a folder that is shared by its nature as it is, and the files in it private', async () => {
    const home = found();
    chmodSync(home, 0o1777);
    await runSignet(['flow', 'list'], { env: { SIGNET_HOME: home } });
    expect(modesIn(home)).toEqual({ ...mended, home: '777' });
  });

  it('cannot be read by another user', async (context) => {
    if (process.getuid?.() !== 0) {
      const why = 'only root can become another user';
      console.log(`skipped: ${why}`);
      return context.skip(why);
    }
    const parent = scratchFolder();
    chmodSync(parent, 0o755);
    const home = join(parent, 'home');
    await runOpen(home, ['vault', 'generate', 'a key', '--type', 'ec']);
    const asNobody = (file: string) =>
      runProgram('setpriv', ['--reuid=65534', '--clear-groups', 'cat', file]);
    writeFileSync(join(parent, 'open.txt'), 'open');
    expect((await asNobody(join(parent, 'open.txt'))).text).toBe('open');
    expect((await asNobody(join(home, 'vault.json'))).status).not.toBe(0);
    chmodSync(home, 0o755);
    expect((await asNobody(join(home, 'vault.json'))).status).not.toBe(0);
  });
});

describe.skipIf(isWindows)('what is exported', () => {
  it.each([
    ['key generate', ['key', 'generate', '--type', 'ec', '--unencrypted', '--out']],
    [
      'keystore convert',
      [
        'keystore',
        'convert',
        join(fixtures, 'keystores', 'wso2carbon.jks'),
        '--storepass',
        'wso2carbon',
        '--to',
        'pkcs12',
        '--out',
      ],
    ],
  ])('%s writes a private key for its owner alone, over another file too', async (_, args) => {
    const folder = scratchFolder();
    const out = join(folder, 'out');
    const { run } = await runOpen(folder, [...args, out]);
    expect(run.status).toBe(0);
    expect(modesIn(folder)['home/out']).toBe('600');
    chmodSync(out, 0o644);
    const { run: again, made } = await runOpen(folder, [...args, out, '--force']);
    expect(again.status).toBe(0);
    expect(made.every((line) => /^[67]00 /.test(line))).toBe(true);
    expect(modesIn(folder)['home/out']).toBe('600');
  });
});
