/** What stands in place of a secret or a whole token. */
export const redacted = '***';

// `token_type` and `expires_in` stay; `token` itself is RFC 7662's parameter.
const secretMembers =
  /(?:token|assertion|secret|password|passphrase|passwd|jwt|api[_-]?key|private[_-]?key|verifier)$/i;
// A parameter called `code` is RFC 6749's authorization code; a member of an answer is some server's error number.
const secretParameters = /^(?:device_|user_)?code$/i;

/** Whether a request parameter of this name carries a secret or a token. */
export function isSecretName(name: string): boolean {
  return secretMembers.test(name) || secretParameters.test(name);
}

/** Whether a header of this name carries a secret or a token. */
export function isSecretHeader(name: string): boolean {
  return /^(?:(?:proxy-)?authorization|(?:set-)?cookie|dpop)$/i.test(name) || secretMembers.test(name);
}

/**
 * Redacts a body, whatever its format and however broken it is: members by their names as JSON, XML and forms write
 * them, and whatever looks like a JWT.
 */
export function redactBody(body: string): string {
  return replaceSpans(body, [...findNamedSecrets(body)]);
}

/** Redacts headers that carry credentials. */
export function redactHeader(name: string, value: string): string {
  if (/^(?:set-)?cookie$/i.test(name)) return redacted;
  if (/^(?:proxy-)?authorization$/i.test(name)) {
    const [scheme = '', credentials] = value.trim().split(/\s+/, 2);
    return credentials === undefined ? redacted : `${scheme} ${redacted}`;
  }
  return secretMembers.test(name) ? redacted : redactParameters(value);
}

/** Redacts the password and the secret parameters of a URL. */
export function redactUrl(url: string): string {
  // The last `@` counts, as in every reader of URLs, and a backslash for a slash. What lacks its scheme is no URL yet.
  const password = /^(\s*(?:[a-z][a-z\d+.-]*:[/\\]+)?[^/\\?#:@]*):[^/\\?#]*@/i;
  return redactParameters(url.replace(password, `$1:${redacted}@`));
}

/** Offsets in a text: from the first to before the second. */
export type Span = readonly [from: number, to: number];

/** Where a text holds secrets, as far as their names tell, and whatever looks like a JWT. Linear in the text's length. */
export function* findNamedSecrets(text: string): Generator<Span> {
  yield* jsonMembers(text);
  yield* quotedMembers(text);
  yield* elements(text);
  yield* formMembers(text);
  yield* compactTokens(text);
}

function redactParameters(text: string): string {
  return replaceSpans(text, [...formMembers(text), ...compactTokens(text)]);
}

function replaceSpans(text: string, spans: readonly Span[]): string {
  let out = '';
  let done = 0;
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (to <= done) continue;
    // What overlaps, or touches, is one secret to whoever reads it.
    if (from > done || out === '') out += text.slice(done, from) + redacted;
    done = to;
  }
  return out + text.slice(done);
}

/** Everything from the first part of what looks like a compact JWS or JWE to its end. */
function* compactTokens(text: string): Generator<Span> {
  // Whole runs, then string searches: a pattern with the dots in it takes quadratic time on a hostile text.
  for (const { 0: run, index } of text.matchAll(/[\w.-]+/g)) {
    if (!run.includes('eyJ')) continue;
    const parts = run.split('.');
    let offset = 0;
    for (const [at, part] of parts.entries()) {
      if (at + 2 >= parts.length) break;
      if (/eyJ[\w-]{5}/.test(part)) {
        yield [index + offset + part.indexOf('eyJ'), index + run.length];
        break;
      }
      offset += part.length + 1;
    }
  }
}

/** `"access_token": "…"`, at any depth, in a text that need not be sound JSON. */
function* jsonMembers(text: string): Generator<Span> {
  let done = 0;
  let secret = false;
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', done)) {
    const end = endOfString(text, open);
    const isValue: boolean = secret && isColon(text, done, open);
    const isClosed = text[end - 1] === '"' && end > open + 1;
    if (isValue) yield [open + 1, isClosed ? end - 1 : end];
    secret = !isValue && secretMembers.test(unescapeName(text.slice(open + 1, end - 1)));
    done = end;
  }
}

function isColon(text: string, from: number, to: number): boolean {
  // A pattern over a slice of a hostile text would copy megabytes for each member.
  return to - from <= 100 && /^\s*:\s*$/.test(text.slice(from, to));
}

function endOfString(text: string, open: number, quote = '"'): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

function unescapeName(name: string): string {
  if (!name.includes('\\')) return name;
  try {
    return String(JSON.parse(`"${name}"`));
  } catch {
    return name;
  }
}

/** `'access_token': '…'` and `"access_token" => "…"`, whatever stands before them. */
function* quotedMembers(text: string): Generator<Span> {
  const member = /(["'])([\w.%-]{1,200})\1\s{0,100}(?::|=>?)\s{0,100}(["'])/g;
  for (let match = member.exec(text); match !== null; match = member.exec(text)) {
    const [, , name = '', quote] = match;
    const from = member.lastIndex;
    // What stands there may be the next name.
    member.lastIndex = from - 1;
    if (!secretMembers.test(name)) continue;
    const end = endOfString(text, from - 1, quote);
    yield [from, text[end - 1] === quote && end > from ? end - 1 : end];
    member.lastIndex = end;
  }
}

/** `<access_token>…</access_token>`, with any prefix and attributes. */
function* elements(text: string): Generator<Span> {
  let open = false;
  let start = text.indexOf('<');
  while (start >= 0) {
    const next = text.indexOf('<', start + 1);
    const end = next < 0 ? text.length : next;
    const part = text.slice(start + 1, end);
    const name = /^(?:[\w.-]+:)?([\w.-]+)/.exec(part)?.[1];
    const close = part.indexOf('>');
    if (open && part.startsWith('![CDATA[')) {
      const closed = text.indexOf(']]>', start);
      const to = closed < 0 ? text.length : closed;
      yield [start + 1 + '![CDATA['.length, to];
      start = text.indexOf('<', to);
      continue;
    }
    if (name !== undefined && close >= 0) {
      open = secretMembers.test(name) && part[close - 1] !== '/';
      if (open && part.length > close + 1) yield [start + close + 2, end];
    } else if (part.startsWith('/')) open = false;
    start = next;
  }
}

/** `access_token=…`, wherever a form, a query, a fragment or an attribute stands. */
function* formMembers(text: string): Generator<Span> {
  const pair = /(?<![\w.%-])([\w.%-]+)=((?:"[^"]*"|'[^'\s&<>]*')?[^\s&"<>#]*)/g;
  for (const { 0: whole, 1: name = '', 2: value = '', index } of text.matchAll(pair)) {
    if (value === '' || !isSecretName(decodeName(name))) continue;
    const quoted = value.length > 1 && /^["']/.test(value) && value.endsWith(value.charAt(0)) ? 1 : 0;
    const from = index + name.length + 1;
    yield [from + quoted, index + whole.length - quoted];
  }
}

function decodeName(name: string): string {
  if (!name.includes('%')) return name;
  return new URLSearchParams(`${name}=`)[Symbol.iterator]().next().value?.[0] ?? name;
}
