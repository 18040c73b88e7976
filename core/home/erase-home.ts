import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SignetError } from '../../shared/base/signet-error.ts';
import { documentNames } from './document-file.ts';

/** Beside each of them stand its lock file, temporary files and damaged ones, with something behind the name. */
const ownFiles = ['vault', ...documentNames].map((name) => `${name}.json`);

/**
 * Erases every file that Signet has put into its home: the vault, settings, saved work, history and servers of the
 * user's own, with what stands beside them; and the folder, if nothing else is in it.
 * @throws SignetError `file-not-writable` when something is left
 */
export async function eraseHome(home: string): Promise<void> {
  try {
    const names = await readdir(home).catch((): string[] => []);
    const own = names.filter((name) => ownFiles.some((file) => name === file || name.startsWith(`${file}.`)));
    for (const name of [...own, 'servers']) await rm(join(home, name), { recursive: true, force: true });
  } catch (cause) {
    throw new SignetError('file-not-writable', `not everything in ${home} can be erased`, {
      hint: 'is it yours, and on a disk that can be written? erase it by hand',
      cause,
    });
  }
  // The desktop app keeps its browser's own files here, too.
  await rmdir(home).catch(() => {});
}
