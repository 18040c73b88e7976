import { decodeBase64url } from '../base/base64url.ts';
import { readChildren } from '../base/edit-json.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson, textOf, writeJson } from '../base/json.ts';
import type { AnswerFormat, OAuthError } from './token-exchange.ts';

/** A token endpoint's answer, taken apart. */
export interface ReadAnswer {
  readonly format: AnswerFormat;
  readonly members: Readonly<Record<string, JsonValue>>;
  /** JSON text of those members that a reader of JSON would change, digits above all. */
  readonly written?: Readonly<Record<string, string>>;
  readonly error?: OAuthError;
  /** The answer is a web page: a wrong URL, a login page, a proxy. */
  readonly html: boolean;
}

/**
 * Reads json, urlencoded and XML answers (RFC 6749 section 5, and the API gateway's `format` parameter), a JWT that is the
 * whole answer (RFC 9701 section 5), and errors in the shapes that servers use instead of the standard's. The body
 * decides, the content type helps: servers label answers wrongly. A DOCTYPE is never parsed as XML.
 * @param status of the answer; what looks like an error in a shape of its own is none in a 2xx
 */
export async function readAnswer(body: string, contentType = '', status?: number): Promise<ReadAnswer> {
  const text = body.trim();
  const page = /^(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html)/i.test(text);
  const labelledPage = /^text\/html/i.test(contentType);
  const read = page
    ? undefined
    : (readJson(text) ?? (await readXml(text)) ?? readForm(text, contentType) ?? readJwt(text));
  if (!read || (labelledPage && !isTokenAnswer(read))) {
    return { format: 'unknown', members: {}, html: page || labelledPage };
  }

  const members = normalise(read.members);
  const failed = status === undefined || status >= 400;
  const error =
    oauthError(members) ?? (failed && tokenMembers(members).length === 0 ? ownError(members) : undefined);
  return {
    format: read.format,
    members,
    ...(read.written ? { written: read.written } : {}),
    html: false,
    ...(error ? { error } : {}),
  };
}

/** An answer's members as JSON with the digits that the server wrote, or undefined where nothing was lost by reading them. */
export function writtenMembers({
  members,
  written = {},
}: Pick<ReadAnswer, 'members' | 'written'>): string | undefined {
  // Where something was hidden in a text, it may be JSON no more.
  const kept = Object.entries(written).filter(
    ([name, raw]) => Object.hasOwn(members, name) && parseJson(raw).ok,
  );
  if (kept.length === 0) return undefined;
  const raws = new Map(kept);
  const texts = Object.entries(members).map(
    ([name, value]) => `${JSON.stringify(name)}:${raws.get(name) ?? JSON.stringify(value)}`,
  );
  return `{${texts.join(',')}}`;
}

/** Members for people: a text as it is, anything else as JSON, with the digits that the server wrote where they are known. */
export function memberTexts(
  members: JsonObject,
  text?: string,
): readonly (readonly [name: string, text: string])[] {
  const written = new Map(
    text === undefined ? [] : readChildren(text).map(({ name, raw }) => [String(name), raw]),
  );
  return Object.entries(members).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : (written.get(name) ?? writeJson(value)),
  ]);
}

interface Read {
  readonly format: AnswerFormat;
  readonly members: Record<string, JsonValue>;
  readonly written?: Readonly<Record<string, string>>;
}

function isTokenAnswer({ members }: Read): boolean {
  return ['access_token', 'error'].some((name) => Object.hasOwn(members, name));
}

