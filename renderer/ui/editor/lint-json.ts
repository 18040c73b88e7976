import type { Diagnostic } from '@codemirror/lint';
import { isJsonObject, parseJson } from '../../../shared/base/json.ts';

/** Marks where a text stops being a JSON object, and member names that stand twice. */
export function lintJson(text: string): Diagnostic[] {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const from = Math.max(0, Math.min(parsed.at, text.length - 1));
    return [{ from, to: Math.min(text.length, from + 1), severity: 'error', message: parsed.message }];
  }
  if (!isJsonObject(parsed.value)) {
    return [{ from: 0, to: text.length, severity: 'error', message: 'this must be a JSON object: { … }' }];
  }
  return parsed.duplicates.map((path) => {
    const name = JSON.stringify(path.split('.').at(-1) ?? path);
    const from = Math.max(0, text.lastIndexOf(name));
    return { from, to: from + name.length, severity: 'warning', message: `${path} stands more than once` };
  });
}
