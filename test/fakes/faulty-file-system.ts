import * as files from 'node:fs/promises';
import type { FileSystem } from '../../core/vault/file-system.ts';

/** How a step fails: with the code of a system call, or by writing half and saying nothing. */
export type Fault = 'ENOSPC' | 'EROFS' | 'EIO' | 'EACCES' | 'short';

/**
 * The real file system, of which one step fails, or all from one on, as those of a full disk do. A step is a call that
 * writes; reading always works.
 */
export class FaultyFileSystem implements FileSystem {
  fault: Fault = 'ENOSPC';
  /** The step that fails, counted from 1; none for 0. */
  failAt = 0;
  /** Whether every step after it fails, too; but removing, which makes room. */
  forGood = false;
  /** How many steps there were. */
  steps = 0;

  readonly readFile = files.readFile;
  readonly stat = files.stat;
  readonly readdir = files.readdir;

  readonly mkdir = this.#faulty('mkdir', files.mkdir);
  readonly rename = this.#faulty('rename', files.rename);
  readonly rm = this.#faulty('rm', files.rm);
  readonly copyFile = this.#faulty('copyFile', files.copyFile);

  readonly open = (async (...args: Parameters<typeof files.open>) => {
    const isWritten = args[1] !== 'r';
    if (isWritten) this.#step('open');
    const handle = await files.open(...args);
    const { sync, close } = handle;
    handle.writeFile = async (data) => {
      const short = this.#step('write');
      const bytes = Buffer.from(data as string | Buffer);
      await handle.write(short ? bytes.subarray(0, bytes.length / 2) : bytes);
    };
    handle.sync = async () => {
      this.#step('fsync');
      await sync.call(handle);
    };
    handle.close = async () => {
      await close.call(handle);
      if (isWritten) this.#step('close');
    };
    return handle;
  }) as typeof files.open;

  #faulty<Call extends (...args: never[]) => Promise<unknown>>(name: string, call: Call): Call {
    return (async (...args: Parameters<Call>) => {
      this.#step(name);
      return call(...args);
    }) as Call;
  }

  /** @returns whether the write is to be cut short */
  #step(name: string): boolean {
    this.steps += 1;
    const fails =
      this.failAt > 0 &&
      (this.forGood && name !== 'rm' ? this.steps >= this.failAt : this.steps === this.failAt);
    if (!fails) return false;
    if (this.fault === 'short') return true;
    throw Object.assign(new Error(`${this.fault}: ${name}`), { code: this.fault });
  }
}
