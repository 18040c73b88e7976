// Checks each room under its own compiler settings: the walls between them are those settings.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
const tsc = join(dirname(manifest), 'bin/tsc');
const rooms = ['shared', 'core', 'cli', 'electron', 'renderer', 'test'];

let failed = 0;
for (const room of rooms) {
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, room)], { stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
console.log(
  failed === 0 ? `types: ${rooms.length} rooms hold` : `types: ${failed} of ${rooms.length} rooms fail`,
);
process.exitCode = failed === 0 ? 0 : 1;
