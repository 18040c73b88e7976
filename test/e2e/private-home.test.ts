import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/run-signet.ts';
import { faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

const own = ['workspace.json', 'library.json', 'history.json', 'vault.json'];

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

/** Chromium's own, with nothing of the user's in them; the folder above keeps others out. */
const chromiums = ['DevToolsActivePort', 'client_id'];

/** Files and folders that others may do anything with, below a folder. */
function openToOthers(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => (entry.isFile() || entry.isDirectory()) && !chromiums.includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0);
}

describe.each(faces)('Signet’s home, in the $name', (kind) => {
  it.skipIf(kind.missing !== undefined || process.platform === 'win32')(
    'is for its owner alone, when this window makes it first, and mended when it was found otherwise',
    async () => {
      const home = join(scratchFolder(), 'home');
      const before = process.umask(0);
      try {
        const first = await kind.open(home);
        expect(modeOf(home)).toBe('700');
        const compose = await new SignetWindow(first.page).go('Compose');
        await compose.getByLabel('Issuer (iss)').fill('a-client-of-mine');
        await expect.poll(() => existsSync(join(home, 'workspace.json')), { timeout: 20_000 }).toBe(true);
        await first.close();
        expect(openToOthers(home)).toEqual([]);
        const written = own.map((name) => join(home, name)).filter((path) => existsSync(path));
        expect(written).toContain(join(home, 'workspace.json'));
        for (const path of written) chmodSync(path, 0o644);
        chmodSync(home, 0o755);
        const second = await kind.open(home);
        expect([home, ...written].map(modeOf)).toEqual(['700', ...written.map(() => '600')]);
        await second.close();
      } finally {
        process.umask(before);
      }
    },
  );
});
