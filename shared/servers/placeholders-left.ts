import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Server } from './server.ts';
import { placeholdersIn } from './text-pattern.ts';

export interface LeftPlaceholder {
  /** `claims.iss`. */
  readonly path: string;
  readonly name: string;
  /** What is to be put in its place. */
  readonly what: string;
}

/** Members that still hold a `{name}` of the server's preset, as the preset has it: the same letters elsewhere are the user's. */
export function placeholdersLeft(
  { preset, placeholders }: Pick<Server, 'preset' | 'placeholders'>,
  header: JsonObject,
  claims: JsonObject,
): readonly LeftPlaceholder[] {
  const inPart = (part: string, members: JsonObject, presets: JsonObject) =>
    Object.entries(members).flatMap(([member, value]) => {
      const ofPreset = new Set(texts(presets[member]).flatMap(placeholdersIn));
      return texts(value)
        .flatMap(placeholdersIn)
        .filter((name) => ofPreset.has(name) && Object.hasOwn(placeholders, name))
        .map((name) => ({ path: `${part}.${member}`, name, what: placeholders[name]?.what ?? '' }));
    });
  return [...inPart('header', header, preset.header), ...inPart('claims', claims, preset.claims)];
}

function texts(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
