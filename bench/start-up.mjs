// How long a user waits: `signet decode` beside a node that does nothing, and the desktop window, until it can be
// typed into, beside an Electron window that is empty. In turns; medians, and what the window loads before that.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { _electron } from 'playwright-core';
import { findElectron } from '../scripts/find-electron.mjs';
import { root } from '../scripts/root.mjs';
import { median } from './support/median.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'signet-bench-'));
compareDecode();
weighScripts();
await compareWindows();
rmSync(scratch, { recursive: true });

function compareDecode() {
  const token = readFileSync(
    join(root, 'test/fixtures/manuals/api-manager-manual-assertion.txt'),
    'utf8',
  ).trim();
  const signet = [];
  const node = [];
  for (let turn = 0; turn < 21; turn++) {
    node.push(time(['-e', '0']));
    signet.push(time([join(root, 'dist/cli/signet.js'), 'decode', token]));
  }
  const more = median(signet.map((value, turn) => value - node[turn]));
  console.log(
    `  signet decode: ${round(median(signet))} ms, a bare node ${round(median(node))} ms: ${round(more)} ms more`,
  );
}

function time(args) {
  const start = performance.now();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - start;
}

/** What index.html names: the rest comes later. */
function weighScripts() {
  const folder = join(root, 'dist/window');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = readdirSync(join(folder, 'assets')).filter(
    (name) => name.endsWith('.js') && page.includes(name),
  );
  const bytes = named.map((name) => gzipSync(readFileSync(join(folder, 'assets', name))).length);
  console.log(`  first script: ${round(bytes.reduce((sum, each) => sum + each, 0) / 1000)} kB gzipped`);
}

async function compareWindows() {
  const runtime = findElectron({ fetch: false });
  if (typeof runtime === 'string') return console.log(`  window: skipped: ${runtime}`);
  const empty = join(scratch, 'empty');
  writeEmptyApp(empty);
  const ready = (page) => page.getByRole('heading', { level: 1, name: 'Compose' }).waitFor();
  const times = { signet: [], empty: [] };
  for (let turn = 0; turn < 9; turn++) {
    times.empty.push(await open(runtime, empty, (page) => page.getByRole('heading').waitFor()));
    times.signet.push(await open(runtime, root, ready));
  }
  const ratio = median(times.signet.map((value, turn) => value / times.empty[turn]));
  const [ours, least] = [median(times.signet), median(times.empty)].map(round);
  console.log(`  desktop window ready: ${ours} ms, an empty one ${least} ms: ratio ${ratio.toFixed(2)}`);
}

async function open({ executable }, app, ready) {
  const start = performance.now();
  const running = await _electron.launch({
    executablePath: executable,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), app],
    env: { ...process.env, SIGNET_HOME: mkdtempSync(join(scratch, 'home-')) },
  });
  await ready(await running.firstWindow());
  const taken = performance.now() - start;
  await running.close();
  return taken;
}

function writeEmptyApp(folder) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","version":"1.0.0","main":"main.js"}');
  writeFileSync(join(folder, 'page.html'), '<!doctype html><title>empty</title><h1>Empty</h1>');
  const main = `const { app, BrowserWindow } = require('electron');
app.setPath('userData', process.env.SIGNET_HOME);
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 840, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadFile('page.html');
});`;
  writeFileSync(join(folder, 'main.js'), main);
}

function round(value) {
  return Math.round(value);
}