function readJson(text: string): Read | undefined {
  if (!/^[{[]/.test(text)) return undefined;
  const parsed = parseJson(text);
  if (!parsed.ok) return undefined;
  // Some servers answer with a list of errors; nobody answers with a list of tokens.
  const [first] = Array.isArray(parsed.value) ? (parsed.value as readonly JsonValue[]) : [parsed.value];
  if (!isJsonObject(first)) return undefined;
  if (Array.isArray(parsed.value) && ownError(first) === undefined) return undefined;
  return { format: 'json', members: { ...first }, ...whatReadingChanges(first) };
}

/** In longer answers nobody reads digits, and taking one apart for them takes many times its memory. */
const maxWrittenLength = 256 * 1024;

function whatReadingChanges(members: JsonObject): Pick<Read, 'written'> {
  const text = writeJson(members);
  if (text.length > maxWrittenLength || text === JSON.stringify(members)) return {};
  const changed = readChildren(text)
    .map(({ name, raw }) => [String(name), raw] as const)
    .filter(([name, raw]) => typeof members[name] !== 'string' && raw !== JSON.stringify(members[name]));
  return changed.length > 0 ? { written: Object.fromEntries(changed) } : {};
}

/** A signed token that is the whole answer; of an introspection's, what it says of the token comes along. */
function readJwt(text: string): Read | undefined {
  const [header = '', payload = '', signature = '', ...more] = text.split('.');
  if (
    more.length > 0 ||
    !/^e[wy][\w-]+$/.test(header) ||
    !/^[\w-]+$/.test(payload) ||
    !/^[\w-]+$/.test(signature)
  )
    return undefined;
  const parsed = parseJson(new TextDecoder().decode(decodeBase64url(payload).bytes));
  const claims = parsed.ok && isJsonObject(parsed.value) ? parsed.value : {};
  const introspected = isJsonObject(claims.token_introspection) ? claims.token_introspection : {};
  return { format: 'unknown', members: { ...introspected, token: text } };
}

/** Longer XML is no token answer: taking it apart takes fifty times its memory. */
const maxXmlLength = 1024 * 1024;

/** No sample of the gateway's XML is published: every element that holds only text counts, at any depth. */
async function readXml(text: string): Promise<Read | undefined> {
  if (!text.startsWith('<') || text.length > maxXmlLength || /<!doctype/i.test(text)) return undefined;
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  // htmlEntities is what makes it read numeric references (&#65;) too.
  const parser = new XMLParser({
    ignoreAttributes: true,
    removeNSPrefix: true,
    parseTagValue: false,
    htmlEntities: true,
  });
  const parse = (): Record<string, unknown> | undefined => {
    try {
      return XMLValidator.validate(text) === true ? parser.parse(text) : undefined;
    } catch {
      // It throws at what it holds for an attack: very deep nesting, an element called `constructor`.
      return undefined;
    }
  };
  const parsed = parse();
  if (parsed === undefined) return undefined;
  const members = new Map<string, string>();
  const collect = (value: unknown, name: string): void => {
    if (typeof value === 'string') {
      if (!members.has(name)) members.set(name, value);
    } else if (Array.isArray(value)) {
      for (const item of value) collect(item, name);
    } else if (typeof value === 'object' && value !== null) {
      for (const [childName, child] of Object.entries(value)) collect(child, childName);
    }
  };
  const { '?xml': _declaration, ...document } = parsed;
  collect(document, '');
  return { format: 'xml', members: Object.fromEntries(members) };
}

function readForm(text: string, contentType: string): Read | undefined {
  const labelled = /^application\/x-www-form-urlencoded/i.test(contentType);
  if (!labelled && !looksLikeForm(text)) return undefined;
  return { format: 'urlencoded', members: Object.fromEntries(new URLSearchParams(text)) };
}

function looksLikeForm(text: string): boolean {
  const members = text.split('&');
  return (
    members.every((member) => /^[\w.-]+=\S*$/.test(member)) &&
    members.some((member) => /^(?:access_token|error|token_type)=/.test(member))
  );
}

// Every format but JSON has only text, and the gateway's JSON says "3600" too.
function normalise(members: Record<string, JsonValue>): Record<string, JsonValue> {
  const expiresIn = members.expires_in;
  return typeof expiresIn === 'string' && /^\d{1,10}$/.test(expiresIn)
    ? { ...members, expires_in: Number(expiresIn) }
    : members;
}

function oauthError(members: Record<string, JsonValue>): OAuthError | undefined {
  const { error, error_uri: uri } = members;
  if (typeof error !== 'string') return undefined;
  const description = firstText(members, 'error_description', ...descriptions);
  return {
    error,
    ...(description === undefined || description === error ? {} : { error_description: description }),
    ...(typeof uri === 'string' ? { error_uri: uri } : {}),
  };
}

/** Where servers put what a standard answer has in `error` and `error_description`, the telling first. */
const codes = [
  'errorCode',
  'ErrorCode',
  'error_code',
  'errorcode',
  'Code',
  'faultcode',
  'status',
  'code',
  'type',
];
const descriptions = [
  'errorSummary',
  'errorMessage',
  'error_message',
  'errorDescription',
  'faultstring',
  'detail',
  'reason',
  'message',
  'Message',
  'msg',
  'Error',
  'title',
];

/** An error in a shape of the server's own: `errorCode` and `errorSummary`, `errors`, `fault`, problem details (RFC 9457), a bare `message`. */
function ownError(members: JsonObject, depth = 0): OAuthError | undefined {
  if (depth > 3) return undefined;
  for (const name of ['error', 'errors', 'fault', 'Error', 'Fault', 'errorCauses']) {
    const value = members[name];
    const [inner] = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
    if (typeof inner === 'string' && name !== 'Error') return { error: inner };
    const found = isJsonObject(inner) ? ownError(inner, depth + 1) : undefined;
    if (found) return found;
  }
  const description = firstText(members, 'error_description', ...descriptions);
  const details = isJsonObject(members.detail) ? firstText(members.detail, ...codes) : undefined;
  const title = firstText(members, 'title');
  const code =
    details ??
    (title === description ? undefined : title) ??
    firstText(members, ...codes.filter(notUri(members)));
  if (description !== undefined) {
    return code === undefined || /^\d{3}$/.test(code)
      ? { error: description }
      : { error: code, error_description: description };
  }
  // An API gateway names the claim that it did not like: {"exp":"token expired"}.
  const [claim, ...others] = Object.entries(members);
  const isClaim =
    claim !== undefined && others.length === 0 && /^(?:exp|nbf|iat|iss|aud|sub|jti|kid)$/.test(claim[0]);
  return isClaim && typeof claim[1] === 'string' ? { error: `${claim[0]}: ${claim[1]}` } : undefined;
}

/** The `type` of problem details is an address, or `about:blank`: no code. */
function notUri(members: JsonObject) {
  return (name: string) => !/^[a-z]+:/.test(textOf(members[name]));
}

function firstText(members: JsonObject, ...names: readonly string[]): string | undefined {
  const found = names
    .map((name) => members[name])
    .find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof found === 'string' ? found : undefined;
}

const tokenNames = [
  ...[
    'access_token',
    'id_token',
    'token',
    'txn_token',
    'accessToken',
    'idToken',
    'client_token',
    'SessionToken',
  ],
  // What other endpoints of an authorization server hand out: RFC 9126, RFC 8628, CIBA.
  ...['request_uri', 'device_code', 'auth_req_id'],
];

/** The members that are a token, or stand for one; at the top or, as some servers have it, one level below: `auth.client_token`. */
export function tokenMembers(members: JsonObject): readonly string[] {
  const own = (from: JsonObject) =>
    tokenNames.filter((name) => typeof from[name] === 'string' && from[name] !== '');
  const nested = Object.entries(members).flatMap(([name, value]) =>
    isJsonObject(value) && /^(?:data|result|auth|status|response|credentials)$/i.test(name)
      ? own(value).map((each) => `${name}.${each}`)
      : [],
  );
  return [...own(members), ...nested];
}
