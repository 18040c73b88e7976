import { formEncode } from '../token-request.ts';
import type { SnippetParts, SnippetProxy, SnippetValue } from './snippet-parts.ts';

/**
 * curl for PowerShell. Windows PowerShell loses quotes on the way to a program's arguments, so that curl reads its options
 * from standard input: all of it ASCII, and no secret on a command line.
 */
export function printPowershell(parts: SnippetParts): string {
  const { url, basic, headers, form, insecure, identity, ca, proxy, timeoutSeconds } = parts;
  const path = (name: string) => `$($env:${name}.Replace('\\', '\\\\'))`;
  const options = [
    `url = "${url.map((part) => write(part, (text) => text)).join('')}"`,
    'request = "POST"',
    'include',
    // Otherwise curl would expand brackets and braces.
    'globoff',
    ...(insecure ? ['insecure'] : []),
    ...(ca === undefined ? [] : [`cacert = "${path(ca)}"`]),
    ...(identity ? [`cert = "${path(identity.certificate)}"`, `key = "${path(identity.key)}"`] : []),
    ...(proxy === 'none' ? ['noproxy = "*"'] : []),
    ...(proxy && proxy !== 'none' ? [`proxy = "${proxyAddress(proxy)}"`] : []),
    ...(timeoutSeconds === undefined ? [] : [`max-time = ${timeoutSeconds}`]),
    ...(basic ? [`user = "${literal(`${basic.user}:`)}${encoded(basic.secret)}"`] : []),
    ...headers.map(
      ([name, value]) =>
        `header = "${'text' in value ? literal(`${name}: ${value.text}`) : `${name}: $env:${value.variable}`}"`,
    ),
    ...form.map(([name, value]) => `data = "${literal(`${formEncode(name)}=`)}${write(value, formEncode)}"`),
  ];
  return ['@"', ...options, '"@ | curl.exe --config -'].join('\n');
}

/** With its credentials, which curl decodes. */
function proxyAddress({ address, user, password }: Exclude<SnippetProxy, 'none'>): string {
  if (user === undefined) return literal(`http://${address}`);
  const secret = password === undefined ? '' : encoded(password);
  return `${literal(`http://${encodeURIComponent(user)}:`)}${secret}${literal(`@${address}`)}`;
}

function write(value: SnippetValue, encode: (text: string) => string): string {
  return 'text' in value ? literal(encode(value.text)) : encoded(value.variable);
}

function encoded(variable: string): string {
  return `$([uri]::EscapeDataString($env:${variable}))`;
}

/**
 * First for curl's file of options, then for PowerShell's here-string, in which only `$` and the backtick mean anything. It
 * ends with a quote, straight or typographic, that begins a line: there is none, since all texts here are of one line.
 */
function literal(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replace(/[`$]/g, '`$&');
}
