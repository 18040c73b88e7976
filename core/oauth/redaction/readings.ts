// What a text says once an encoding is undone. Each byte of a reading remembers which characters of the text it stands for,
// so that a secret that is found in one can be hidden in the text itself.

/** Bytes (UTF-8), and for each the offsets in the text where its characters begin and end. */
export interface Reading {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** A text as it stands. */
export function readText(text: string): Reading {
  const bytes = new Uint8Array(Buffer.from(text, 'utf8'));
  const reading = { bytes, starts: new Uint32Array(bytes.length), ends: new Uint32Array(bytes.length) };
  if (bytes.length === text.length) {
    for (let at = 0; at < bytes.length; at += 1) {
      reading.starts[at] = at;
      reading.ends[at] = at + 1;
    }
    return reading;
  }
  let at = 0;
  for (let offset = 0; offset < text.length; ) {
    const code = text.codePointAt(offset) ?? 0;
    const next = offset + (code > 0xffff ? 2 : 1);
    // A surrogate that stands alone becomes U+FFFD: three bytes, too.
    for (const end = at + lengthInUtf8(code); at < end; at += 1) {
      reading.starts[at] = offset;
      reading.ends[at] = next;
    }
    offset = next;
  }
  return reading;
}

/** A reading whose bytes come one by one; it never has more of them than what it is made from. */
class Draft {
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  #length = 0;

  constructor(mostBytes: number) {
    this.#bytes = new Uint8Array(mostBytes);
    this.#starts = new Uint32Array(mostBytes);
    this.#ends = new Uint32Array(mostBytes);
  }

  add(byte: number, start: number, end: number): void {
    this.#bytes[this.#length] = byte;
    this.#starts[this.#length] = start;
    this.#ends[this.#length] = end;
    this.#length += 1;
  }

  finish(): Reading {
    return {
      bytes: this.#bytes.subarray(0, this.#length),
      starts: this.#starts.subarray(0, this.#length),
      ends: this.#ends.subarray(0, this.#length),
    };
  }
}

/**
 * With every escape undone once, of whatever kind: `%2F`, `%u002F`, `\/`, `\n`, `\u002f`, `\x2f`, `&amp;`, `&#47;`, `&#x2f;`.
 * @returns undefined where there is none
 */
export function undoEscapes(reading: Reading): Reading | undefined {
  const { bytes, starts, ends } = reading;
  let draft: Draft | undefined;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    const found =
      byte === percent || byte === backslash || byte === ampersand ? readEscape(bytes, at) : undefined;
    if (found !== undefined && draft === undefined) {
      draft = new Draft(bytes.length);
      for (let before = 0; before < at; before += 1)
        draft.add(bytes[before] ?? 0, starts[before] ?? 0, ends[before] ?? 0);
    }
    const length = found?.length ?? 1;
    const [start, end] = [starts[at] ?? 0, ends[at + length - 1] ?? 0];
    if (found === undefined) draft?.add(byte, start, end);
    else if ('byte' in found) draft?.add(found.byte, start, end);
    else for (const each of Buffer.from(String.fromCodePoint(found.character))) draft?.add(each, start, end);
    at += length;
  }
  return draft?.finish();
}

type Escape = { readonly length: number } & ({ readonly byte: number } | { readonly character: number });

const [percent, backslash, ampersand, semicolon, number] = [...Buffer.from('%\\&;#')] as [
  number,
  number,
  number,
  number,
  number,
];

function readEscape(bytes: Uint8Array, at: number): Escape | undefined {
  if (bytes[at] === ampersand) return readEntity(bytes, at);
  const letter = String.fromCharCode(bytes[at + 1] ?? 0);
  if (letter === 'u') {
    const high = hexNumber(bytes, at + 2, 4);
    if (high === undefined) return undefined;
    const isPair = bytes[at + 6] === bytes[at] && bytes[at + 7] === bytes[at + 1];
    const low = high >> 10 === 0xd800 >> 10 && isPair ? hexNumber(bytes, at + 8, 4) : undefined;
    if (low !== undefined && low >> 10 === 0xdc00 >> 10)
      return { length: 12, character: 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff) };
    return { length: 6, character: high };
  }
  if (bytes[at] === percent) {
    const byte = hexNumber(bytes, at + 1, 2);
    return byte === undefined ? undefined : { length: 3, byte };
  }
  if (letter === 'x') {
    const byte = hexNumber(bytes, at + 2, 2);
    return byte === undefined ? undefined : { length: 4, byte };
  }
  const next = bytes[at + 1];
  if (next === undefined) return undefined;
  const control = controls[letter];
  return { length: 2, byte: control ?? next };
}

/** RFC 8259 section 7. */
const controls: Readonly<Record<string, number>> = { b: 8, t: 9, n: 10, f: 12, r: 13 };

