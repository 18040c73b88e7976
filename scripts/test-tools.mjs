import { spawn } from 'node:child_process';
import { findBrowser } from './find-browser.mjs';
import { findElectron } from './find-electron.mjs';
import { findSecretService } from './find-secret-service.mjs';

/**
 * What tests that drive a browser or the desktop app need: the environment to run them in, what there is in words, and the
 * way to end it.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, remarks: string[], close(): void }>}
 */
export async function setUpTestTools() {
  const browser = findBrowser();
  const electron = findElectron({ fetch: false });
  const display = typeof electron === 'string' ? undefined : await openDisplay();
  const why =
    typeof electron === 'string'
      ? electron
      : display === undefined
        ? 'there is no display and no Xvfb'
        : undefined;
  const secretService = why === undefined && findSecretService();
  return {
    env: {
      ...process.env,
      ...(browser ? { SIGNET_CHROMIUM: browser } : {}),
      ...(secretService ? { SIGNET_SECRET_SERVICE: '1' } : {}),
      ...(why === undefined
        ? { SIGNET_ELECTRON: electron.executable, DISPLAY: display.name }
        : { SIGNET_ELECTRON: '' }),
    },
    remarks: [
      browser ? 'browser tests: ran' : 'browser tests: skipped: no Chromium could be had',
      why === undefined ? 'Electron tests: ran' : `Electron tests: skipped: no Electron runtime (${why})`,
      secretService
        ? 'keychain tests: ran'
        : 'keychain tests: skipped: no Electron, or no secret service (gnome-keyring)',
    ],
    close: () => display?.close(),
  };
}

/** The display that is there, or an Xvfb of our own. */
async function openDisplay() {
  if (process.platform !== 'linux') return { name: '', close() {} };
  if (process.env.DISPLAY) return { name: process.env.DISPLAY, close() {} };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.once('exit', () => resolve(undefined));
    server.stdio[3].once('data', (data) => resolve(String(data).trim()));
  });
  return number === undefined ? undefined : { name: `:${number}`, close: () => server.kill() };
}
