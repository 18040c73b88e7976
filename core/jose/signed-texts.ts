import { createHash } from 'node:crypto';
import { decodeBase64url, encodeBase64url } from '../../shared/base/base64url.ts';
import { compactJson, indentJson, isJsonObject, type JsonObject, parseJson } from '../../shared/base/json.ts';
import type { SignedInput } from './verify-signature.ts';

/** Another text over which a signature may have been made, and how to say so. */
export interface SignedText {
  readonly kind: 'text' | 'header' | 'payload' | 'both' | 'graph';
  /** `over the payload alone`, `over the header with its members in another order`. */
  readonly words: string;
  readonly bytes: Uint8Array;
}

/** A payload above this is not written anew in every way: each costs a signature to check. */
const maxRewritten = 64 * 1024;
const maxOrdered = 4;

/**
 * What a signer or somebody on the way may have had before them, other than the token as it stands: the same JSON written
 * in another way, another encoding, a part of it. The order is from the usual to the odd.
 */
export function signedTexts({ protected: header = '', payload }: SignedInput): readonly SignedText[] {
  if (typeof payload !== 'string' || payload.length > maxRewritten || header.length > maxRewritten) return [];
  const [headerText, payloadText] = [header, payload].map(decoded);
  if (headerText === undefined || payloadText === undefined) return [];
  const texts: SignedText[] = [];
  const add = (kind: SignedText['kind'], words: string, text: string) =>
    texts.push({ kind, words, bytes: Buffer.from(text) });
  const graph = withHashedNonce(headerText);
  if (graph !== undefined) {
    add(
      'graph',
      'over the header with the SHA-256 of its nonce in place of the nonce',
      `${encode(graph)}.${payload}`,
    );
  }
  const headers = rewritten(headerText);
  const payloads = rewritten(payloadText);
  for (const [words, text] of payloads)
    add('payload', `over the payload ${words}`, `${header}.${encode(text)}`);
  for (const [words, text] of headers)
    add('header', `over the header ${words}`, `${encode(text)}.${payload}`);
  for (const text of ordered(headerText)) {
    add('header', 'over the header with its members in another order', `${encode(text)}.${payload}`);
  }
  // Both parts written by the same hand: the n-th way of the one goes with the n-th of the other.
  for (const [words, text] of headers) {
    const other = payloads.find(([each]) => each === words);
    if (other) add('both', `over header and payload ${words}`, `${encode(text)}.${encode(other[1])}`);
  }
  add('text', 'over the payload alone', payload);
  add('text', 'over the decoded payload alone', payloadText);
  add('text', 'over header and payload as JSON, not as base64url', `${headerText}.${payloadText}`);
  add('text', 'over the payload as JSON, not as base64url', `${header}.${payloadText}`);
  add('text', 'over header and payload without the dot', `${header}${payload}`);
  add('text', 'over the token with a dot behind it', `${header}.${payload}.`);
  add('text', 'over header and payload with padded base64url', `${pad(header)}.${pad(payload)}`);
  add('text', 'over header and payload in plain Base64', `${plain(header)}.${plain(payload)}`);
  add(
    'text',
    'over header and payload in plain Base64 without padding',
    `${plain(header)}.${plain(payload)}`.replaceAll('=', ''),
  );
  add('text', 'over header and payload with a line break behind them', `${header}.${payload}\n`);
  return texts;
}

function decoded(part: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decodeBase64url(part).bytes);
  } catch {
    return undefined;
  }
}

function encode(text: string): string {
  return encodeBase64url(Buffer.from(text));
}

function pad(part: string): string {
  return part + '='.repeat((4 - (part.length % 4)) % 4);
}

function plain(part: string): string {
  return pad(part.replaceAll('-', '+').replaceAll('_', '/'));
}

/** The ways in which the same JSON is written by the usual libraries, but for the one in which it stands. */
function rewritten(text: string): readonly (readonly [words: string, text: string])[] {
  const parsed = parseJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value)) return [];
  const compact = compactJson(text);
  const sorted = sortedJson(parsed.value);
  const ways: readonly (readonly [string, string])[] = [
    ['as JSON without white space', compact],
    ['as JSON with a blank behind each colon and comma', spaced(compact)],
    ['as JSON laid out with two blanks', indentJson(text, 2)],
    ['as JSON laid out with four blanks', indentJson(text, 4)],
    [
      'as JSON laid out with tabs',
      indentJson(text, 1).replace(/^ +/gm, (blanks) => '\t'.repeat(blanks.length)),
    ],
    ['as JSON laid out with two blanks and CRLF', indentJson(text, 2).replaceAll('\n', '\r\n')],
    ['with its members sorted', sorted],
    ['with its slashes escaped', compact.replaceAll('/', '\\/')],
    ['with its slashes not escaped', text.replaceAll('\\/', '/')],
    ['with characters outside ASCII escaped', escaped(compact)],
    ['with characters outside ASCII not escaped', unescaped(compact)],
    ['without the white space around it', text.trim()],
    ['with a line break behind it', `${text}\n`],
  ];
  return ways.filter(([, each], at) => each !== text && ways.findIndex(([, other]) => other === each) === at);
}

function spaced(compact: string): string {
  return compact.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|[:,]/g, (word) =>
    word === ':' || word === ',' ? `${word} ` : word,
  );
}

function sortedJson(value: JsonObject): string {
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function escaped(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function unescaped(text: string): string {
  return text.replace(/\\u(00[89a-f][\da-f]|0[1-9a-f][\da-f]{2}|[1-9a-f][\da-f]{3})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Every order of a small header's members; libraries put alg or typ first as they please. */
function ordered(text: string): readonly string[] {
  const parsed = parseJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value)) return [];
  const members = Object.entries(parsed.value);
  if (members.length < 2 || members.length > maxOrdered) return [];
  return permutations(members)
    .map((each) => JSON.stringify(Object.fromEntries(each)))
    .filter((each) => each !== compactJson(text));
}

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  );
}

/** Microsoft Graph signs its tokens over a header whose nonce is hashed, and hands them out with the nonce itself. */
function withHashedNonce(header: string): string | undefined {
  const parsed = parseJson(header);
  if (!parsed.ok || !isJsonObject(parsed.value) || typeof parsed.value.nonce !== 'string') return undefined;
  const hashed = createHash('sha256').update(parsed.value.nonce).digest('base64url');
  return header.replace(JSON.stringify(parsed.value.nonce), JSON.stringify(hashed));
}
