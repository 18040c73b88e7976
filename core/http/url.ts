import { SignetError } from '../../shared/base/signet-error.ts';
import { type Pair, requestUrl } from '../../shared/oauth/token-request.ts';

/** @throws SignetError `endpoint-not-a-url` */
export function absoluteUrl(endpoint: string, query: readonly Pair[] = []): string {
  const url = requestUrl(endpoint, query);
  if (url !== undefined) return url;
  throw new SignetError('endpoint-not-a-url', `${JSON.stringify(endpoint)} is no http or https URL`, {
    hint: 'write it whole, as in https://server.example/oauth2/token',
  });
}

/** `Basic` with the user and password of a URL (RFC 7617), as curl and browsers send them; undefined where it has none. */
export function urlAuthorization({ username, password }: URL): string | undefined {
  if (username === '') return undefined;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
