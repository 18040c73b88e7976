import { resolveTime } from '../../shared/jwt/time-expression.ts';

export interface ResolvedClaims {
  /** The same JSON text with numbers in place of the expressions. */
  readonly text: string;
  /** Which claims held an expression, and what it came to. */
  readonly times: Readonly<Record<string, number>>;
}

const timeClaims: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat']);
const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/** Whether a claim's string is a time expression: what starts with `+`, `-` or `now`. */
export function isTimeExpression(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[+-]|now)/.test(value);
}

/**
 * Replaces time expressions (`now`, `+5m`) in the top-level `exp`, `nbf` and `iat` of a JSON text by NumericDates. Works
 * on the text, so that all else stays as it was typed: duplicate members and long numbers too.
 * @param now seconds since the epoch
 */
export function resolveClaims(text: string, now: number): ResolvedClaims {
  const times: Record<string, number> = {};
  let depth = 0;
  let name: string | undefined;
  const resolved = text.replace(token, (word: string, at: number) => {
    if (!word.startsWith('"')) {
      depth += word === '{' || word === '[' ? 1 : -1;
      return word;
    }
    if (depth !== 1) return word;
    const value = unquote(word);
    if (/^\s*:/.test(text.slice(at + word.length, at + word.length + 40))) {
      name = value;
      return word;
    }
    if (name === undefined || !timeClaims.has(name) || !isTimeExpression(value)) return word;
    const seconds = resolveTime(value, now);
    if (seconds === undefined) return word;
    times[name] = seconds;
    return String(seconds);
  });
  return { text: resolved, times };
}

function unquote(word: string): string | undefined {
  try {
    return JSON.parse(word) as string;
  } catch {
    return undefined;
  }
}
