import { randomUUID } from 'node:crypto';
import * as nodeFileSystem from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SignetError } from '../../shared/base/signet-error.ts';
import { requireOrdinaryFile } from '../home/own-file.ts';
import { codeOf, type FileSystem } from './file-system.ts';
import { type HeldLock, takeLock } from './lock-file.ts';
import { vaultFailure, writeFailure } from './vault-failure.ts';
import { readVaultText, type VaultText } from './vault-text.ts';

/** The vault's file: read as it stands, and written so that it is whole at every instant. */
export interface VaultFile {
  readonly path: string;
  /** Undefined when there is no file. @throws SignetError `vault-damaged`, `vault-newer`, `file-not-readable` */
  read(): Promise<VaultText | undefined>;
  /** The bytes, damaged or not. @throws SignetError `file-not-readable` */
  readBytes(): Promise<Buffer | undefined>;
  /**
   * Reads, changes and writes as one step that no other process interrupts: a lock file keeps the others out, and a
   * temporary file, fsync and rename make the write whole or nothing.
   * @throws SignetError what `change` throws, `vault-busy`, `disk-full`, `file-read-only`, `file-not-writable`
   */
  update(change: (bytes: Buffer | undefined) => Buffer): Promise<void>;
  /** Copies the file beside itself, and answers the copy's path. Errors: as `update`. */
  keepAside(now: Date): Promise<string>;
}

export function createVaultFile(path: string, fs: FileSystem = nodeFileSystem): VaultFile {
  const folder = dirname(path);
  let last: { readonly bytes: Buffer; readonly text: VaultText } | undefined;

  const readBytes = async (): Promise<Buffer | undefined> => {
    try {
      requireOrdinaryFile(path, await fs.stat(path));
      return await fs.readFile(path);
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return undefined;
      throw new SignetError('file-not-readable', `the vault file cannot be read: ${path}`, {
        hint: 'is it yours, and its folder too?',
        cause,
      });
    }
  };

  return {
    path,
    readBytes,

    async read() {
      const bytes = await readBytes();
      if (!bytes) {
        last = undefined;
        return undefined;
      }
      // Comparing is a hundred times faster than parsing, and sees every change.
      if (!last?.bytes.equals(bytes)) last = { bytes, text: readVaultText(bytes) };
      return last.text;
    },

    async update(change) {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
        throw writeFailure(folder, cause);
      });
      const lock = await takeLock(`${path}.lock`, fs);
      try {
        await removeLeftovers();
        let written = false;
        while (!written) {
          const before = await readBytes();
          written = await replace(before, change(before), lock);
        }
      } finally {
        await lock.release().catch(() => {});
      }
    },

    async keepAside(now) {
      const aside = `${path}.damaged-${now.toISOString().replaceAll(':', '')}`;
      await fs.copyFile(path, aside).catch((cause: unknown) => {
        throw writeFailure(aside, cause);
      });
      return aside;
    },
  };

  /** False when the file was changed meanwhile, which only somebody who ignores the lock can do. */
  async function replace(before: Buffer | undefined, after: Buffer, lock: HeldLock): Promise<boolean> {
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      await writeAndSync(temporary, after);
      if (!(await lock.isHeld())) throw vaultFailure.busy(`${path}.lock`);
      if (!isSame(before, await readBytes())) {
        await fs.rm(temporary, { force: true });
        return false;
      }
      await fs.rename(temporary, path);
    } catch (cause) {
      await fs.rm(temporary, { force: true }).catch(() => {});
      throw writeFailure(path, cause);
    }
    await syncFolder();
    return true;
  }

  async function writeAndSync(file: string, bytes: Buffer): Promise<void> {
    const handle = await fs.open(file, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
      const { size } = await handle.stat();
      if (size !== bytes.length) throw Object.assign(new Error('the write was cut short'), { code: 'EIO' });
    } finally {
      await handle.close();
    }
  }

  /** A rename survives a power cut only once its folder is on disk. Windows cannot open a folder, and need not. */
  async function syncFolder(): Promise<void> {
    const handle = await fs.open(folder, 'r').catch(() => undefined);
    try {
      await handle?.sync();
    } catch (cause) {
      if (codeOf(cause) !== 'EIO') return;
      throw new SignetError('file-not-writable', 'the disk reports an error: the change may not last', {
        hint: 'look at the disk, and make a backup',
        cause,
      });
    } finally {
      await handle?.close();
    }
  }

  /** Temporary files of processes that were killed: only the holder of the lock writes one. */
  async function removeLeftovers(): Promise<void> {
    const names = await fs.readdir(folder).catch((): string[] => []);
    const leftovers = names.filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith('.tmp'));
    await Promise.all(leftovers.map((name) => fs.rm(join(folder, name), { force: true }).catch(() => {})));
  }
}

function isSame(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one === undefined ? other === undefined : other !== undefined && one.equals(other);
}
