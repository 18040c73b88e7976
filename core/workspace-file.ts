import { join } from 'node:path';
import { setAsideDamaged } from './set-aside-damaged.ts';

const name = 'workspace';

/**
 * Where settings and saved work are kept, for conf and electron-store alike. A damaged file is set aside and said so:
 * either of them would refuse to open it.
 */
export function prepareWorkspaceFile(home: string): { readonly cwd: string; readonly name: string } {
  const aside = setAsideDamaged(join(home, `${name}.json`));
  if (aside !== undefined)
    process.stderr.write(`signet: settings and saved work were damaged; they are in ${aside}\n`);
  return { cwd: home, name };
}
