import { decodeBase64url } from '../../base/base64url.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson, textOf } from '../../base/json.ts';
import type { Pair } from '../token-request.ts';

/** An HTTP message met elsewhere: a request has a method, an answer may have a status. */
export interface HttpMessage {
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly headers: readonly Pair[];
  readonly body: string;
}

/** A request with its answer, as a HAR file or a log of curl holds them. */
export interface HttpPair {
  readonly request?: HttpMessage;
  readonly answer?: HttpMessage;
  /** When it was sent, by the clock of who wrote it down: seconds since the epoch. */
  readonly at?: number;
}

/**
 * Reads HTTP out of a text: a raw message or several, what `curl -i` and `curl -v` print, a HAR file, or JSON with `status`
 * and `body`. Undefined for a text that is none of these: a body, and nothing else.
 */
export function readHttp(text: string): HttpPair | undefined {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  return trimmed.startsWith('{') ? readJsonCapture(trimmed) : readRaw(trimmed);
}

export function headerValue(headers: readonly Pair[], name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}

function readJsonCapture(text: string): HttpPair | undefined {
  const parsed = parseJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const { log, status, body } = parsed.value;
  if (isJsonObject(log) && Array.isArray(log.entries)) return readHar(log.entries as readonly JsonValue[]);
  // The answer as some tools keep it. A body of an API's own may have a status, too, but no body.
  if (typeof status !== 'number' || body === undefined) return undefined;
  const headers = isJsonObject(parsed.value.headers)
    ? Object.entries(parsed.value.headers).map(([name, value]): Pair => [name, textOf(value)])
    : [];
  return { answer: { status, headers, body: textOf(body) } };
}

/** The entry that the question is most likely about: the last refused POST, else the last POST, else the last. */
function readHar(entries: readonly JsonValue[]): HttpPair | undefined {
  const pairs = entries.filter(isJsonObject).map(readHarEntry);
  const posts = pairs.filter(({ request }) => request?.method === 'POST');
  return posts.findLast(({ answer }) => (answer?.status ?? 0) >= 400) ?? posts.at(-1) ?? pairs.at(-1);
}

function readHarEntry({ request, response, startedDateTime, time }: JsonObject): HttpPair {
  const started = Date.parse(textOf(startedDateTime)) / 1000;
  return {
    ...(isJsonObject(request)
      ? {
          request: {
            method: textOf(request.method).toUpperCase(),
            url: textOf(request.url),
            ...harMessage(request, request.postData),
          },
        }
      : {}),
    ...(isJsonObject(response)
      ? { answer: { status: Number(response.status) || 0, ...harMessage(response, response.content) } }
      : {}),
    ...(Number.isNaN(started) ? {} : { at: started + (typeof time === 'number' ? time / 2000 : 0) }),
  };
}

function harMessage(
  message: JsonObject,
  content: JsonValue | undefined,
): { readonly headers: readonly Pair[]; readonly body: string } {
  const headers = pairsOf(message.headers);
  if (!isJsonObject(content)) return { headers, body: '' };
  const text =
    typeof content.text === 'string'
      ? content.text
      : new URLSearchParams(
          pairsOf(content.params).map(([name, value]): [string, string] => [name, value]),
        ).toString();
  const decoded =
    content.encoding === 'base64' ? new TextDecoder().decode(decodeBase64url(text).bytes) : text;
  return { headers, body: decoded };
}

function pairsOf(list: JsonValue | undefined): readonly Pair[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonValue[])
    .filter(isJsonObject)
    .map(({ name, value }): Pair => [textOf(name), textOf(value)]);
}

const requestLine = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S+)(?: HTTP\/[\d.]+)?$/;
const statusLine = /^HTTP\/[\d.]+ (\d{3})\b/;

function readRaw(text: string): HttpPair | undefined {
  const lines = withoutArrows(text.split(/\r?\n/));
  const starts = lines.flatMap((line, index) =>
    requestLine.test(line) || statusLine.test(line) ? [index] : [],
  );
  // What stands in the body of a message is no message.
  if (starts[0] !== 0) return undefined;
  const messages = starts.map((start, index) => readLines(lines.slice(start, starts[index + 1])));
  const request = messages.findLast(({ method }) => method !== undefined);
  // `curl -i` prints 100 Continue and a proxy's answer before the answer.
  const answer = messages.findLast(({ status }) => status !== undefined);
  return { ...(request ? { request } : {}), ...(answer ? { answer } : {}) };
}

/** `curl -v`: what was sent is marked with `>`, what came with `<`, and what curl says of itself with `*`. */
function withoutArrows(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => /^[<>] (?:HTTP\/|[A-Z]+ )/.test(line))) return lines;
  const kept = lines
    .filter((line) => !/^(?:\*|[{}] \[|\s*%\s|\s+\d+\s+\d+\s)/.test(line))
    .map((line) => line.replace(/^[<>] ?/, ''));
  return kept.slice(
    Math.max(
      0,
      kept.findIndex((line) => requestLine.test(line) || statusLine.test(line)),
    ),
  );
}

function readLines(lines: readonly string[]): HttpMessage {
  const [first = ''] = lines;
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === '');
  const headers = lines.slice(1, end < 0 ? undefined : end).flatMap((line): Pair[] => {
    const at = line.indexOf(':');
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()]] : [];
  });
  const body =
    end < 0
      ? ''
      : lines
          .slice(end + 1)
          .join('\n')
          .trim();
  const [, method, target = ''] = requestLine.exec(first) ?? [];
  if (method === undefined) return { status: Number(statusLine.exec(first)?.[1]), headers, body };
  const host = headerValue(headers, 'host');
  const url = /^https?:/i.test(target) || host === undefined ? target : `https://${host}${target}`;
  return { method, url, headers, body };
}
