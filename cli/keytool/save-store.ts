import { realpathSync, statSync } from 'node:fs';
import { writeOutputFile } from '../../core/home/output-file.ts';
import { writeJks } from '../../core/keystore/write/write-jks.ts';
import { writePkcs12 } from '../../core/keystore/write/write-pkcs12.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { layout, writeError } from '../support/output.ts';
import { hashtableOrder } from './java-hashtable.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { KeytoolError } from './keytool-error.ts';
import type { KeytoolStore } from './open-store.ts';

/**
 * Writes a store over its file, in its format. The file is replaced as a whole, so that a crash loses nothing; a new
 * one is for its owner's eyes only, which keytool's are not.
 */
export async function saveStore(
  store: KeytoolStore,
  given: KeytoolArguments,
  password: string,
): Promise<void> {
  if (given.v === true) writeError(layout`[Storing ${store.file}]\n`);
  const bytes = await encodeStore(store, password);
  try {
    await writeOutputFile(realFile(store.file), bytes, { force: true, mode: modeOf(store.file) });
  } catch (thrown) {
    if (!(thrown instanceof SignetError)) throw thrown;
    const reason = (thrown.cause as { cause?: unknown; code?: unknown } | undefined)?.code;
    throw new KeytoolError(
      'java.io.FileNotFoundException',
      `${store.file} (${reason === 'EACCES' ? 'Permission denied' : 'No such file or directory'})`,
    );
  }
}

async function encodeStore({ format, entries }: KeytoolStore, password: string): Promise<Uint8Array> {
  switch (format) {
    case 'pkcs12':
      return writePkcs12(entries, { password });
    case 'jks': {
      const byAlias = new Map(entries.map((entry) => [entry.alias, entry]));
      const ordered = hashtableOrder([...byAlias.keys()]).flatMap((alias) => byAlias.get(alias) ?? []);
      return writeJks(ordered, { password });
    }
    case 'jceks':
      throw new KeytoolError(
        'java.security.KeyStoreException',
        'JCEKS keystores can be read here, not written',
      );
  }
}

function realFile(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function modeOf(file: string): number {
  try {
    return statSync(file).mode & 0o777;
  } catch {
    return 0o600;
  }
}