/** The characters of ASCII that HTML has names for, which writers of XML and HTML use. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  Tab: '\t',
  NewLine: '\n',
  excl: '!',
  num: '#',
  dollar: '$',
  percnt: '%',
  lpar: '(',
  rpar: ')',
  ast: '*',
  plus: '+',
  comma: ',',
  period: '.',
  sol: '/',
  colon: ':',
  semi: ';',
  equals: '=',
  quest: '?',
  commat: '@',
  lsqb: '[',
  lbrack: '[',
  bsol: '\\',
  rsqb: ']',
  rbrack: ']',
  Hat: '^',
  lowbar: '_',
  grave: '`',
  lcub: '{',
  lbrace: '{',
  verbar: '|',
  vert: '|',
  rcub: '}',
  rbrace: '}',
};
const longestEntity = 12;

function readEntity(bytes: Uint8Array, at: number): Escape | undefined {
  let end = 1;
  while (end < longestEntity && bytes[at + end] !== semicolon) end += 1;
  if (end < 2 || end === longestEntity) return undefined;
  let name = '';
  for (let each = at + 1; each < at + end; each += 1) name += String.fromCharCode(bytes[each] ?? 0);
  if (bytes[at + 1] !== number) {
    const character = Object.hasOwn(entities, name) ? entities[name]?.charCodeAt(0) : undefined;
    return character === undefined ? undefined : { length: end + 1, byte: character };
  }
  const [, hex, decimal] = /^#(?:[xX]([\da-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
  const character = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return character <= 0x10ffff ? { length: end + 1, character } : undefined;
}

/** Without white space: the same however a text is broken into lines. */
export function joinLines(reading: Reading): Reading {
  return only(reading, (byte) => byte > 0x20);
}

/** The letters and digits alone: the same however the lines of a text are quoted or joined. */
export function lettersOf(reading: Reading): Reading {
  return only(reading, (byte) => byte >= 0x80 || isLetterOrDigit[byte] === 1);
}

function only({ bytes, starts, ends }: Reading, isKept: (byte: number, at: number) => boolean): Reading {
  const draft = new Draft(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (isKept(byte, at)) draft.add(byte, starts[at] ?? 0, ends[at] ?? 0);
  }
  return draft.finish();
}

/**
 * What the text comes to as base64 or base64url, and as hex. What is no digit is passed over, and where the first byte
 * begins is not known: hence a reading for each place where it may.
 */
export function* decodings(reading: Reading): Generator<Reading> {
  const sextets = digitsOf(reading, base64Values);
  for (let skipped = 0; skipped < 4; skipped += 1) yield regroup(sextets, 6, skipped);
  for (const text of [reading, withoutHexPrefixes(reading)]) {
    const nibbles = text && digitsOf(text, hexValues);
    for (let skipped = 0; nibbles && skipped < 2; skipped += 1) yield regroup(nibbles, 4, skipped);
  }
}

/**
 * `0x7a, 0x7b` is two bytes, and not four digits and two zeros; undefined where there is no such prefix. A zero that ends a
 * byte begins no prefix, whatever follows: `0x50x` is one byte.
 */
function withoutHexPrefixes(reading: Reading): Reading | undefined {
  const { bytes } = reading;
  const isDigit = (at: number) => (hexValues[bytes[at] ?? 0] ?? -1) >= 0;
  let found = false;
  /** Since the last prefix, side by side. */
  let digits = 0;
  const kept = only(reading, (byte, at) => {
    const isPrefix =
      byte === 0x30 && ((bytes[at + 1] ?? 0) | 0x20) === 0x78 && isDigit(at + 2) && !(found && digits === 1);
    if (isPrefix) found = true;
    digits = isPrefix || !isDigit(at) ? 0 : digits + 1;
    return !isPrefix;
  });
  return found ? kept : undefined;
}

function digitsOf({ bytes, starts, ends }: Reading, values: Int8Array): Reading {
  const draft = new Draft(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if ((values[byte] ?? -1) >= 0) draft.add(values[byte] ?? 0, starts[at] ?? 0, ends[at] ?? 0);
  }
  return draft.finish();
}

function regroup({ bytes: digits, starts, ends }: Reading, width: number, skipped: number): Reading {
  const draft = new Draft(Math.max(0, Math.floor(((digits.length - skipped) * width) / 8)));
  let held = 0;
  let bits = 0;
  for (let at = skipped; at < digits.length; at += 1) {
    held = ((held << width) | (digits[at] ?? 0)) & 0xffff;
    bits += width;
    if (bits < 8) continue;
    const first = at - Math.ceil(bits / width) + 1;
    bits -= 8;
    draft.add((held >> bits) & 0xff, starts[first] ?? 0, ends[at] ?? 0);
  }
  return draft.finish();
}

function table(...alphabets: readonly string[]): Int8Array {
  const values = new Int8Array(256).fill(-1);
  for (const alphabet of alphabets) {
    for (const [value, digit] of [...alphabet].entries()) values[digit.charCodeAt(0)] = value;
  }
  return values;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const base64Values = table(`${letters}+/`, `${letters}-_`);
const hexValues = table('0123456789abcdef', '0123456789ABCDEF');
const isLetterOrDigit = Uint8Array.from({ length: 256 }, (_, byte) =>
  letters.includes(String.fromCharCode(byte)) ? 1 : 0,
);

function hexNumber(bytes: Uint8Array, from: number, digits: number): number | undefined {
  let value = 0;
  for (let at = from; at < from + digits; at += 1) {
    const digit = hexValues[bytes[at] ?? 0] ?? -1;
    if (digit < 0) return undefined;
    value = value * 16 + digit;
  }
  return value;
}

function lengthInUtf8(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
