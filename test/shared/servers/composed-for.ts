import type { JsonObject, JsonValue } from '../../../shared/base/json.ts';
import type { Fix } from '../../../shared/jwt/fix.ts';
import { resolvePreset } from '../../../shared/servers/resolve-preset.ts';
import type { Server } from '../../../shared/servers/server.ts';

export const now = 1_700_000_000;
export const freshId = () => '9f0c1a52-3b7d-4a7e-8f4e-0d6a3c2b1e50';

/** Each placeholder's own example. */
export function examplesOf({ placeholders }: Server): Record<string, string> {
  return Object.fromEntries(Object.entries(placeholders).map(([name, { example }]) => [name, example]));
}

/** What stands for header parameters that the core would derive. */
const derived = {
  kid: 'b1',
  x5t: 'A'.repeat(27),
  'x5t#S256': 'A'.repeat(43),
  x5c: ['MIIB'],
} as const;

/** A server's preset as a user would sign it: every placeholder filled in, every time resolved. */
export function composedFor(server: Server): { header: JsonObject; claims: Record<string, JsonValue> } {
  const { header, claims } = resolvePreset(server, { now, freshId, values: examplesOf(server) });
  const added = Object.fromEntries((server.preset.derive ?? []).map((name) => [name, derived[name]]));
  return { header: { ...header, ...added }, claims };
}

export function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== name));
}

/** Header and claims with a fix applied, as the composer applies it to its texts; undefined where the core has to derive something. */
export function mended(
  { changes }: Fix,
  { header, claims }: { readonly header: JsonObject; readonly claims: JsonObject },
): { header: JsonObject; claims: JsonObject } | undefined {
  const members = { header: new Map(Object.entries(header)), claims: new Map(Object.entries(claims)) };
  for (const change of changes) {
    if ('derive' in change) return undefined;
    const path = 'set' in change ? change.set.path : change.remove.path;
    const part = path.startsWith('header.') ? 'header' : 'claims';
    const name = path.slice(part.length + 1);
    if ('set' in change) members[part].set(name, change.set.value);
    else members[part].delete(name);
  }
  return { header: Object.fromEntries(members.header), claims: Object.fromEntries(members.claims) };
}
