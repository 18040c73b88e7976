import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './root.mjs';

const sources = ['shared', 'core', 'cli', 'electron', 'renderer', 'vite.config.ts', 'package.json'];
const products = [
  'dist/window/index.html',
  'dist/main/main.js',
  'dist/preload/preload.cjs',
  'dist/cli/signet.js',
];

/** Builds where a product is missing or older than a source. */
export function buildIfStale() {
  const newest = Math.max(...sources.map((name) => newestBelow(join(root, name))));
  const oldest = Math.min(...products.map((name) => modified(join(root, name))));
  if (oldest > newest) return;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function newestBelow(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isDirectory()) return status?.mtimeMs ?? 0;
  return Math.max(0, ...readdirSync(path).map((name) => newestBelow(join(path, name))));
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildIfStale();
