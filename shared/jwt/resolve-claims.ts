import { knownClaim } from './claim-names.ts';
import { resolveTime } from './time-expression.ts';

export interface ResolvedClaims {
  /** The same JSON text with values in place of the expressions. */
  readonly text: string;
  /** Which claims held an expression, and what it came to. */
  readonly values: Readonly<Record<string, number | string>>;
}

/** Stands for a fresh UUID in `jti`, at each signing another. */
export const freshId = '{uuid}';

const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/** Whether a claim's string is a time expression: what starts with `+`, `-` or `now`. */
export function isTimeExpression(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[+-]|now)/.test(value);
}

/**
 * Replaces time expressions (`now`, `+5m`) in top-level claims that are NumericDates, and `{uuid}` in `jti`. Works on the
 * text, so that all else stays as it was typed: duplicate members and long numbers too.
 * @param now seconds since the epoch
 */
export function resolveClaims(text: string, now: number, makeId: () => string): ResolvedClaims {
  const values: Record<string, number | string> = {};
  let depth = 0;
  let name: string | undefined;
  const resolved = text.replace(token, (word: string, at: number) => {
    if (!word.startsWith('"')) {
      depth += word === '{' || word === '[' ? 1 : -1;
      return word;
    }
    if (depth !== 1) return word;
    const string = unquote(word);
    if (/^\s*:/.test(text.slice(at + word.length, at + word.length + 40))) {
      name = string;
      return word;
    }
    const value = name === undefined ? undefined : resolve(name, string, now, makeId);
    if (name === undefined || value === undefined) return word;
    values[name] = value;
    return JSON.stringify(value);
  });
  return { text: resolved, values };
}

function resolve(name: string, value: string | undefined, now: number, makeId: () => string) {
  if (name === 'jti' && value === freshId) return makeId();
  const isTime = knownClaim(name)?.kind === 'numeric-date';
  return isTime && isTimeExpression(value) ? resolveTime(value, now) : undefined;
}

function unquote(word: string): string | undefined {
  try {
    return JSON.parse(word) as string;
  } catch {
    return undefined;
  }
}
