import { decodeBase64url } from '../base/base64url.ts';
import { isJsonObject, type JsonObject, parseJson } from '../base/json.ts';

/** A token in a text that holds more than the token. */
export interface FoundToken {
  readonly token: string;
  /** What stands before it: `Authorization`, `access_token`, `assertion`. */
  readonly name?: string;
}

const maxFound = 50;

/**
 * Finds the tokens in what people paste: a token by itself (white space inside, quotes or `Bearer` around), a header, a
 * curl line, an HTTP message, a URL, a form, JSON, and the JSON serialisations of RFC 7515 section 7.2 and RFC 7516
 * section 7.2, each of which is one token. A text without any is answered as one token, so that a broken one can
 * still be looked at.
 * @returns each token once, in the order of the text, at most fifty; none for an empty text
 */
export function findTokens(text: string): readonly FoundToken[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const whole = onlyToken(trimmed);
  if (whole !== undefined) return [{ token: whole }];
  if (trimmed.startsWith('{') && isJsonSerialization(trimmed)) return [{ token: trimmed }];
  const scanned = scan(trimmed);
  return scanned.length > 0 ? scanned : [{ token: trimmed }];
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
    if (!found.has(token)) found.set(token, name === undefined ? { token } : { token, name });
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

/** Whether it is a JWS or JWE in JSON serialisation, by the members that only such a one has. */
function isJsonSerialization(text: string): boolean {
  const parsed = parseJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value)) return false;
  const { payload, signature, signatures, ciphertext } = parsed.value;
  return (
    typeof ciphertext === 'string' ||
    (typeof payload === 'string' && (typeof signature === 'string' || Array.isArray(signatures)))
  );
}

function count(text: string, letter: string): number {
  let times = 0;
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) times += 1;
  return times;
}
