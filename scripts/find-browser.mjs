import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './root.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * A Chromium for the end-to-end tests: one that is there, else Playwright's, else Debian's where we may install it.
 * @returns {string | undefined} its path
 */
export function findBrowser() {
  return installed() ?? playwrights() ?? debians();
}

function installed() {
  const given = process.env.SIGNET_CHROMIUM;
  if (given) return given;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...wellKnown].find(
    (file) => existsSync(file),
  );
}

function playwrights() {
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  const command = join(root, 'node_modules/playwright-core/cli.js');
  console.log('fetching Playwright’s Chromium');
  spawnSync(process.execPath, [command, 'install', 'chromium'], { stdio: 'ignore', timeout: 5 * 60_000 });
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

function debians() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return undefined;
  console.log('installing Debian’s chromium');
  spawnSync('sh', ['-c', 'apt-get update && apt-get install -y --no-install-recommends chromium'], {
    stdio: 'ignore',
  });
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined;
}
