import type { DeliveredFile, FileOutlet } from '../../core/home/file-outlet.ts';

/** Keeps the files that leave the core, by their names: as the browser window's links do, or as the desktop's dialog. */
export class MemoryOutlet implements FileOutlet {
  readonly files = new Map<string, Uint8Array>();
  readonly passesWindow: boolean;
  /** What the user does in the dialog. */
  choosesPlace = true;

  constructor({ passesWindow }: { readonly passesWindow: boolean }) {
    this.passesWindow = passesWindow;
  }

  async deliver(name: string, bytes: Uint8Array): Promise<DeliveredFile> {
    if (!this.choosesPlace) return { written: null };
    this.files.set(name, Uint8Array.from(bytes));
    return this.passesWindow
      ? { written: null, download: `/download/${name}` }
      : { written: `/chosen/${name}` };
  }

  /** The bytes of the file, which must be there. */
  file(name: string): Buffer {
    const bytes = this.files.get(name);
    if (!bytes) throw new Error(`there is no ${name} among ${[...this.files.keys()].join(', ')}`);
    return Buffer.from(bytes);
  }
}
