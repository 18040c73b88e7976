import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { parseVaultDocument, type VaultDocument } from './vault-document.ts';

/** Reads the vault; undefined when there is no file. @throws SignetError `vault-damaged`, `vault-newer`, `file-not-readable` */
export async function readVaultFile(file: string): Promise<VaultDocument | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new SignetError('file-not-readable', `the vault file cannot be read: ${file}`, { cause });
  }
  return parseVaultDocument(text);
}

/**
 * Reads, changes and writes the vault as one step that no other process interrupts: a lock file keeps the others out,
 * and a temporary file, fsync and rename make the write whole or nothing.
 */
export async function updateVaultFile(
  file: string,
  change: (document: VaultDocument | undefined) => VaultDocument,
): Promise<VaultDocument> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const release = await lock(`${file}.lock`);
  try {
    const before = await readVaultFile(file);
    const after = change(before);
    const next = { ...after, revision: (before?.revision ?? 0) + 1 };
    await writeWhole(file, `${JSON.stringify(next, null, 1)}\n`);
    return next;
  } finally {
    await release();
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncFolder(dirname(file));
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new SignetError('file-not-writable', `the vault file cannot be written: ${file}`, {
      hint: 'is the disk full, or the folder read-only? nothing was changed',
      cause,
    });
  }
}

// A rename survives a power cut only once its folder is on disk. Windows cannot open a folder, and need not.
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch {
    // The file itself is on disk already.
  } finally {
    await handle?.close();
  }
}

// A process may get the number of one that crashed, and in a container it nearly always does.
const self = `${process.pid} ${randomUUID()}`;
const lockWaits = 400;
const lockPause = 25;

async function lock(file: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < lockWaits; attempt += 1) {
    if (await makeLock(file)) return () => rm(file, { force: true });
    if (await isStale(file)) await removeStale(file);
    else await wait(lockPause);
  }
  throw new SignetError('file-not-writable', 'another Signet has been writing the vault for too long', {
    hint: `if no other is running, remove ${file}`,
  });
}

async function makeLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(self);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw new SignetError('file-not-writable', `the vault’s folder cannot be written: ${dirname(file)}`, {
      cause,
    });
  }
  // Whoever slept between the two steps may have been taken for dead.
  return (await readFile(file, 'utf8').catch(() => '')) === self;
}

/**
 * Two processes may find the same lock stale, and the slower would then remove the lock that the faster has made
 * meanwhile: so removing takes a lock of its own, and a second look.
 */
async function removeStale(file: string): Promise<void> {
  const release = await lock(`${file}.takeover`);
  try {
    if (await isStale(file)) await rm(file, { force: true });
  } finally {
    await release();
  }
}

const unnamedLockLife = 5000;

/** A lock whose process is gone was left by a crash; so was one that names no process after seconds. */
async function isStale(file: string): Promise<boolean> {
  const [text, age] = await Promise.all([
    readFile(file, 'utf8').catch(() => undefined),
    stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    ),
  ]);
  if (text === undefined || text === self) return false;
  const holder = Number(text.split(' ')[0]);
  if (holder === process.pid) return true;
  if (!Number.isInteger(holder) || holder <= 0) return age > unnamedLockLife;
  try {
    process.kill(holder, 0);
    return false;
  } catch (cause) {
    return codeOf(cause) === 'ESRCH';
  }
}

function codeOf(thrown: unknown): unknown {
  return (thrown as { code?: unknown } | null)?.code;
}
