// npm start: builds what is not built, then opens the desktop app, or serves the window where that cannot be.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildIfStale } from './build-if-stale.mjs';
import { findElectron } from './find-electron.mjs';
import { root } from './root.mjs';

const flags = process.argv.slice(2);

buildIfStale();
const electron = whyNoDesktop() ?? findElectron({ fetch: true });
const reason = typeof electron === 'string' ? electron : await openDesktop(electron.executable);
if (reason !== undefined) await serve(reason);

/** A reason in words, or undefined where a desktop window can open. */
function whyNoDesktop() {
  const { platform, env } = process;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  if (platform === 'linux' && process.getuid?.() === 0 && !flags.includes('--no-sandbox')) {
    return 'Chromium’s sandbox cannot run as root: pass -- --no-sandbox to do without it';
  }
  return undefined;
}

/** Runs until the window is closed; answers why it did not come up, if so. */
function openDesktop(executable) {
  const child = spawn(executable, [...flags, root], { stdio: 'inherit' });
  forwardSignals(child);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`Electron does not start: ${error.message}`));
    child.once('exit', (code) =>
      resolve(code === 0 || code === null ? undefined : `Electron ended with status ${code}`),
    );
  });
}

/** One line: the address, and why it is not the desktop app. */
async function serve(why) {
  const child = spawn(process.execPath, [join(root, 'dist/cli/signet.js'), 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  forwardSignals(child);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout }))
    console.log(`${line} (in a browser, as ${why})`);
  process.exitCode = (await ended) ?? 0;
}

function forwardSignals(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
}
