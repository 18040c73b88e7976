import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type CDPSession, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { methodNames } from '../../shared/contract/contract.ts';
import { root, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';
import { desktopFace, type Face } from './support/face.ts';

// What keeps the window's process apart from Node, Electron and the machine. Nothing here waits for the page to show
// something: without these guards it may not.
describe.skipIf(desktopFace.missing)('the window’s process', () => {
  let face: Face;
  let cdp: CDPSession;
  const worlds: { id: number; name: string }[] = [];
  beforeAll(async () => {
    face = await desktopFace.open();
    cdp = await face.page.context().newCDPSession(face.page);
    cdp.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
    await cdp.send('Runtime.enable');
  });
  afterAll(() => face?.close());

  const preloadWorld = () => worlds.find(({ name }) => name === 'Electron Isolated Context');
  const evaluateIn = async (world: number | undefined, expression: string): Promise<unknown> => {
    const { result } = await cdp.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      ...(world === undefined ? {} : { contextId: world }),
    });
    return result.value;
  };
  const nodeNames = '[typeof process, typeof require, typeof Buffer, typeof global].join()';

  it('the preload has a world apart from the page', async () => {
    expect(preloadWorld()).toBeDefined();
    await evaluateIn(preloadWorld()?.id, 'globalThis.leftByPreload = 1');
    expect(await evaluateIn(undefined, 'typeof leftByPreload')).toBe('undefined');
  });

  it('the preload has no Node', async () => {
    // Without the sandbox, its world has all of it.
    expect(await evaluateIn(preloadWorld()?.id, nodeNames)).toBe('undefined,undefined,undefined,undefined');
    expect(await evaluateIn(undefined, nodeNames)).toBe('undefined,undefined,undefined,undefined');
  });

  it('the page comes from its own scheme', async () => {
    const urls = () =>
      face.app?.evaluate(({ webContents }) => webContents.getAllWebContents().map((each) => each.getURL()));
    await expect.poll(urls).toEqual(['signet://window/index.html']);
  });

  it('the bridge has the methods of the contract, and no channel to choose', async () => {
    const names = await evaluateIn(undefined, `Object.keys(window.signet).sort().join()`);
    expect(names).toBe('cancel,onCommand,onProgress,services');
    const methods = await evaluateIn(
      undefined,
      `Object.entries(window.signet.services).flatMap(([service, of]) => Object.keys(of).map((name) => service + '.' + name))`,
    );
    expect([...(methods as string[])].sort()).toEqual([...methodNames].sort());
  });
});

// Chromium's own sandbox serves no root: there the app runs as nobody, out of a copy that nobody can read.
const isRoot = process.getuid?.() === 0;
const missing =
  desktopFace.missing ??
  (process.platform !== 'linux'
    ? 'only Linux says in /proc what confines a process'
    : isRoot && !hasTool('setpriv')
      ? 'setpriv is missing'
      : undefined);
if (missing) console.log(`skipped: the sandbox of the operating system: ${missing}`);

describe.skipIf(missing)('the sandbox of the operating system', () => {
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    const executable = process.env.SIGNET_ELECTRON ?? '';
    const folder = scratchFolder();
    const home = join(folder, 'home');
    mkdirSync(home);
    const starter = join(folder, 'start');
    writeFileSync(
      starter,
      `#!/bin/sh\nexec ${isRoot ? 'setpriv --reuid=65534 --regid=65534 --clear-groups ' : ''}"${folder}/runtime/electron" "$@"\n`,
    );
    chmodSync(starter, 0o755);
    cpSync(join(executable, '..'), join(folder, 'runtime'), { recursive: true });
    mkdirSync(join(folder, 'app'));
    cpSync(join(root, 'dist'), join(folder, 'app/dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(folder, 'app/package.json'));
    for (const open of [folder, home]) chmodSync(open, 0o777);
    app = await _electron.launch({
      executablePath: starter,
      chromiumSandbox: true,
      args: [join(folder, 'app')],
      env: { ...(process.env as Record<string, string>), HOME: home, SIGNET_HOME: join(home, 'signet') },
    });
    page = await app.firstWindow();
  });
  afterAll(() => app?.close());

  it('confines the window’s process, and not the main one', async () => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    const pid = await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId());
    const seccomp = (id: number | undefined | string) =>
      /^Seccomp:\s+(\d)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
    expect(existsSync(`/proc/${pid}/status`)).toBe(true);
    expect(seccomp(pid)).toBe('2');
    expect(seccomp(await app.evaluate(() => process.pid))).toBe('0');
  });
});
