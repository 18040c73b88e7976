import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { windowUrl } from '../../electron/our-window.ts';
import { root, scratchFolder } from '../support/run-signet.ts';
import { desktopFace } from './support/face.ts';

// The app as it is packaged: Electron's own switches, read back from its executable.

// As they stand in the executable: the digits 0 and 1 in ASCII.
const [off, on] = [0x30, 0x31];
const fuses: Readonly<Record<keyof typeof FuseV1Options, number>> = {
  RunAsNode: off,
  EnableCookieEncryption: on,
  EnableNodeOptionsEnvironmentVariable: off,
  EnableNodeCliInspectArguments: off,
  EnableEmbeddedAsarIntegrityValidation: on,
  OnlyLoadAppFromAsar: on,
  LoadBrowserProcessSpecificV8Snapshot: off,
  GrantFileProtocolExtraPrivileges: off,
};

const missing =
  desktopFace.missing ?? (process.platform === 'linux' ? undefined : 'it is packaged for Linux here');
if (missing) console.log(`skipped: fuses of the packaged app: ${missing}`);

describe.skipIf(missing)('the packaged app', () => {
  let executable: string;
  beforeAll(() => {
    const runtime = dirname(process.env.SIGNET_ELECTRON ?? '');
    const version = readFileSync(join(runtime, 'version'), 'utf8').trim().replace(/^v/, '');
    const output = scratchFolder();
    const options = { electronDist: runtime, electronVersion: version, 'directories.output': output };
    const args = Object.entries(options).map(([name, value]) => `-c.${name}=${value}`);
    const builder = join(root, 'node_modules/electron-builder/cli.js');
    execFileSync(process.execPath, [builder, '--linux', 'dir', '--publish', 'never', ...args], {
      cwd: root,
      stdio: 'pipe',
    });
    executable = join(output, 'linux-unpacked', 'signet-workbench');
  }, 120_000);

  it('has the fuses that Electron advises', async () => {
    const wire = await getCurrentFuseWire(executable);
    const read = Object.keys(fuses).map((name) => [name, wire[FuseV1Options[name as keyof typeof fuses]]]);
    expect(Object.fromEntries(read)).toEqual(fuses);
  });

  it('opens its window, and is no Node', async () => {
    const env = {
      ...process.env,
      SIGNET_HOME: scratchFolder(),
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '--require /nowhere.cjs',
    };
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn(executable, [...sandbox, '--remote-debugging-port=0'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const address = await new Promise<string>((resolve, reject) => {
      child.once('exit', () => reject(new Error('the app ended')));
      createInterface({ input: child.stderr }).on('line', (line) => {
        const [, url] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
        if (url) resolve(url);
      });
    });
    const browser = await chromium.connectOverCDP(address);
    const pages = () => browser.contexts().flatMap((context) => context.pages().map((page) => page.url()));
    await expect.poll(pages, { timeout: 20_000 }).toEqual([windowUrl]);
    await browser.close();
  });
});
