import { decodeBase64url } from './base64url.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from './json.ts';

/** A token in a text that holds more than the token. */
export interface FoundToken {
  /** In compact serialisation, to be decoded. */
  readonly token: string;
  /** What stands before it: `Authorization`, `access_token`, `assertion`; `signature 1` in JSON serialisation. */
  readonly name?: string;
  readonly form: 'compact' | 'json-serialization';
}

const maxFound = 50;

/**
 * Finds the tokens in what people paste: a token by itself (white space inside, quotes or `Bearer` around), a header, a
 * curl line, an HTTP message, a URL, a form, JSON, and the JSON serialisations of RFC 7515 section 7.2 and RFC 7516
 * section 7.2, which are put into the compact one. A text without any is answered as one token, so that a broken one can
 * still be looked at.
 * @returns each token once, in the order of the text, at most fifty; none for an empty text
 */
export function findTokens(text: string): readonly FoundToken[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const whole = onlyToken(trimmed);
  if (whole !== undefined) return [{ token: whole, form: 'compact' }];
  const serialized = trimmed.startsWith('{') ? fromJsonSerialization(trimmed) : [];
  if (serialized.length > 0) return serialized;
  const scanned = scan(trimmed);
  return scanned.length > 0 ? scanned : [{ token: trimmed, form: 'compact' }];
}

/** The text without what copying brings along, where it is one token and nothing else, be it broken. */
function onlyToken(text: string): string | undefined {
  const bare = unwrap(text);
  const wrapped = /^[\w\-.=+/\s]+$/.test(bare);
  if (wrapped && count(bare, '.') === 2) return bare;
  const unbroken = looksLikeHeader(bare) && !/\s/.test(bare);
  return (unbroken || (wrapped && count(bare, '.') === 4)) && scan(bare).length < 2 ? bare : undefined;
}

/** Without the quotes, the comma and the `Bearer` that copying brings along. */
function unwrap(text: string): string {
  return text
    .replace(/^(?:authorization\s*:\s*)?(?:bearer|dpop)\s+/i, '')
    .replace(/^(["'`])(.*)\1[,;]?$/s, '$2')
    .trim();
}

function scan(text: string): FoundToken[] {
  const found = new Map<string, FoundToken>();
  let end = 0;
  for (const { 0: word, index: at } of text.matchAll(/[\w-]+/g)) {
    if (found.size >= maxFound) break;
    if (at < end || text[at - 1] === '.' || !looksLikeHeader(word)) continue;
    const ends = partEnds(text, at);
    const header = ends.length > 2 ? readHeader(word) : undefined;
    const tokenEnd = header && ends[header.enc === undefined ? 2 : 4];
    if (tokenEnd === undefined) continue;
    end = tokenEnd;
    const token = text.slice(at, end);
    const name = nameBefore(text, at);
    if (!found.has(token))
      found.set(token, { token, form: 'compact', ...(name === undefined ? {} : { name }) });
  }
  return [...found.values()];
}

const partPattern = /[\w-]*={0,2}/y;

/** Where the parts that begin here and are joined by dots end, five at most; padding belongs to the part before it. */
function partEnds(text: string, start: number): number[] {
  const ends: number[] = [];
  for (let at = start; ends.length < 5; at += 1) {
    partPattern.lastIndex = at;
    partPattern.exec(text);
    at = partPattern.lastIndex;
    ends.push(at);
    if (text[at] !== '.') break;
  }
  return ends;
}

/** Whether it begins as the base64url of `{` and a quote or white space does. Spares decoding everything. */
function looksLikeHeader(word: string): boolean {
  return /^e[wy]/.test(word) && word.length >= 8;
}

function readHeader(part: string): JsonObject | undefined {
  const text = new TextDecoder().decode(decodeBase64url(part).bytes);
  const parsed = parseJson(text);
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}

const longestName = 80;

/** The name that a header, a form, a URL, a cookie or a JSON member gives to what stands at a place. */
function nameBefore(text: string, at: number): string | undefined {
  const before = text.slice(Math.max(0, at - longestName), at);
  return /([\w.-]+)\\?["']?\s{0,8}[:=]\s{0,8}\\?["']?(?:(?:bearer|dpop)\s{1,8})?$/i.exec(before)?.[1];
}

/** The tokens of a JWS or JWE in JSON serialisation: one for each signature or recipient. */
function fromJsonSerialization(text: string): FoundToken[] {
  const parsed = parseJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value)) return [];
  const whole = parsed.value;
  const isJws =
    typeof whole.payload === 'string' && ('signature' in whole || Array.isArray(whole.signatures));
  const isJwe = typeof whole.ciphertext === 'string';
  if (!isJws && !isJwe) return [];
  const several = isJws ? whole.signatures : whole.recipients;
  const each = Array.isArray(several) ? several.filter(isJsonObject).slice(0, maxFound) : [whole];
  return each.map((one, index) => ({
    token: isJws ? compactJws(whole, one) : compactJwe(whole, one),
    form: 'json-serialization',
    ...(each.length > 1 ? { name: `${isJws ? 'signature' : 'recipient'} ${index + 1}` } : {}),
  }));
}

function compactJws(whole: JsonObject, one: JsonObject): string {
  return [one.protected, whole.payload, one.signature].map(textOf).join('.');
}

function compactJwe(whole: JsonObject, one: JsonObject): string {
  return [whole.protected, one.encrypted_key, whole.iv, whole.ciphertext, whole.tag].map(textOf).join('.');
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function count(text: string, letter: string): number {
  let times = 0;
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) times += 1;
  return times;
}
