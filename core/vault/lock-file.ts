import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, type FileSystem } from './file-system.ts';
import { vaultFailure, writeFailure } from './vault-failure.ts';

/** A lock file that this process holds: `PID MARK HOST`. */
export interface HeldLock {
  /** False when another process has taken it over, believing this one dead. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * The marks of the locks that this process holds. A process may get the number of one that crashed, and in a container it
 * nearly always does; and a lock that could not be removed must not keep its own process out.
 */
const held = new Set<string>();
const lockWaits = 400;
const lockPause = 25;

/** Waits up to ten seconds for the lock. @throws SignetError `vault-busy`, and those of writing */
export async function takeLock(file: string, fs: FileSystem): Promise<HeldLock> {
  const mark = randomUUID();
  held.add(mark);
  const release = () => {
    held.delete(mark);
    return fs.rm(file, { force: true });
  };
  try {
    await waitFor(file, mark, fs);
    return { isHeld: () => isMarked(file, mark, fs), release };
  } catch (thrown) {
    held.delete(mark);
    throw thrown;
  }
}

async function waitFor(file: string, mark: string, fs: FileSystem): Promise<void> {
  for (let attempt = 0; attempt < lockWaits; attempt += 1) {
    if (await makeLock(file, mark, fs)) return;
    if (await isStale(file, fs)) await removeStale(file, mark, fs);
    else await wait(lockPause);
  }
  throw vaultFailure.busy(file);
}

async function makeLock(file: string, mark: string, fs: FileSystem): Promise<boolean> {
  try {
    const handle = await fs.open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${process.pid} ${mark} ${hostname()}`);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    // A lock that names nobody, as a full disk leaves it, would keep everybody out for a while.
    await fs.rm(file, { force: true }).catch(() => {});
    throw writeFailure(file, cause);
  }
  // Whoever slept between the two steps may have been taken for dead.
  return isMarked(file, mark, fs);
}

async function isMarked(file: string, mark: string, fs: FileSystem): Promise<boolean> {
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  return text.split(' ')[1] === mark;
}

/**
 * Two processes may find the same lock stale, and the slower would then remove the lock that the faster has made
 * meanwhile: so removing takes a lock of its own, and a second look.
 */
async function removeStale(file: string, mark: string, fs: FileSystem): Promise<void> {
  const takeover = `${file}.takeover`;
  try {
    if (await makeLock(takeover, mark, fs)) {
      if (await isStale(file, fs)) await fs.rm(file, { force: true });
      await fs.rm(takeover, { force: true });
    } else if (await isStale(takeover, fs)) await fs.rm(takeover, { force: true });
    else await wait(lockPause);
  } catch (cause) {
    throw writeFailure(file, cause);
  }
}

const unnamedLockLife = 5000;
/** A write takes well under a second: whoever holds a lock for so long hangs, or is a number that another process has now. */
const lockLife = 60_000;

/** A lock whose process is gone was left by a crash; so was one that names no process after seconds. */
async function isStale(file: string, fs: FileSystem): Promise<boolean> {
  const [text, age] = await Promise.all([
    fs.readFile(file, 'utf8').catch(() => undefined),
    fs.stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    ),
  ]);
  if (text === undefined) return false;
  const [id = '', mark = '', host = hostname()] = text.split(' ');
  const holder = Number(id);
  if (held.has(mark)) return false;
  if (!Number.isInteger(holder) || holder <= 0) return age > unnamedLockLife;
  if (age > lockLife) return true;
  // The processes of another machine, or of another container, cannot be looked at.
  if (host !== hostname()) return false;
  return holder === process.pid || !isAlive(holder);
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) !== 'ESRCH';
  }
}
