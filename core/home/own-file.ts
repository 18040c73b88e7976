import type { Stats } from 'node:fs';
import { SignetError } from '../../shared/base/signet-error.ts';

/** Most that a file which Signet keeps may hold: more than any that it writes. */
const maxOwnFileBytes = 256 * 1024 * 1024;

/**
 * To be asked before a file of Signet's home is read whole: a pipe, a device or a file without end would never end.
 * @throws SignetError `file-not-readable`
 */
export function requireOrdinaryFile(path: string, found: Pick<Stats, 'isFile' | 'size'>): void {
  if (found.isFile() && found.size <= maxOwnFileBytes) return;
  throw unreadable(path, found.isFile() ? 'it is too large' : 'it is not a file');
}

export function unreadable(path: string, why: string, cause?: unknown): SignetError {
  return new SignetError('file-not-readable', `${path} cannot be read: ${why}`, {
    hint: 'move it away, or set SIGNET_HOME to another folder',
    cause,
  });
}
