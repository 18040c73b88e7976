import { readChildren } from '../base/edit-json.ts';
import type { Difference, HistoryEntry } from './history-entry.ts';

/** The members in which two entries of the history differ; their own ids are left out. */
export function compareEntries(left: HistoryEntry, right: HistoryEntry): readonly Difference[] {
  const [before, after] = [leaves(left), leaves(right)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => path !== 'id' && before.get(path) !== after.get(path))
    .map((path) => {
      const [was, is] = [before.get(path), after.get(path)];
      return {
        path,
        ...(was === undefined ? {} : { left: was }),
        ...(is === undefined ? {} : { right: is }),
      };
    });
}

function leaves(value: unknown, path = '', found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (path.endsWith('.headers') && Array.isArray(value)) {
    for (const [name, text] of value as readonly (readonly [string, string])[]) {
      const place = `${path}.${name}`;
      const before = found.get(place);
      found.set(place, before === undefined ? text : `${before}, ${text}`);
    }
  } else if (typeof value === 'string' && (path === 'header' || path === 'claims')) {
    for (const { name, raw } of readChildren(value))
      found.set(`${path}.${name}`, raw.replace(/^"(.*)"$/s, '$1'));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value))
      leaves(child, path === '' ? name : `${path}.${name}`, found);
  } else if (value !== undefined) {
    found.set(path, String(value));
  }
  return found;
}
