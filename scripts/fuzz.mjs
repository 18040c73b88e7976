// npm run fuzz: ten thousand mutations for each format of keys, or as many as the first argument says; the second is
// the seed. The same as the tests do with a thousand.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';

const [mutations = '10000', seed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
console.log(`${mutations} mutations for each format, from seed ${seed}`);
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'test/fuzz'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, SIGNET_FUZZ_MUTATIONS: mutations, SIGNET_FUZZ_SEED: seed },
  },
);
process.exitCode = status ?? 1;
