// npm run bench: runs every file of this folder, one after the other. Needs a build; `npm run bench -- keytool` runs one.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const [only] = process.argv.slice(2);
const files = readdirSync(import.meta.dirname).filter((name) => /^(?!run\.).*\.mjs$/.test(name));
let failed = false;
for (const name of files.filter((each) => only === undefined || each === `${only}.mjs`)) {
  console.log(`\n${name.replace(/\.mjs$/, '')}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, name)], { stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
