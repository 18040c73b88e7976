export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [member: string]: JsonValue };

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
// The four characters that are white space in JSON (RFC 8259 section 2), and no others.
const space = /[ \t\n\r]*/y;
const token = /([{}[\]:,])|("[^"\\]*(?:\\.[^"\\]*)*")|([^ \t\n\r{}[\]:,"]+)/y;

/**
 * Parses JSON as `JSON.parse` does (the last of duplicate members wins), and also tells which member names stand twice
 * and where a text that is no JSON goes wrong. RFC 7519 section 4 leaves duplicates to the reader; Signet reports them.
 */
export function parseJson(text: string): ParsedJson {
  const duplicates = new Set<string>();
  /** Where the word last read begins: what a fault points at. */
  let at = 0;
  let end = 0;

  const fail = (message: string): never => {
    throw new JsonFault(at, message);
  };
  const skipSpace = () => {
    space.lastIndex = end;
    space.exec(text);
    at = space.lastIndex;
  };
  const next = (): string => {
    skipSpace();
    token.lastIndex = at;
    const [word] = token.exec(text) ?? [];
    if (word === undefined) {
      return fail(at >= text.length ? 'the text ends too early' : 'a string is not closed');
    }
    end = token.lastIndex;
    return word;
  };
  const scalar = (word: string): JsonValue => {
    try {
      return JSON.parse(word) as JsonValue;
    } catch {
      return fail(`unexpected ${JSON.stringify(word.slice(0, 20))}`);
    }
  };
  const value = (word: string, path: string, depth: number): JsonValue => {
    if (depth > maxDepth) return fail('nested too deeply');
    if (word === '{') return object(path, depth);
    if (word === '[') return array(path, depth);
    return scalar(word);
  };
  const array = (path: string, depth: number): JsonValue => {
    const items: JsonValue[] = [];
    let word = next();
    if (word === ']') return items;
    for (;;) {
      items.push(value(word, `${path}[${items.length}]`, depth + 1));
      word = next();
      if (word === ']') return items;
      if (word !== ',') return fail('expected "," or "]"');
      word = next();
    }
  };
  const object = (path: string, depth: number): JsonValue => {
    const members = new Map<string, JsonValue>();
    let word = next();
    if (word === '}') return {};
    for (;;) {
      if (!word.startsWith('"')) return fail('expected a member name in double quotes');
      const name = scalar(word) as string;
      const nameInPath = name.length > maxNameInPath ? `${name.slice(0, maxNameInPath)}…` : name;
      const memberPath = path === '' ? nameInPath : `${path}.${nameInPath}`;
      if (members.has(name) && duplicates.size < maxDuplicates) duplicates.add(memberPath);
      if (next() !== ':') return fail('expected ":"');
      members.set(name, value(next(), memberPath, depth + 1));
      word = next();
      if (word === '}') break;
      if (word !== ',') return fail('expected "," or "}"');
      word = next();
    }
    // defineProperty semantics: a member called __proto__ is data like any other.
    return Object.fromEntries(members);
  };

  try {
    const result = value(next(), '', 0);
    skipSpace();
    if (at < text.length) fail('there is more after the JSON value');
    return { ok: true, value: result, duplicates: [...duplicates] };
  } catch (fault) {
    if (fault instanceof JsonFault) return { ok: false, at: fault.at, message: fault.message };
    throw fault;
  }
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
