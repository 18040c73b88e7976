import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createVault } from '../../../core/vault/vault.ts';
import { bundle } from '../../support/bundle.ts';
import { cheapVaultPorts, passphrase, secretOf } from './save-loop-facts.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A hundred among the other tests, a thousand by `npm run kill-test`. */
const kills = Number(process.env.SIGNET_KILLS ?? 100);
/** Entries make the file longer, and each write slower: after so many kills a new one is begun. */
const killsPerFile = 20;
/** Longest that a saving process lives once it has begun. */
const longestLife = 120;

const scratch = mkdtempSync(join(tmpdir(), 'signet-kill-'));
let script: string;
beforeAll(async () => {
  script = await bundle(join(import.meta.dirname, 'save-loop.ts'), scratch);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Saver {
  readonly child: ChildProcess;
  readonly acknowledged: string[];
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
}

function startSaver(program: readonly [string, ...string[]]): Saver {
  const [command, ...args] = program;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  let isReady = () => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  let tail = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (tail + text).split('\n');
    tail = lines.pop() ?? '';
    for (const line of lines) {
      if (line === 'ready') isReady();
      else acknowledged.push(line);
    }
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      isReady();
      resolve();
    });
  });
  return { child, acknowledged, ready, ended };
}

const saver = (file: string, prefix: string, count = 'Infinity') =>
  startSaver([process.execPath, script, file, prefix, count]);

async function newVaultFile(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'vault.json');
  await createVault(file, cheapVaultPorts).create({ passphrase });
  return file;
}

/** Fails unless the file opens, is whole, and holds each of these names with its own secret. */
async function expectHolds(file: string, names: readonly string[]): Promise<void> {
  const vault = createVault(file, cheapVaultPorts);
  await vault.unlock(passphrase);
  expect(await vault.status()).not.toHaveProperty('damage');
  const entries = new Map((await vault.list()).map((each) => [each.name, each.id]));
  expect(names.filter((name) => !entries.has(name))).toEqual([]);
  for (const [name, id] of entries) expect(await vault.reveal(id)).toEqual(secretOf(name));
}

it(
  `a process killed while it saves, ${kills} times: nothing that was acknowledged is lost`,
  async () => {
    const folder = await temporaryFolder();
    let file = '';
    let acknowledged: string[] = [];
    let saved = 0;
    let caughtInTheAct = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      if (kill % killsPerFile === 0) {
        acknowledged = [];
        file = await newVaultFile(join(folder, String(kill)));
      }
      const running = saver(file, `kill-${kill}`);
      await running.ready;
      await wait(Math.random() * longestLife);
      running.child.kill('SIGKILL');
      await running.ended;
      if ((await readdir(dirname(file))).length > 1) caughtInTheAct += 1;

      expect(running.acknowledged.filter((line) => line.startsWith('failed'))).toEqual([]);
      acknowledged.push(...running.acknowledged);
      saved += running.acknowledged.length;
      await expectHolds(file, acknowledged);
    }
    console.log(`${kills} kills, ${saved} entries saved, killed in the middle of a write: ${caughtInTheAct}`);
    expect(caughtInTheAct).toBeGreaterThan(kills / 10);

    const vault = createVault(file, cheapVaultPorts);
    await vault.unlock(passphrase);
    await vault.add({ name: 'afterwards', kind: 'secret', chain: [], secret: secretOf('afterwards') });
    expect(await readdir(dirname(file))).toEqual(['vault.json']);
  },
  kills * 3000,
);

it('two processes that each add 200 entries at once: 400 afterwards', async () => {
  const file = await newVaultFile(await temporaryFolder());
  const both = [saver(file, 'left', '200'), saver(file, 'right', '200')];
  await Promise.all(both.map((each) => each.ended));
  const names = both.flatMap((each) => each.acknowledged);
  expect(names).toHaveLength(400);
  await expectHolds(file, names);
  expect(await readdir(dirname(file))).toEqual(['vault.json']);
}, 120_000);

// A file system of 256 KiB of our own, which only a Linux with user namespaces gives.
const mount = (folder: string) => `mount -t tmpfs -o size=256k tmpfs "${folder}"`;
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', mount(tmpdir())], { stdio: 'ignore' }).status === 0;
if (!canMount) console.log('skipped: no file system of our own can be mounted here, to fill it');

it.skipIf(!canMount)('a disk that is really full says so, and what was acknowledged is whole', async () => {
  const folder = await temporaryFolder();
  const source = await newVaultFile(join(folder, 'source'));
  const disk = join(folder, 'disk');
  const result = join(folder, 'result.json');
  await mkdir(disk);
  const steps = [
    mount(disk),
    `cp "${source}" "${disk}"`,
    `"${process.execPath}" "${script}" "${disk}/vault.json" full`,
    `ls "${disk}"`,
    `cp "${disk}/vault.json" "${result}"`,
  ];
  const full = startSaver(['unshare', '-rm', 'sh', '-c', steps.join('\n')]);
  await full.ended;
  const failed = full.acknowledged.indexOf('failed disk-full');
  expect(failed).toBeGreaterThan(50);
  expect(full.acknowledged.slice(failed + 1)).toEqual(['vault.json']);
  await expectHolds(result, full.acknowledged.slice(0, failed));
});
