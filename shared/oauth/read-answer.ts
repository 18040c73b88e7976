import { isJsonObject, type JsonValue, parseJson } from '../jwt/json.ts';
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
  const html = /^(?:<!doctype html|<html)/i.test(text) || /^text\/html/i.test(contentType);
  const read = html ? undefined : (readJson(text) ?? (await readXml(text)) ?? readForm(text, contentType));
  if (!read) return { format: 'unknown', members: {}, html };

  const members = normalise(read.members);
  const error = oauthError(members);
  return { format: read.format, members, html, ...(error ? { error } : {}) };
}

interface Read {
  readonly format: AnswerFormat;
  readonly members: Record<string, JsonValue>;
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
  if (XMLValidator.validate(text) !== true) return undefined;
  const parser = new XMLParser({ ignoreAttributes: true, removeNSPrefix: true, parseTagValue: false });
  const members: Record<string, JsonValue> = {};
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, child] of Object.entries(value)) {
        if (typeof child === 'string') members[name] ??= child;
        else collect(child);
      }
    }
  };
  const { '?xml': _declaration, ...document } = parser.parse(text) as Record<string, unknown>;
  collect(document);
  return { format: 'xml', members };
}

function readForm(text: string, contentType: string): Read | undefined {
  const labelled = /^application\/x-www-form-urlencoded/i.test(contentType);
  if (
    !labelled &&
    !/^(?:[\w.-]+=[^\s&]*&)*(?:access_token|error|token_type)=[^\s&]*(?:&[\w.-]+=[^\s&]*)*$/.test(text)
  ) {
    return undefined;
  }
  return { format: 'urlencoded', members: Object.fromEntries(new URLSearchParams(text)) };
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
