import { isSecretName } from './redact.ts';
import { formEncode, formMembers, type Pair, requestUrl, type TokenRequest } from './token-request.ts';

// What the request would hold in their place never reaches this function.
const hidden = '';

/** A token request without its secrets: what a snippet is made from. */
export interface SnippetRequest extends Pick<TokenRequest, 'endpoint' | 'query' | 'params' | 'insecure'> {
  readonly grant: TokenRequest['grant']['type'];
  readonly auth: { readonly method: 'none' | 'basic' | 'post'; readonly clientId?: string };
}

/**
 * The equivalent curl command line for bash. Whatever carries a secret stands as an environment variable:
 * `SIGNET_ASSERTION`, `SIGNET_REFRESH_TOKEN`, `SIGNET_CLIENT_SECRET`, `SIGNET_PASSWORD` for a parameter `password`, …
 */
export function printCurl(request: SnippetRequest): string {
  const { auth } = request;
  const lines = [`curl -i -X POST ${url(request)}`];
  if (request.insecure) lines.push('-k');
  if (auth.method === 'basic') {
    lines.push(`-u ${quote(`${formEncode(auth.clientId ?? '')}:`)}${variable('client_secret')}`);
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

/** curl encodes what stands behind the "=", and expects the name encoded already. */
function argument([name, value]: Pair): string {
  const encoded = formEncode(name);
  if (!isSecretName(name)) return quote(`${encoded}=${value}`);
  return `${/^[\w.-]+$/.test(encoded) ? encoded : quote(encoded)}=${variable(name)}`;
}

/** `"$SIGNET_CLIENT_SECRET"`, for bash to fill in. */
function variable(name: string): string {
  return `"$SIGNET_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}"`;
}

/** The address; its password left out, its secret parameters as variables. */
function url({ endpoint, query = [] }: SnippetRequest): string {
  const whole = requestUrl(endpoint, query);
  if (whole === undefined) return `--url ${quote(endpoint)}`;
  const secrets: string[] = [];
  const shown = whole
    .replace(/#.*$/s, '')
    .replace(/^([a-z]+:\/\/[^/?:@]*):[^/?@]*@/, '$1@')
    .replace(/([?&])([^=&]+)=([^&]*)/g, (pair, separator: string, name: string) => {
      const decoded = [...new URLSearchParams(`${name}=`)][0]?.[0] ?? '';
      if (!isSecretName(decoded)) return pair;
      secrets.push(variable(decoded));
      return `${separator}${name}=\0`;
    });
  // A variable ends the single quotes before it and begins them anew behind.
  const line = quote(shown).replaceAll('\0', () => `'${secrets.shift() ?? ''}'`);
  const tidy = line.replace(/"''$/, '"');
  // Without this, curl would expand brackets and braces.
  return /[[\]{}]/.test(shown) ? `--globoff ${tidy}` : tidy;
}

/** Single quotes for a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
