/** `Basic` with the user and password of a URL (RFC 7617), as curl and browsers send them; undefined where it has none. */
export function urlAuthorization({ username, password }: URL): string | undefined {
  if (username === '') return undefined;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
