import { findNamedSecrets, redacted } from '../../../shared/oauth/redact.ts';
import { formEncode } from '../../../shared/oauth/token-request.ts';
import { Patterns } from './patterns.ts';
import { decodings, joinLines, lettersOf, type Reading, readText, undoEscapes } from './readings.ts';

/** Hides the secrets of one call, in whatever form they come back. Its time is linear in the text's length. */
export interface Redactor {
  /** Hides the secrets in each of many texts: all at once, for one after the other would take far longer. */
  texts(texts: readonly string[]): readonly string[];
  /** Hides besides them what is a secret or a token by its name, at any depth of escaping, and what looks like a JWT. */
  trace(text: string): string;
}

/** Escapes are undone so many times: a form in JSON in JSON in a web page. */
const mostEscapes = 4;
/** Shorter secrets are hidden as words alone: as parts of other words they would make every text unreadable. */
const wholeWordsBelow = 6;
/** Shorter ones turn up by chance in what any text comes to as base64. */
const leastDecoded = 4;
/** Shorter ones turn up by chance where white space, or all punctuation, is left away. */
const leastJoined = 6;
/** So many characters may stand for one byte of a secret: an escape of an escape, and what lies between lines. */
const mostExpansion = 40;
const leastPiece = 256 * 1024;

/**
 * @param secrets what is to be hidden; each is looked for as it stands, percent-encoded, form-encoded, escaped as JSON, XML
 * or HTML (also several times over), in base64, base64url and hex, and broken into lines
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const patterns = compile(secrets);

  const findCover = (text: string, names: boolean): Cover => {
    const cover = new Cover(text.length);
    if (names) coverNamed(text, cover);
    for (const { from, to } of pieces(text.length, patterns.longest * mostExpansion)) {
      findSecrets(text.slice(from, to), patterns, (start, end) => {
        // At an edge it is told by the piece before, or the next, whether it is a word.
        const isAtEdge = (start === 0 && from > 0) || (from + end === to && to < text.length);
        if (!isAtEdge) cover.add(from + start, from + end);
      });
    }
    return cover;
  };

  return {
    texts(texts) {
      if (patterns.exact.isEmpty) return texts;
      const cover = findCover(texts.join('\n'), false);
      let from = 0;
      return texts.map((text) => {
        const shown = cover.apply(text, from);
        from += text.length + 1;
        return shown;
      });
    },
    trace: (text) => findCover(text, true).apply(text),
  };
}

/** Hides secrets in all strings, numbers and member names of a value. */
export function redactValue<T>(value: T, redactor: Redactor): T {
  return redactMembers(value, () => redactor);
}

/** @param choose what redacts the strings of a member, by its name, and those within it; for names themselves, by '' */
export function redactMembers<T>(value: T, choose: (member: string) => Redactor): T {
  const texts = new Map<Redactor, string[]>();
  walk(value, '', (text, member) => {
    const redactor = choose(member);
    const list = texts.get(redactor);
    if (list) list.push(text);
    else texts.set(redactor, [text]);
    return text;
  });
  const shown = new Map([...texts].map(([redactor, list]) => [redactor, redactor.texts(list).values()]));
  return walk(value, '', (text, member) => shown.get(choose(member))?.next().value ?? text) as T;
}

type Visit = (text: string, member: string) => string;

function walk(value: unknown, member: string, visit: Visit): unknown {
  if (typeof value === 'string') return visit(value, member);
  if (typeof value === 'number') {
    const digits = String(value);
    const shown = visit(digits, member);
    return shown === digits ? value : shown;
  }
  if (Array.isArray(value)) return value.map((each) => walk(each, member, visit));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [visit(name, ''), walk(each, name, visit)] as const),
  );
}

/** What a text says, and what it says once its escapes are undone, and those that come to light by that. */
function* levels(
  text: string,
  tidy: (reading: Reading) => Reading,
): Generator<[level: number, reading: Reading]> {
  let reading: Reading | undefined = tidy(readText(text));
  for (let level = 0; reading !== undefined && level <= mostEscapes; level += 1) {
    yield [level, reading];
    const undone = undoEscapes(reading);
    reading = undone && tidy(undone);
  }
}

