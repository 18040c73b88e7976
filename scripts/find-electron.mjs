import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * The Electron executable: the folder that ELECTRON_OVERRIDE_DIST_PATH names, or the one the package has fetched.
 * @param {{ fetch: boolean }} options whether the package may fetch it, as it does on first use
 * @returns {{ executable: string } | string} a reason in words, where there is none
 */
export function findElectron({ fetch }) {
  const folder = join(root, 'node_modules/electron');
  if (!process.env.ELECTRON_OVERRIDE_DIST_PATH && fetch && !existsSync(join(folder, 'path.txt'))) {
    // Its own installer, quiet: where it fails, one line says so, and not its stack trace.
    spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: 10 * 60_000 });
  }
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : defaultNames[process.platform];
  const executable = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'),
    name ?? 'electron',
  );
  return existsSync(executable) ? { executable } : 'there is no Electron runtime, and none could be fetched';
}

const defaultNames = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
