import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../shared/jwt/json.ts';

/** The object that a text holds, or undefined while it holds none. */
export function readObject(text: string): JsonObject | undefined {
  const parsed = parseJson(text);
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}

/** The text with one top-level member set, or taken out when the value is undefined. A broken text stays as it is. */
export function setMember(text: string, name: string, value: JsonValue | undefined): string {
  const object = readObject(text);
  if (!object) return text;
  const { [name]: _before, ...rest } = object;
  if (value === undefined) return JSON.stringify(rest, null, 2);
  // A member that was there keeps its place: the order shows in the token.
  return JSON.stringify({ ...object, [name]: value }, null, 2);
}

/** Why a text is not a JSON object, with the line it goes wrong in; undefined when it is one. */
export function jsonProblem(text: string): string | undefined {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const line = text.slice(0, parsed.at).split('\n').length;
    return `line ${line}: ${parsed.message}`;
  }
  return isJsonObject(parsed.value) ? undefined : 'this is no JSON object';
}
