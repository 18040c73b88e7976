import { SignetError } from '../../shared/base/signet-error.ts';
import { writeOutputFile } from './output-file.ts';

/** What became of a file: where it was written, or a link that gives it once. Neither, when the user chose no place for it. */
export interface DeliveredFile {
  readonly written: string | null;
  /** A path on the server that the window came from. */
  readonly download?: string;
}

/** How a file that was made for a window leaves the core. A window never says where to. */
export interface FileOutlet {
  /** Whether the window's browser gets the file: then no private key is in it unencrypted. */
  readonly passesWindow: boolean;
  /** @throws SignetError `file-not-writable`, `file-needed` */
  deliver(suggestedName: string, bytes: Uint8Array): Promise<DeliveredFile>;
}

/** Asks the user where to save a file, and before one is replaced; undefined when no place was chosen. */
export type ChooseSavePath = (suggestedName: string) => Promise<string | undefined>;

/** Files that the core writes where the user says in a dialog of the desktop, for their owner alone. */
export function saveDialogOutlet(chooseSavePath: ChooseSavePath): FileOutlet {
  return {
    passesWindow: false,
    async deliver(suggestedName, bytes) {
      const path = await chooseSavePath(suggestedName);
      if (path === undefined) return { written: null };
      await writeOutputFile(path, bytes, { force: true, mode: 0o600 });
      return { written: path };
    },
  };
}

/** For a front end that can neither ask for a place nor hand out a link. */
export const noOutlet: FileOutlet = {
  passesWindow: false,
  async deliver() {
    throw new SignetError('file-needed', 'there is no place for the file', {
      hint: 'use the desktop app, the browser window, or the command with --out',
    });
  },
};

/** @throws SignetError `encryption-needed` when a private key would pass the window as it is */
export function requireEncrypted(outlet: FileOutlet, unencrypted: boolean): void {
  if (!unencrypted || !outlet.passesWindow) return;
  throw new SignetError('encryption-needed', 'a private key leaves the browser window encrypted only', {
    hint: 'choose a password; the desktop app and the command can write it without encryption',
  });
}
