import { formEncode } from '../token-request.ts';
import type { SnippetParts, SnippetValue } from './snippet-parts.ts';

/**
 * The equivalent curl command line for any POSIX shell. Whatever carries a secret stands as an environment variable:
 * `SIGNET_ASSERTION`, `SIGNET_REFRESH_TOKEN`, `SIGNET_CLIENT_SECRET`, `SIGNET_PASSWORD` for a parameter `password`, …
 */
export function printCurl(parts: SnippetParts): string {
  const { url, basic, headers, form, insecure, identity, ca, proxy, timeoutSeconds } = parts;
  const lines = [`curl -i -X POST ${address(url)}`];
  if (insecure) lines.push('-k');
  if (ca !== undefined) lines.push(`--cacert "$${ca}"`);
  if (identity) lines.push(`--cert "$${identity.certificate}" --key "$${identity.key}"`);
  if (proxy === 'none') lines.push("--noproxy '*'");
  else if (proxy) {
    lines.push(`-x ${quote(`http://${proxy.address}`)}`);
    if (proxy.user !== undefined) {
      lines.push(`--proxy-user ${quote(`${proxy.user}:`)}${proxy.password ? `"$${proxy.password}"` : ''}`);
    }
  }
  if (timeoutSeconds !== undefined) lines.push(`--max-time ${timeoutSeconds}`);
  if (basic) lines.push(`-u ${quote(`${basic.user}:`)}${encoded(basic.secret)}`);
  for (const [name, value] of headers) {
    lines.push(
      'text' in value ? `-H ${quote(`${name}: ${value.text}`)}` : `-H "${name}: $${value.variable}"`,
    );
  }
  for (const [name, value] of form) lines.push(`--data-raw ${argument(name, value)}`);
  const command = lines.join(' \\\n  ');
  return command.includes('$(form_encode ') ? `${formEncoder}\n${command}` : command;
}

// As Signet encodes a form (RFC 6749 appendix B), byte for byte; curl's own encoding is another.
const formEncoder = `form_encode() {
  text=$1 LC_ALL=C awk 'BEGIN {
    for (i = 1; i < 256; i++) code[sprintf("%c", i)] = sprintf("%%%02X", i)
    code[" "] = "+"
    for (i = 1; i <= length(ENVIRON["text"]); i++) {
      byte = substr(ENVIRON["text"], i, 1)
      printf "%s", byte ~ /[a-zA-Z0-9*._-]/ ? byte : code[byte]
    }
  }'
}`;

/** The characters of a JWT need no encoding. */
const jwtVariables: ReadonlySet<string> = new Set(['SIGNET_ASSERTION', 'SIGNET_CLIENT_ASSERTION']);

function argument(name: string, value: SnippetValue): string {
  const encodedName = formEncode(name);
  if ('text' in value) return quote(`${encodedName}=${formEncode(value.text)}`);
  const plain = /^[\w.-]+$/.test(encodedName) ? encodedName : quote(encodedName);
  return `${plain}=${jwtVariables.has(value.variable) ? `"$${value.variable}"` : encoded(value.variable)}`;
}

function address(url: readonly SnippetValue[]): string {
  const line = url.map((part) => ('text' in part ? quote(part.text) : encoded(part.variable))).join('');
  // curl would expand brackets and braces.
  return /[[\]{}]/.test(line) ? `--globoff ${line}` : line;
}

function encoded(variable: string): string {
  return `"$(form_encode "$${variable}")"`;
}

/** Single quotes for a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
