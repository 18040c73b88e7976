import { encodeForm } from './token-request.ts';

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

/** Redacts the values of a form's secret members. */
export function redactForm(members: readonly (readonly [string, string])[]): string {
  return encodeForm(
    members.map(([name, value]) => [name, isSecretName(name) ? redacted : redactTokens(value)] as const),
  );
}

/**
 * Redacts a body, whatever its format and however broken it is: members by their names as JSON, XML and forms write
 * them, known values wherever they stand, and whatever looks like a JWT.
 * @param members the answer's members, where it could be read
 * @param sent secrets that went out with the request: some servers quote them
 */
export function redactBody(
  body: string,
  members: Readonly<Record<string, unknown>>,
  sent: readonly string[] = [],
): string {
  const known = Object.entries(members)
    .filter(([name]) => secretMembers.test(name))
    .map(([, value]) => value)
    .concat(sent)
    .filter((value): value is string => typeof value === 'string' && value.length > 0)
    // The longest first: one token may begin with another.
    .sort((a, b) => b.length - a.length);
  const named = redactFormMembers(redactElements(redactJsonMembers(body)));
  return redactTokens(known.reduce((text, value) => text.replaceAll(value, redacted), named));
}

/** Redacts headers that carry credentials. */
export function redactHeader(name: string, value: string): string {
  if (/^(?:set-)?cookie$/i.test(name)) return redacted;
  if (/^(?:proxy-)?authorization$/i.test(name)) {
    const [scheme = '', credentials] = value.trim().split(/\s+/, 2);
    return credentials === undefined ? redacted : `${scheme} ${redacted}`;
  }
  return secretMembers.test(name) ? redacted : redactTokens(redactFormMembers(value));
}

/** Redacts the password and the secret parameters of a URL. */
export function redactUrl(url: string): string {
  return redactTokens(
    redactFormMembers(url.replace(/^([a-z]+:\/\/[^/?#:@]*):[^/?#@]*@/i, `$1:${redacted}@`)),
  );
}

/** Everything from the first part of what looks like a compact JWS or JWE to its end. */
function redactTokens(text: string): string {
  // Whole runs, then string searches: a pattern with the dots in it takes quadratic time on a hostile text.
  return text.replace(/[\w.-]+/g, (run) => {
    if (!run.includes('eyJ')) return run;
    const parts = run.split('.');
    const first = parts.findIndex((part, index) => index + 2 < parts.length && /eyJ[\w-]{5}/.test(part));
    const before = parts.slice(0, first + 1).join('.');
    return first < 0 ? run : before.slice(0, before.length - headerLength(parts[first])) + redacted;
  });
}

function headerLength(part = ''): number {
  return part.length - part.indexOf('eyJ');
}

/** `"access_token": "…"`, at any depth, in a text that need not be sound JSON. */
function redactJsonMembers(text: string): string {
  let out = '';
  let done = 0;
  let secret = false;
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', done)) {
    const end = endOfString(text, open);
    const between = text.slice(done, open);
    const isValue: boolean = secret && /^\s*:\s*$/.test(between);
    out += between + (isValue ? `"${redacted}"` : text.slice(open, end));
    secret = !isValue && secretMembers.test(unescapeName(text.slice(open + 1, end - 1)));
    done = end;
  }
  return out + text.slice(done);
}

function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
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

/** `<access_token>…</access_token>`, with any prefix and attributes. */
function redactElements(text: string): string {
  const parts = text.split('<');
  let open: string | undefined;
  return parts
    .map((part, index) => {
      if (index === 0) return part;
      const name = /^(?:[\w.-]+:)?([\w.-]+)/.exec(part)?.[1];
      const close = part.indexOf('>');
      if (name !== undefined && close >= 0) {
        open = secretMembers.test(name) && part[close - 1] !== '/' ? name : undefined;
        return open !== undefined && part.length > close + 1 ? part.slice(0, close + 1) + redacted : part;
      }
      if (part.startsWith('/')) open = undefined;
      return open !== undefined && part.startsWith('![CDATA[') ? `![CDATA[${redacted}]]>` : part;
    })
    .join('<');
}

/** `access_token=…`, wherever a form, a query or a fragment stands. */
function redactFormMembers(text: string): string {
  return text.replace(/(?<![\w.%-])([\w.%-]+)=([^\s&"<>#]*)/g, (pair, name: string, value: string) =>
    value !== '' && isSecretName(decodeName(name)) ? `${name}=${redacted}` : pair,
  );
}

function decodeName(name: string): string {
  if (!name.includes('%')) return name;
  return new URLSearchParams(`${name}=`)[Symbol.iterator]().next().value?.[0] ?? name;
}
