import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SignetError } from '../../shared/base/signet-error.ts';
import { isOwnFile } from './home.ts';

/**
 * Erases every file that Signet has put into its home: the vault, settings, saved work, history and servers of the
 * user's own, with what stands beside them; and the folder, if nothing else is in it.
 * @throws SignetError `file-not-writable` when something is left
 */
export async function eraseHome(home: string): Promise<void> {
  try {
    const names = await readdir(home).catch((): string[] => []);
    for (const name of names.filter(isOwnFile)) await rm(join(home, name), { recursive: true, force: true });
  } catch (cause) {
    throw new SignetError('file-not-writable', `not everything in ${home} can be erased`, {
      hint: 'is it yours, and on a disk that can be written? erase it by hand',
      cause,
    });
  }
  // The desktop app keeps its browser's own files here, too.
  await rmdir(home).catch(() => {});
}
