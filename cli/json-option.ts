import type { ErrorCode } from '../shared/contract/error-code.ts';
import { SignetError } from '../shared/contract/signet-error.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../shared/jwt/json.ts';
import { readInputFile } from './input.ts';

/**
 * An option's JSON: itself, `@FILE`, or `-` for standard input.
 * @throws SignetError with the code given, and the errors of reading a file
 */
export async function readJsonOption(text: string, code: ErrorCode, what: string): Promise<JsonValue> {
  const file = text === '-' ? '-' : text.startsWith('@') ? text.slice(1) : undefined;
  const source = file === undefined ? text : new TextDecoder().decode(await readInputFile(file));
  const parsed = parseJson(source);
  if (parsed.ok) return parsed.value;
  throw new SignetError(code, `${what} is not JSON: ${parsed.message} at ${parsed.at}`, {
    details: { at: parsed.at },
  });
}

/** `--header`; empty when left out. @throws SignetError `header-not-json` */
export async function readHeaderOption(text: string | undefined): Promise<JsonObject> {
  if (text === undefined) return {};
  const value = await readJsonOption(text, 'header-not-json', 'the header');
  if (isJsonObject(value)) return value;
  throw new SignetError('header-not-json', 'the header is not a JSON object');
}
