import type { ErrorCode } from '../../shared/base/error-code.ts';
import type { JsonObject, JsonValue } from '../../shared/base/json.ts';
import { readJson, readJsonObject } from '../../shared/base/read-json.ts';
import { readInputFile } from './input.ts';

/**
 * An option's JSON: itself, `@FILE`, or `-` for standard input.
 * @throws SignetError with the code given, and the errors of reading a file
 */
export async function readJsonOption(text: string, code: ErrorCode, what: string): Promise<JsonValue> {
  return readJson(await textOf(text), code, what);
}

/** `--header`; empty when left out. @throws SignetError `header-not-json` */
export async function readHeaderOption(text = '{}'): Promise<JsonObject> {
  return readJsonObject(await textOf(text), 'header-not-json', 'the header');
}

async function textOf(option: string): Promise<string> {
  const file = option === '-' ? '-' : option.startsWith('@') ? option.slice(1) : undefined;
  return file === undefined ? option : new TextDecoder().decode(await readInputFile(file));
}
