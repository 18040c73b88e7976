import { isJsonObject, type JsonValue, parseJson } from '../base/json.ts';
import type { AnswerFormat, OAuthError } from './token-exchange.ts';

/** A token endpoint's answer, taken apart. */
export interface ReadAnswer {
  readonly format: AnswerFormat;
  readonly members: Readonly<Record<string, JsonValue>>;
  readonly error?: OAuthError;
  /** The answer is a web page: a wrong URL, a login page, a proxy. */
  readonly html: boolean;
}

/**
 * Reads json, urlencoded and XML answers (RFC 6749 section 5, and the API gateway's `format` parameter). The body
 * decides, the content type helps: servers label answers wrongly. A DOCTYPE is never parsed as XML.
 */
export async function readAnswer(body: string, contentType = ''): Promise<ReadAnswer> {
  const text = body.trim();
  const page = /^(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html)/i.test(text);
  const labelledPage = /^text\/html/i.test(contentType);
  const read = page ? undefined : (readJson(text) ?? (await readXml(text)) ?? readForm(text, contentType));
  if (!read || (labelledPage && !isTokenAnswer(read))) {
    return { format: 'unknown', members: {}, html: page || labelledPage };
  }

  const members = normalise(read.members);
  const error = oauthError(members);
  return { format: read.format, members, html: false, ...(error ? { error } : {}) };
}

interface Read {
  readonly format: AnswerFormat;
  readonly members: Record<string, JsonValue>;
}

function isTokenAnswer({ members }: Read): boolean {
  return ['access_token', 'error'].some((name) => Object.hasOwn(members, name));
}

function readJson(text: string): Read | undefined {
  if (!text.startsWith('{')) return undefined;
  const parsed = parseJson(text);
  return parsed.ok && isJsonObject(parsed.value)
    ? { format: 'json', members: { ...parsed.value } }
    : undefined;
}

/** No sample of the gateway's XML is published: every element that holds only text counts, at any depth. */
async function readXml(text: string): Promise<Read | undefined> {
  if (!text.startsWith('<') || /<!doctype/i.test(text)) return undefined;
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
  const { error, error_description: description, error_uri: uri } = members;
  if (typeof error !== 'string') return undefined;
  return {
    error,
    ...(typeof description === 'string' ? { error_description: description } : {}),
    ...(typeof uri === 'string' ? { error_uri: uri } : {}),
  };
}
