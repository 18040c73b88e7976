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
 * What {@link parseJson} answers. `at` is the offset of the word that is wrong. `duplicates` are paths of members that stand
 * twice, such as `cnf.jwk`, and `inexact` those of numbers that a 64-bit float cannot hold: the first hundred of each, long
 * names cut short.
 */
export type ParsedJson =
  | {
      readonly ok: true;
      readonly value: JsonValue;
      readonly duplicates: readonly string[];
      readonly inexact: readonly string[];
    }
  | { readonly ok: false; readonly at: number; readonly message: string };

const maxDepth = 256;
// Paths of long names, kept for thousands of duplicates, would outgrow the text by far.
const maxPaths = 100;
const maxNameInPath = 100;
const punctuation = '{}[]:,';
/** What is neither punctuation, string nor one of the four characters that are white space in JSON (RFC 8259 section 2). */
const bare = /[^ \t\n\r{}[\]:,"]+/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids these very characters in a string
const special = /[\\\u0000-\u001f]/;

/** Where an object or array was parsed from: it is written again as it stands there ({@link writeJson}). */
const sources = new WeakMap<
  object,
  { readonly text: string; readonly start: number; readonly end: number }
>();
// Deeper ones are written as part of what they stand in.
const maxSourceDepth = 4;

/**
 * Parses JSON as `JSON.parse` does (the last of duplicate members wins), and also tells which member names stand twice,
 * which numbers lose digits, and where a text that is no JSON goes wrong. RFC 7519 section 4 leaves duplicates to the
 * reader; Signet reports them. What is read is written again ({@link writeJson}) with its digits, order and duplicates.
 */
export function parseJson(text: string): ParsedJson {
  const duplicates = new Set<string>();
  const inexact = new Set<string>();
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
  const scalar = (word: string, depth: number): JsonValue => {
    if (word.startsWith('"') && !special.test(word)) return word.slice(1, -1);
    try {
      const read = JSON.parse(word) as JsonValue;
      if (typeof read === 'number' && inexact.size < maxPaths && !isExact(word, read))
        inexact.add(pathInWords(path.slice(0, depth)));
      return read;
    } catch {
      return fail(`unexpected ${JSON.stringify(word.slice(0, 20))}`);
    }
  };
  const value = (word: string, depth: number): JsonValue => {
    if (depth > maxDepth) return fail('nested too deeply');
    if (word !== '{' && word !== '[') return scalar(word, depth);
    const start = at;
    const result = word === '{' ? object(depth) : array(depth);
    if (depth <= maxSourceDepth) sources.set(result, { text, start, end });
    return result;
  };
  const array = (depth: number): readonly JsonValue[] => {
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
  const object = (depth: number): JsonObject => {
    const members: Record<string, JsonValue> = {};
    let word = next();
    if (word === '}') return members;
    for (;;) {
      if (!word.startsWith('"')) return fail('expected a member name in double quotes');
      const name = scalar(word, depth) as string;
      path[depth] = name;
      if (duplicates.size < maxPaths && Object.hasOwn(members, name)) {
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
    return { ok: true, value: result, duplicates: [...duplicates], inexact: [...inexact] };
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

/**
 * JSON without white space, or with `indent` spaces a level. What {@link parseJson} has read is written as it was: digits,
 * order and duplicate members.
 */
export function writeJson(value: unknown, indent = 0): string {
  const text = writeValue(value);
  return text === undefined ? 'null' : indent === 0 ? text : indentJson(text, indent);
}

function writeValue(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const source = sources.get(value);
  if (source !== undefined) return compactJson(source.text.slice(source.start, source.end));
  if (Array.isArray(value)) return `[${value.map((each) => writeValue(each) ?? 'null').join(',')}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([name, member]) => {
    const text = writeValue(member);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join(',')}}`;
}

/** Gives a value that has lost its text, by way of a worker or a process, the text that it was parsed from. */
export function rememberSource(value: object | null | undefined, text: string): void {
  if (value) sources.set(value, { text, start: 0, end: text.length });
}

/** JSON text laid out as `JSON.stringify` does it, its words untouched. */
export function indentJson(text: string, indent = 2): string {
  let depth = 0;
  const lineEnd = () => `\n${' '.repeat(indent * depth)}`;
  return compactJson(text).replace(/"[^"\\]*(?:\\.[^"\\]*)*"|\{\}|\[\]|[{}[\],:]/g, (word) => {
    switch (word) {
      case '{':
      case '[':
        depth += 1;
        return word + lineEnd();
      case '}':
      case ']':
        depth = Math.max(0, depth - 1);
        return lineEnd() + word;
      case ',':
        return word + lineEnd();
      case ':':
        return ': ';
      default:
        return word;
    }
  });
}

/** Whether a number as written and as read are the same: `3.0` is 3, but 2^53 + 1 has no float of its own. */
function isExact(written: string, read: number): boolean {
  const again = String(read);
  return written === again || (Number.isFinite(read) && decimal(written) === decimal(again));
}

/** A number as its digits without zeros at either end, and the power of ten that they are multiplied by. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

class JsonFault extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}
