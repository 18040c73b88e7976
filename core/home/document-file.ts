import { join } from 'node:path';
import { setAsideDamaged } from './set-aside-damaged.ts';

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
    process.stderr.write(`signet: ${name}.json was damaged; what it held is in ${aside}\n`);
  return { cwd: home, name };
}
