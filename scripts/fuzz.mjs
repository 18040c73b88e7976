// npm run fuzz: ten thousand mutations for each format of keys, or as many as the first argument says; the second is
// the seed. The same as the tests do with a thousand. `npm run fuzz contract [ROUNDS] [SEED]` calls every method of the
// contract with generated garbage, in memory, over loopback and over Electron's IPC, and prints how many calls there were, the longest and the
// most memory; `npm run fuzz servers` runs every command against every hostile server.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findElectron } from './find-electron.mjs';
import { root } from './root.mjs';

const modes = {
  contract: {
    tests: ['test/fuzz/contract.test.ts', 'test/e2e/contract-fuzz.test.ts'],
    times: '100',
    what: 'rounds over every method',
  },
  servers: { tests: ['test/hostile/servers.test.ts'], times: '1', what: 'round over every command' },
  files: {
    tests: ['test/fuzz', '--exclude', 'test/fuzz/contract.test.ts'],
    times: '10000',
    what: 'mutations for each format',
  },
};
const given = process.argv.slice(2);
const { tests, times, what } = Object.hasOwn(modes, given[0] ?? '') ? modes[given.shift()] : modes.files;
const [mutations = times, seed = String(Date.now() % 1_000_000_000)] = given;
console.log(`${mutations} ${what}, from seed ${seed}`);
const electron = findElectron({ fetch: false });
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'core', '--project', 'e2e', ...tests],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...(typeof electron === 'string' ? {} : { SIGNET_ELECTRON: electron.executable }),
      ...process.env,
      SIGNET_FUZZ_MUTATIONS: mutations,
      SIGNET_FUZZ_SEED: seed,
    },
  },
);
process.exitCode = status ?? 1;
