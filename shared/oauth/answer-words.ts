import type { JsonValue } from '../base/json.ts';
import type { ReadAnswer } from './read-answer.ts';
import { standardErrors } from './standard-errors.ts';

/** `WWW-Authenticate: Bearer error="invalid_token", error_description="…"` (RFC 6750 section 3): its parameters by name. */
export function readChallenge(authenticate: string): Readonly<Record<string, string>> {
  const found = authenticate
    .slice(0, 4096)
    .matchAll(/\b([a-z][\w-]{0,40})=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi);
  return Object.fromEntries(
    [...found].map(([, name = '', quoted, bare]) => [
      name.toLowerCase(),
      (quoted ?? bare ?? '').replace(/\\(.)/g, '$1'),
    ]),
  );
}

/** Members that hold no words of the server's about what is wrong. */
const silent =
  /^(?:error_uri|documentation_url|errorLink|errorId|(?:trace|correlation|request|log|x_request)_?id|timestamp|time|path|instance|status(?:_?code)?|type|id|hash|success|error_codes|mid)$/i;
const maxWords = 60;

/**
 * Every sentence and telling code of an answer, the most telling first: descriptions before codes, the challenge, and the
 * text itself where it is nothing but words.
 */
export function wordsOfAnswer(answer: ReadAnswer, body: string, authenticate: string): readonly string[] {
  const { error } = answer;
  const challenge = readChallenge(authenticate);
  const descriptions = [error?.error_description, challenge.error_description];
  const codes = [error?.error, challenge.error].filter((each) => each !== undefined && !isStandard(each));
  const others = answer.html
    ? []
    : Object.entries(answer.members).flatMap(([name, value]) => textsOf(name, value));
  const plain = answer.format === 'unknown' && !answer.html && isPlain(body) ? [body.trim()] : [];
  const said = [...descriptions, ...codes, ...others, ...plain].filter(
    (each): each is string => each !== undefined && each.trim() !== '' && !isStandard(each),
  );
  return [...new Set(said)].slice(0, maxWords);
}

/** A code of the standard says what it says; it is not read for words. */
function isStandard(text: string): boolean {
  return Object.hasOwn(standardErrors, text) && !text.includes(' ');
}

function textsOf(name: string, value: JsonValue, depth = 0): readonly string[] {
  if (silent.test(name) || depth > 4) return [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value))
    return value.slice(0, 20).flatMap((each: JsonValue) => textsOf('', each, depth + 1));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .slice(0, 40)
    .flatMap(([inner, each]) => textsOf(inner, each, depth + 1));
}

/** A sentence or two, and not a page, a log or anything else. */
function isPlain(body: string): boolean {
  const text = body.trim();
  return text.length > 0 && text.length <= 1000 && !/^[<{[]/.test(text) && /[a-z]{3}/i.test(text);
}
