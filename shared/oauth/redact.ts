/** What stands in place of a secret or a whole token. */
export const redacted = '***';

const secretNames = /^(?:.*token|assertion|client_assertion|client_secret|password|code|secret)$/i;
// `token_type`, `expires_in` and the like stay: they end in other words. `token` itself is RFC 7662's parameter.
const jwt = /\beyJ[\w-]{5,}\.[\w-]*\.[\w-]*/g;

/** Redacts the values of a form's secret members. */
export function redactForm(members: readonly (readonly [string, string])[]): string {
  return members
    .map(
      ([name, value]) =>
        `${encodeURIComponent(name)}=${secretNames.test(name) ? redacted : encodeURIComponent(value)}`,
    )
    .join('&');
}

/** Redacts an answer's tokens, whatever its format, by their values and by the look of a JWT. */
export function redactBody(body: string, members: Readonly<Record<string, unknown>>): string {
  let text = body;
  for (const [name, value] of Object.entries(members)) {
    if (secretNames.test(name) && typeof value === 'string' && value.length > 0)
      text = text.replaceAll(value, redacted);
  }
  return text.replace(jwt, redacted);
}

/** Redacts headers that carry credentials. */
export function redactHeader(name: string, value: string): string {
  if (/^(?:set-)?cookie$/i.test(name)) return redacted;
  if (/^(?:proxy-)?authorization$/i.test(name)) return value.replace(/^(\S+)\s.*$/, `$1 ${redacted}`);
  return value.replace(jwt, redacted);
}

/** Redacts the secret members of a URL's query. */
export function redactUrl(url: string): string {
  const [base = '', query] = url.split('?', 2);
  return query === undefined ? url : `${base}?${redactForm([...new URLSearchParams(query)])}`;
}
