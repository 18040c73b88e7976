import type { ErrorCode } from './error-code.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from './json.ts';
import { SignetError } from './signet-error.ts';

/**
 * JSON that a user typed.
 * @param what how to speak of it: `the header`
 * @throws SignetError with the code given, and the offset in its details; none of the text is quoted
 */
export function readJson(text: string, code: ErrorCode, what: string): JsonValue {
  const parsed = parseJson(text);
  if (parsed.ok) return parsed.value;
  throw new SignetError(code, `${what} is not JSON: ${parsed.message} at ${parsed.at}`, {
    details: { at: parsed.at },
  });
}

/** The same of what must be a JSON object. @throws SignetError with the code given */
export function readJsonObject(text: string, code: ErrorCode, what: string): JsonObject {
  const value = readJson(text, code, what);
  if (isJsonObject(value)) return value;
  throw new SignetError(code, `${what} is not a JSON object`);
}
