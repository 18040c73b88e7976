import { isAbsolute } from 'node:path';
import { SignetError } from '../../shared/base/signet-error.ts';

/** Asks the user where to save a file; undefined when none was chosen. */
export type ChooseSavePath = (suggestedName: string) => Promise<string | undefined>;

export interface OutputPlace {
  readonly path: string;
  /** Whether an existing file may go: a dialog has asked already, a path that was typed has not. */
  readonly replace: boolean;
}

/**
 * Where a file goes that the core writes: to the place the user chooses in the dialog, or to an absolute path where there
 * is none. Undefined when the user chose no place. Errors: `file-needed`.
 */
export async function findOutputPlace(
  chooseSavePath: ChooseSavePath | undefined,
  file: string | undefined,
  suggestedName: string,
): Promise<OutputPlace | undefined> {
  if (chooseSavePath) {
    const path = await chooseSavePath(suggestedName);
    return path === undefined ? undefined : { path, replace: true };
  }
  if (file !== undefined && isAbsolute(file)) return { path: file, replace: false };
  throw new SignetError('file-needed', 'say where the file is to be written', {
    hint: 'give its whole path, on the machine where Signet runs',
  });
}
