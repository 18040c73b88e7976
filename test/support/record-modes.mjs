// Preloaded into a command (node --import): writes down the mode of each file and folder at the moment it was made below
// SIGNET_HOME, before anything stands in it.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const home = process.env.SIGNET_HOME ?? '/nowhere';
const { appendFileSync, statSync, openSync, mkdirSync } = fs;

function record(path) {
  if (!String(path).startsWith(home)) return;
  const { mode, size } = statSync(path);
  appendFileSync(process.env.SIGNET_RECORD ?? '', `${(mode & 0o777).toString(8)} ${size} ${path}\n`);
}

fs.openSync = (path, flags, mode) => {
  const handle = openSync(path, flags, mode);
  if (String(flags).startsWith('w')) record(path);
  return handle;
};
fs.mkdirSync = (path, options) => {
  const made = mkdirSync(path, options);
  if (made !== undefined) record(path);
  return made;
};
for (const name of ['open', 'mkdir', 'copyFile', 'writeFile']) {
  const original = fs.promises[name];
  fs.promises[name] = async (path, ...more) => {
    const result = await original.call(fs.promises, path, ...more);
    const target = name === 'copyFile' ? more[0] : path;
    if (name !== 'open' || String(more[0]).startsWith('w')) record(target);
    return result;
  };
}
syncBuiltinESMExports();
