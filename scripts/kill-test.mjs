// npm run kill-test: kills a process that saves into a vault a thousand times, or as often as the argument says, and looks
// after each whether everything that was acknowledged is there. The same as the tests do a hundred times.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';

const [kills = '1000'] = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'test/core/vault/kill.test.ts'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, SIGNET_KILLS: kills } },
);
process.exitCode = status ?? 1;
