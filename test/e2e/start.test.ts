import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { root, scratchFolder } from '../support/run-signet.ts';
import { desktopFace } from './support/face.ts';

const startScript = join(root, 'scripts', 'start.mjs');

describe('npm start', () => {
  it('without a display serves the window on loopback, and says so with the reason in one line', async () => {
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
    const child = spawn(process.execPath, [startScript], {
      env: { ...env, SIGNET_HOME: scratchFolder() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value: line } = (await lines.next()) as { value: string };
    const match =
      /^Signet is at (http:\/\/127\.0\.0\.1:\d+\/#secret=\S+) \(in a browser, as there is no display\)$/.exec(
        line,
      );
    expect(line).toMatch(/^Signet is at http/);
    const page = await fetch(match?.[1] ?? '');
    expect(await page.text()).toContain('<div id="root">');
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  });

  it.skipIf(desktopFace.missing !== undefined || process.getuid?.() !== 0)(
    'as root opens the desktop app only with --no-sandbox',
    async () => {
      const env = { ...process.env, SIGNET_HOME: scratchFolder() };
      const refused = spawn(process.execPath, [startScript], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      const lines = createInterface({ input: refused.stdout })[Symbol.asyncIterator]();
      expect(((await lines.next()) as { value: string }).value).toContain('pass -- --no-sandbox');
      const refusedExit = once(refused, 'exit');
      refused.kill('SIGTERM');
      await refusedExit;

      const opened = spawn(process.execPath, [startScript, '--no-sandbox', '--remote-debugging-port=0'], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      // Chromium says where it can be debugged once its window is up.
      for await (const line of createInterface({ input: opened.stderr })) {
        if (line.includes('DevTools listening on')) break;
      }
      const openedExit = once(opened, 'exit');
      opened.kill('SIGTERM');
      await openedExit;
    },
  );
});
