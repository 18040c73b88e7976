import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { SignetError } from '../../shared/base/signet-error.ts';

/**
 * Writes a file whole or not at all, over an existing one only when told to.
 * @param mode permissions, as in 0o600 for private keys
 * @throws SignetError `file-exists`, `file-not-writable`
 */
export async function writeOutputFile(
  file: string,
  bytes: Uint8Array,
  { force = false, mode = 0o644 }: { force?: boolean; mode?: number } = {},
): Promise<void> {
  // The system's own calls would take what stands before it for the path, so Node throws at once.
  if (file.includes('\0')) {
    throw new SignetError('file-not-writable', 'a path cannot hold a NUL character', {
      hint: 'give another path',
    });
  }
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link fails where the name is taken, at the very moment of taking it.
    if (force) await rename(temporary, file);
    else await link(temporary, file);
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'EEXIST') {
      throw new SignetError('file-exists', `${file} exists already`, {
        hint: 'write over it with --force',
        cause,
      });
    }
    throw new SignetError('file-not-writable', `${file} cannot be written`, {
      hint: 'does its folder exist, and may you write there?',
      cause,
    });
  } finally {
    await rm(temporary, { force: true });
  }
}
