import type { JsonObject, JsonValue } from '../base/json.ts';
import { resolveTime } from '../jwt/time-expression.ts';
import type { Server } from './server.ts';
import { fillTemplate } from './text-pattern.ts';

export interface PresetValues {
  /** Seconds since the epoch. Without it, times stay expressions. */
  readonly now?: number;
  readonly freshId: () => string;
  /** What takes the place of `{name}`; others stay for the user to fill in. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A server's preset as it can be signed: times as numbers, `{uuid}` as a fresh id, placeholders filled in as far as known. */
export function resolvePreset(
  { preset }: Pick<Server, 'preset'>,
  { now, freshId, values = {} }: PresetValues,
): { readonly header: JsonObject; readonly claims: JsonObject } {
  const fill = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return fillTemplate(value, { uuid: freshId(), ...values });
    return Array.isArray(value) ? value.map(fill) : value;
  };
  const resolve = (name: string, value: JsonValue): JsonValue => {
    const isTime = now !== undefined && typeof value === 'string' && timeClaims.has(name);
    return (isTime ? resolveTime(value, now) : undefined) ?? fill(value);
  };
  const all = (members: JsonObject) =>
    Object.fromEntries(Object.entries(members).map(([name, value]) => [name, resolve(name, value)]));
  return { header: all(preset.header), claims: all(preset.claims) };
}

const timeClaims: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat']);
