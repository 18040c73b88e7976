import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { root } from '../../scripts/root.mjs';

/**
 * Opens the built window in a browser, on a fresh home.
 * @returns {Promise<{ page: import('playwright-core').Page, close: () => Promise<void> }>}
 */
export async function openWindow() {
  const home = mkdtempSync(join(tmpdir(), 'signet-bench-'));
  const server = spawn(process.execPath, [join(root, 'dist/cli/signet.js'), 'serve', '--json'], {
    env: { ...process.env, SIGNET_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(server.stdout), 'line');
  const browser = await chromium.launch({ executablePath: findBrowser() });
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  await page.goto(JSON.parse(line).url);
  return {
    page,
    async close() {
      await browser.close();
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}
