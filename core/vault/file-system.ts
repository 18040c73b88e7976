import type * as promises from 'node:fs/promises';

/** What the vault asks of the file system; handed in, so that tests can have a full disk. */
export type FileSystem = Pick<
  typeof promises,
  'copyFile' | 'mkdir' | 'open' | 'readFile' | 'readdir' | 'rename' | 'rm' | 'stat'
>;

/** The code of a failed system call, `ENOENT` and its like. */
export function codeOf(thrown: unknown): unknown {
  return (thrown as { code?: unknown } | null)?.code;
}
