import type { JsonValue } from '../../../shared/base/json.ts';
import { resolveTime } from '../../../shared/jwt/time-expression.ts';

/** The claims for which the form always has a field. */
export const claimsWithField: ReadonlySet<string> = new Set([
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
]);

/** A claim's value as a field shows it. */
export function textOfClaim(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * A time as it is kept in the claims: expressions relative to now stay as typed and are resolved when signing; dates and
 * seconds become a number at once. What is not understood stays text, and is reported.
 */
export function timeToClaim(text: string): JsonValue | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (/^(?:[+-]|now)/.test(trimmed)) return trimmed;
  return resolveTime(trimmed, 0) ?? trimmed;
}

/** What a time claim comes to at `now`; undefined when it is not understood. */
export function claimToSeconds(value: JsonValue | undefined, now: number): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? resolveTime(value, now) : undefined;
}

/** The audiences typed with commas between, as a string or, when there are several or it is asked for, an array. */
export function audienceToClaim(text: string, asArray: boolean): JsonValue | undefined {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const [only] = names;
  if (only === undefined) return undefined;
  return asArray || names.length > 1 ? names : only;
}

/** An audience as the field shows it. */
export function audienceToText(value: JsonValue | undefined): string {
  return Array.isArray(value)
    ? value.map((each) => textOfClaim(each as JsonValue)).join(', ')
    : textOfClaim(value);
}
