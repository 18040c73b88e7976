import type { JsonObject } from '../../shared/base/json.ts';
import { readJsonObject } from '../../shared/base/read-json.ts';
import { readInputFile } from './input.ts';

/** `--header`; empty when left out. @throws SignetError `header-not-json` */
export async function readHeaderOption(text = '{}'): Promise<JsonObject> {
  return readJsonObject(await readTextOption(text), 'header-not-json', 'the header');
}

/** The text itself, that of `@FILE`, or of `-`, standard input. */
export async function readTextOption(option: string): Promise<string> {
  const file = option === '-' ? '-' : option.startsWith('@') ? option.slice(1) : undefined;
  return file === undefined ? option : new TextDecoder().decode(await readInputFile(file));
}