function findSecrets(
  text: string,
  patterns: SecretPatterns,
  found: (from: number, to: number) => void,
): void {
  for (const [, reading] of levels(text, (each) => each)) patterns.exact.find(reading, found);
  if (patterns.joined.isEmpty && patterns.decoded.isEmpty) return;
  // Apart, for a line may end in the middle of an escape.
  for (const [, reading] of levels(text, joinLines)) {
    patterns.joined.find(reading, found);
    patterns.letters.find(lettersOf(reading), found);
    for (const decoded of decodings(reading)) patterns.decoded.find(decoded, found);
  }
}

/** A reading takes many times the memory of its text: a long one is read in pieces, which overlap by what a secret may take. */
function* pieces(length: number, overlap: number): Generator<{ readonly from: number; readonly to: number }> {
  const pieceLength = Math.max(leastPiece, 8 * overlap);
  let from = 0;
  for (; from + pieceLength < length; from += pieceLength - overlap) yield { from, to: from + pieceLength };
  yield { from, to: length };
}

function coverNamed(text: string, cover: Cover): void {
  for (const [from, to] of findNamedSecrets(text)) cover.add(from, to);
  for (const [level, { bytes, starts, ends }] of levels(text, (each) => each)) {
    if (level === 0) continue;
    // One character for each byte: names are ASCII, and offsets stay those of the bytes.
    const undone = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    for (const [from, to] of findNamedSecrets(undone)) {
      if (to > from) cover.add(starts[from] ?? 0, ends[to - 1] ?? 0);
    }
  }
}

interface SecretPatterns {
  readonly exact: Patterns;
  readonly joined: Patterns;
  readonly letters: Patterns;
  readonly decoded: Patterns;
  /** The most bytes of any. */
  readonly longest: number;
}

function compile(secrets: Iterable<string>): SecretPatterns {
  const forms: Reading[] = [];
  for (const secret of new Set(secrets)) {
    for (const written of new Set([secret, ...waysToWrite(secret)])) {
      // Undone as often as the text is: a secret may itself look like something escaped.
      for (const [, reading] of levels(written, (each) => each)) forms.push(reading);
    }
  }
  const patterns = (read: (form: Reading) => Reading, leastLength: number, wholeWords = 0) => {
    const strings = forms.map((form) => read(form).bytes).filter(({ length }) => length >= leastLength);
    return new Patterns(strings, wholeWords);
  };
  return {
    exact: patterns((form) => form, 1, wholeWordsBelow),
    joined: patterns(joinLines, leastJoined),
    letters: patterns(lettersOf, leastJoined),
    decoded: patterns((form) => form, leastDecoded),
    longest: forms.reduce((longest, { bytes }) => Math.max(longest, bytes.length), 0),
  };
}

/** As it may be sent: within base64 and hex it is found in no other way. */
function waysToWrite(secret: string): readonly string[] {
  return [
    formEncode(secret),
    encodeURIComponent(Buffer.from(secret).toString()),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll(' ', '+'),
  ];
}

/** Which characters of a text are to be hidden. */
class Cover {
  /** How many more spans begin than end at each offset; once summed up, how many there are. */
  readonly #depths: Int32Array;
  #isEmpty = true;
  #isSummed = false;

  constructor(length: number) {
    this.#depths = new Int32Array(length + 1);
  }

  add(from: number, to: number): void {
    this.#depths[from] = (this.#depths[from] ?? 0) + 1;
    this.#depths[to] = (this.#depths[to] ?? 0) - 1;
    this.#isEmpty = false;
  }

  /** @param offset where the text stands in the whole that was searched */
  apply(text: string, offset = 0): string {
    if (this.#isEmpty) return text;
    this.#sumUp();
    const pieces: string[] = [];
    let shown = 0;
    let isHidden = false;
    for (let at = 0; at < text.length; at += 1) {
      const hide = (this.#depths[offset + at] ?? 0) > 0;
      if (hide && !isHidden) pieces.push(text.slice(shown, at), redacted);
      if (!hide && isHidden) shown = at;
      isHidden = hide;
    }
    if (!isHidden) pieces.push(text.slice(shown));
    return pieces.join('');
  }

  #sumUp(): void {
    if (this.#isSummed) return;
    this.#isSummed = true;
    let depth = 0;
    for (const [at, change] of this.#depths.entries()) {
      depth += change;
      this.#depths[at] = depth;
    }
  }
}
