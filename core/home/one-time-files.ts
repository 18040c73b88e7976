import { randomBytes } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { FileOutlet } from './file-outlet.ts';

export interface OneTimeFile {
  readonly name: string;
  /** Zeroed by whoever takes them, once they are sent. */
  readonly bytes: Buffer;
}

/** Files that a browser window gets by a link which works once, and not for long. */
export interface OneTimeFiles extends FileOutlet {
  /** The file, which is gone from here afterwards. */
  take(id: string): OneTimeFile | undefined;
  /** Forgets what nobody came for. */
  clear(): void;
}

/** A click comes at once; a window that does not click gets nothing. */
const lifetimeMilliseconds = 60_000;
const mostWaiting = 8;

/** @param path what the links begin with */
export function createOneTimeFiles(path: string): OneTimeFiles {
  const files = new Map<string, OneTimeFile & { readonly timer: NodeJS.Timeout }>();

  const take = (id: string): OneTimeFile | undefined => {
    const file = files.get(id);
    clearTimeout(file?.timer);
    files.delete(id);
    return file;
  };
  const forget = (id: string) => take(id)?.bytes.fill(0);

  return {
    passesWindow: true,
    async deliver(name, bytes) {
      if (files.size >= mostWaiting) {
        throw new SignetError('file-not-writable', 'too many files are waiting to be downloaded', {
          hint: 'download them, or try again in a minute',
        });
      }
      const id = randomBytes(32).toString('base64url');
      const timer = setTimeout(forget, lifetimeMilliseconds, id).unref();
      files.set(id, { name, bytes: Buffer.from(bytes), timer });
      return { written: null, download: `${path}${id}` };
    },
    take,
    clear: () => [...files.keys()].forEach(forget),
  };
}
