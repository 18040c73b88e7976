export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [member: string]: JsonValue };

/**
 * A value as text: a string as it is, anything else as JSON. Not by `String`, which calls whatever a token's author has
 * put under the name `toString`.
 */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What {@link parseJson} answers. `at` is the offset of the word that is wrong; `duplicates` are member paths such as
 * `cnf.jwk`, the first hundred, with long names cut short.
 */
export type ParsedJson =
  | { readonly ok: true; readonly value: JsonValue; readonly duplicates: readonly string[] }
  | { readonly ok: false; readonly at: number; readonly message: string };

const maxDepth = 256;
// Paths of long names, kept for thousands of duplicates, would outgrow the text by far.
const maxDuplicates = 100;
const maxNameInPath = 100;
const punctuation = '{}[]:,';
/** What is neither punctuation, string nor one of the four characters that are white space in JSON (RFC 8259 section 2). */
const bare = /[^ \t\n\r{}[\]:,"]+/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids these very characters in a string
const special = /[\\\u0000-\u001f]/;

/**
 * Parses JSON as `JSON.parse` does (the last of duplicate members wins), and also tells which member names stand twice
 * and where a text that is no JSON goes wrong. RFC 7519 section 4 leaves duplicates to the reader; Signet reports them.
 */
export function parseJson(text: string): ParsedJson {
  const duplicates = new Set<string>();
  /** Where the word last read begins: what a fault points at. */
  let at = 0;
  let end = 0;
  /** Names and indexes that lead to the value that is being read. */
  const path: (string | number)[] = [];

  const fail = (message: string): never => {
    throw new JsonFault(at, message);
  };
  const skipSpace = () => {
    at = end;
    while (isSpace(text.charCodeAt(at))) at += 1;
  };
  const next = (): string => {
    skipSpace();
    const first = text[at];
    if (first === undefined) return fail('the text ends too early');
    if (punctuation.includes(first)) {
      end = at + 1;
      return first;
    }
    if (first === '"') {
      end = endOfString(text, at);
      return end === 0 ? fail('a string is not closed') : text.slice(at, end);
    }
    bare.lastIndex = at;
    bare.test(text);
    end = bare.lastIndex;
    return text.slice(at, end);
  };
  const scalar = (word: string): JsonValue => {
    if (word.startsWith('"') && !special.test(word)) return word.slice(1, -1);
    try {
      return JSON.parse(word) as JsonValue;
    } catch {
      return fail(`unexpected ${JSON.stringify(word.slice(0, 20))}`);
    }
  };
  const value = (word: string, depth: number): JsonValue => {
    if (depth > maxDepth) return fail('nested too deeply');
    if (word === '{') return object(depth);
    if (word === '[') return array(depth);
    return scalar(word);
  };
  const array = (depth: number): JsonValue => {
    const items: JsonValue[] = [];
    let word = next();
    if (word === ']') return items;
    for (;;) {
      path[depth] = items.length;
      items.push(value(word, depth + 1));
      word = next();
      if (word === ']') return items;
      if (word !== ',') return fail('expected "," or "]"');
      word = next();
    }
  };
  const object = (depth: number): JsonValue => {
    const members: Record<string, JsonValue> = {};
    let word = next();
    if (word === '}') return members;
    for (;;) {
      if (!word.startsWith('"')) return fail('expected a member name in double quotes');
      const name = scalar(word) as string;
      path[depth] = name;
      if (duplicates.size < maxDuplicates && Object.hasOwn(members, name)) {
        duplicates.add(pathInWords(path.slice(0, depth + 1)));
      }
      if (next() !== ':') return fail('expected ":"');
      const member = value(next(), depth + 1);
      // A member called __proto__ is data like any other.
      if (name === '__proto__') Object.defineProperty(members, name, { value: member, ...ordinary });
      else members[name] = member;
      word = next();
      if (word === '}') return members;
      if (word !== ',') return fail('expected "," or "}"');
      word = next();
    }
  };

  try {
    const result = value(next(), 0);
    skipSpace();
    if (at < text.length) fail('there is more after the JSON value');
    return { ok: true, value: result, duplicates: [...duplicates] };
  } catch (fault) {
    if (fault instanceof JsonFault) return { ok: false, at: fault.at, message: fault.message };
    throw fault;
  }
}

const ordinary = { writable: true, enumerable: true, configurable: true };

function pathInWords(path: readonly (string | number)[]): string {
  const words = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return `.${step.length > maxNameInPath ? `${step.slice(0, maxNameInPath)}…` : step}`;
  });
  return words.join('').replace(/^\./, '');
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** The offset behind a string's closing quote; 0 where it has none. */
function endOfString(text: string, start: number): number {
  let close = text.indexOf('"', start + 1);
  while (close > 0) {
    let backslashes = 0;
    while (text[close - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return close + 1;
    close = text.indexOf('"', close + 1);
  }
  return 0;
}

/** JSON text without the white space between its words. Numbers, order and duplicates stay as they were written. */
export function compactJson(text: string): string {
  return (text.match(/"[^"\\]*(?:\\.[^"\\]*)*"|[^ \t\n\r"]+/g) ?? []).join('');
}

class JsonFault extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}
