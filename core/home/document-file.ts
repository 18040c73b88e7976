import { readFileSync, renameSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeNote } from './defect-log.ts';
import type { DocumentStore } from './document-store.ts';
import type { DocumentName } from './home.ts';
import { requireOrdinaryFile, unreadable } from './own-file.ts';
import { makePrivateHome } from './private-home.ts';

/** What conf and electron-store are opened with. */
export interface DocumentFileOptions {
  readonly cwd: string;
  readonly name: string;
  readonly configFileMode: number;
}

/**
 * Opens a document of Signet's home, which is made where there is none: both for their owner alone. A damaged file is set
 * aside and said so: conf and electron-store would refuse to open it.
 * @param open makes the store: electron-store in the desktop app, conf elsewhere
 * @throws SignetError `file-not-readable` for a pipe, a folder, a link that leads nowhere, or a file of more than 256 MiB
 */
export function openDocumentStore(
  home: string,
  name: DocumentName,
  open: (options: DocumentFileOptions) => DocumentStore,
): DocumentStore {
  makePrivateHome(home);
  requireReadable(join(home, `${name}.json`));
  const aside = setAsideDamaged(join(home, `${name}.json`));
  if (aside !== undefined) writeNote(`${name}.json was damaged; what it held is in ${aside}`);
  const store = open({ cwd: home, name, configFileMode: 0o600 });
  return {
    get: (member) => store.get(member),
    set(member, value) {
      // It may have been erased meanwhile: conf would make it anew for everybody to read.
      makePrivateHome(home);
      store.set(member, value);
    },
  };
}

function requireReadable(file: string): void {
  let found: Stats;
  try {
    found = statSync(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw unreadable(file, 'it leads nowhere', cause);
  }
  requireOrdinaryFile(file, found);
}

/**
 * Moves a JSON file that cannot be parsed out of the way, so that work can begin anew and nothing is thrown away.
 * @returns where it was moved to; undefined when the file is whole, or is not there
 */
export function setAsideDamaged(file: string, now: Date = new Date()): string | undefined {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    return undefined;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) return undefined;
  }
  const aside = `${file}.damaged-${now.toISOString().replaceAll(':', '')}`;
  renameSync(file, aside);
  return aside;
}
