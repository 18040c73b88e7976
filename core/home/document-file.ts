import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { showHidden } from '../../shared/base/hidden-characters.ts';

/** What is kept in Signet's home beside the vault: settings and saved work, flows and accepted certificates, the history. */
export const documentNames = ['workspace', 'library', 'history'] as const;
export type DocumentName = (typeof documentNames)[number];

/**
 * Where a document is kept, for conf and electron-store alike. A damaged file is set aside and said so: either of them would
 * refuse to open it.
 */
export function prepareDocumentFile(
  home: string,
  name: DocumentName,
): { readonly cwd: string; readonly name: string } {
  const aside = setAsideDamaged(join(home, `${name}.json`));
  if (aside !== undefined)
    process.stderr.write(`${showHidden(`signet: ${name}.json was damaged; what it held is in ${aside}`)}\n`);
  return { cwd: home, name };
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
