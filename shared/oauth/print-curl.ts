import { formEncode, formMembers, type Pair, requestUrl, type TokenRequest } from './token-request.ts';

/** Environment variables that stand for what a snippet must not show. */
export const snippetVariables = {
  assertion: 'SIGNET_ASSERTION',
  refresh_token: 'SIGNET_REFRESH_TOKEN',
  client_secret: 'SIGNET_CLIENT_SECRET',
} as const;

// What the request would hold in their place never reaches this function.
const hidden = '';

/** A token request without its secrets: what a snippet is made from. */
export interface SnippetRequest extends Pick<TokenRequest, 'endpoint' | 'query' | 'params' | 'insecure'> {
  readonly grant: TokenRequest['grant']['type'];
  readonly auth: { readonly method: 'none' | 'basic' | 'post'; readonly clientId?: string };
}

/**
 * The equivalent curl command line for bash. Assertion, refresh token and client secret stand as environment variables
 * (`SIGNET_ASSERTION`, `SIGNET_REFRESH_TOKEN`, `SIGNET_CLIENT_SECRET`).
 */
export function printCurl(request: SnippetRequest): string {
  const { auth } = request;
  const lines = [`curl -i -X POST ${quote(requestUrl(request.endpoint, request.query) ?? request.endpoint)}`];
  if (request.insecure) lines.push('-k');
  if (auth.method === 'basic') {
    lines.push(`-u ${quote(`${formEncode(auth.clientId ?? '')}:`)}"$${snippetVariables.client_secret}"`);
  }
  lines.push(`-H 'Content-Type: application/x-www-form-urlencoded; charset=UTF-8'`);
  for (const member of members(request)) lines.push(`--data-urlencode ${argument(member)}`);
  return lines.join(' \\\n  ');
}

function members({ grant, auth, params }: SnippetRequest): readonly Pair[] {
  const clientId = auth.clientId ?? '';
  return formMembers({
    grant:
      grant === 'jwt-bearer'
        ? { type: grant, assertion: hidden }
        : grant === 'refresh-token'
          ? { type: grant, refreshToken: hidden }
          : { type: grant },
    auth:
      auth.method === 'none'
        ? { method: 'none', clientId }
        : { method: auth.method, clientId, clientSecret: hidden },
    ...(params ? { params } : {}),
  });
}

function argument([name, value]: Pair): string {
  const variable = snippetVariables[name as keyof typeof snippetVariables];
  return variable === undefined || value !== hidden ? quote(`${name}=${value}`) : `${name}="$${variable}"`;
}

/** Single quotes for a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
