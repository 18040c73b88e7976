import { formEncode } from '../token-request.ts';
import type { SnippetParts, SnippetValue } from './snippet-parts.ts';

/**
 * The equivalent curl command line for bash. Whatever carries a secret stands as an environment variable:
 * `SIGNET_ASSERTION`, `SIGNET_REFRESH_TOKEN`, `SIGNET_CLIENT_SECRET`, `SIGNET_PASSWORD` for a parameter `password`, …
 */
export function printCurl(parts: SnippetParts): string {
  const { url, basic, headers, form, insecure, identity } = parts;
  const lines = [`curl -i -X POST ${address(url)}`];
  if (insecure) lines.push('-k');
  if (identity) lines.push(`--cert "$${identity.certificate}" --key "$${identity.key}"`);
  if (basic) lines.push(`-u ${quote(`${basic.user}:`)}${encoded(basic.secret)}`);
  for (const [name, value] of headers) {
    lines.push(
      'text' in value ? `-H ${quote(`${name}: ${value.text}`)}` : `-H "${name}: $${value.variable}"`,
    );
  }
  for (const [name, value] of form) lines.push(`--data-urlencode ${argument(name, value)}`);
  const command = lines.join(' \\\n  ');
  return command.includes('$(form_encode ') ? `${formEncoder}\n${command}` : command;
}

// curl encodes no user names and no URLs. Byte by byte: RFC 6749 appendix B encodes UTF-8.
const formEncoder = `form_encode() {
  local LC_ALL=C text=$1 i byte
  for ((i = 0; i < \${#text}; i++)); do
    byte=\${text:i:1}
    case $byte in [a-zA-Z0-9._~-]) printf %s "$byte" ;; *) printf %%%02X "'$byte" ;; esac
  done
}`;

/** curl encodes what stands behind the "=", and expects the name encoded already. */
function argument(name: string, value: SnippetValue): string {
  const encodedName = formEncode(name);
  if ('text' in value) return quote(`${encodedName}=${value.text}`);
  return `${/^[\w.-]+$/.test(encodedName) ? encodedName : quote(encodedName)}="$${value.variable}"`;
}

function address(url: readonly SnippetValue[]): string {
  const line = url.map((part) => ('text' in part ? quote(part.text) : encoded(part.variable))).join('');
  const texts = url.map((part) => ('text' in part ? part.text : '')).join('');
  // Without these, curl would expand brackets and braces, or take a leading dash for an option.
  if (!/^https?:/.test(texts)) return `--url ${line}`;
  return /[[\]{}]/.test(texts) ? `--globoff ${line}` : line;
}

function encoded(variable: string): string {
  return `"$(form_encode "$${variable}")"`;
}

/** Single quotes for a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
