import { chmodSync, type Dirent, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeNote } from './defect-log.ts';
import { isOwnFile, serversFolder } from './home.ts';

const forOwner = { folder: 0o700, file: 0o600 };
/** What anybody but the owner may do. */
const others = 0o077;
/** Set on folders that are shared by their nature, such as /tmp. */
const sticky = 0o1000;

/** Makes Signet's home where there is none, for its owner alone, and mends one that was found otherwise. */
export function makePrivateHome(home: string): void {
  mkdirSync(home, { recursive: true, mode: forOwner.folder });
  mendHome(home);
}

/**
 * Takes from everybody else what they may do with Signet's home and the files that Signet keeps there. Says so on standard
 * error where that cannot be done, and carries on. On Windows modes mean nothing: a user's folders are closed to others by
 * the access lists that they inherit.
 */
export function mendHome(home: string, platform: NodeJS.Platform = process.platform): void {
  if (platform === 'win32') return;
  try {
    const { mode } = statSync(home);
    // Everybody's folder, or the user's own with all that is in it, is not to be closed: Signet's files in it are.
    const isShared = (mode & sticky) !== 0 || resolve(home) === homedir();
    if (!isShared && (mode & others) !== 0) chmodSync(home, forOwner.folder);
    for (const entry of entriesOf(home)) if (isOwnFile(entry.name)) close(home, entry);
    const servers = serversFolder(home);
    for (const entry of entriesOf(servers)) close(servers, entry);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    writeNote(`other users of this machine may be able to read ${home}: its permissions cannot be changed`);
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Links are left alone: where a folder was open to others, they can lead to files that are not Signet's. */
function close(folder: string, entry: Dirent): void {
  const mode = entry.isDirectory() ? forOwner.folder : entry.isFile() ? forOwner.file : undefined;
  const path = join(folder, entry.name);
  if (mode !== undefined && (lstatSync(path).mode & others) !== 0) chmodSync(path, mode);
}
