import { readFileSync, renameSync } from 'node:fs';

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
