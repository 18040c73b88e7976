/**
 * Makes a value that a request carried fit for an error description or the log: printable ASCII in single
 * quotes, at most 60 characters. What looks like a token is masked, as the log keeps none.
 */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  if (tokenLike.test(text)) return "'***'";
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return `'${toDescription(short)}'`;
}

/** A sentence that may quote what a request carried, without what looks like a token. */
export function withoutTokens(text: string): string {
  return toDescription(text.replace(new RegExp(tokenLike, 'g'), '***'));
}

/** The beginning of a JSON object in base64url, and what follows it. */
const tokenLike = /eyJ[\w.-]{8,}/;

/** Keeps to the characters that an `error_description` may hold (RFC 6749 section 5.2), at most 500 of them. */
export function toDescription(text: string): string {
  return text
    .replaceAll('"', "'")
    .replaceAll('\\', '/')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 500);
}

/** `1 second`, `300 seconds`. */
export function inSeconds(count: number): string {
  return `${count} ${Math.abs(count) === 1 ? 'second' : 'seconds'}`;
}
