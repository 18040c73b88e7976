import { writeFile } from 'node:fs/promises';
import { KeytoolError } from './keytool-error.ts';

/** Writes a file, over an existing one: keytool asks nobody. */
export async function writeBytes(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (cause) {
    const reason = reasons[String((cause as { code?: unknown }).code)] ?? 'No such file or directory';
    throw new KeytoolError('java.io.FileNotFoundException', `${file} (${reason})`);
  }
}

const reasons: Readonly<Record<string, string>> = { EACCES: 'Permission denied', EISDIR: 'Is a directory' };
