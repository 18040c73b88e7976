import type { JsonObject, JsonValue } from '../../../shared/base/json.ts';
import { localTime } from '../../ui/local-time.ts';

const tokenNames = /(?:^|_)token$/;

/** Parts an answer's members into tokens and the rest. */
export function tokenMembers(members: JsonObject): {
  tokens: readonly (readonly [name: string, token: string])[];
  others: readonly (readonly [name: string, value: JsonValue])[];
} {
  const all = Object.entries(members);
  const isToken = ([name, value]: readonly [string, JsonValue]) =>
    tokenNames.test(name) && typeof value === 'string';
  return {
    tokens: all.filter(isToken).map(([name, value]) => [name, String(value)] as const),
    others: all.filter((member) => !isToken(member)),
  };
}

export function looksLikeJwt(token: string): boolean {
  return /^ey[\w-]+\.[\w-]+\.[\w-]*(?:\.[\w-]*\.[\w-]*)?$/.test(token);
}

/** A member's value in words: a lifetime is said in hours and minutes too. */
export function memberWords(name: string, value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const seconds = Number(value);
  if (/^(?:exp|iat|nbf)$/.test(name) && Number.isFinite(seconds)) return `${text}: ${localTime(seconds)}`;
  if (!/expires_in$/.test(name) || !Number.isFinite(seconds)) return text;
  return `${text} s: ${duration(seconds)}`;
}

function duration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    seconds < 60 ? `${seconds} s` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
