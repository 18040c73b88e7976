import { escapeHidden, escapeUnits } from '../../base/hidden-characters.ts';
import type { SnippetParts, SnippetProxy, SnippetValue } from './snippet-parts.ts';

/** A Python program that uses the library requests. */
export function printPython(parts: SnippetParts): string {
  const { url, basic, headers, form, insecure, identity, ca, proxy, timeoutSeconds = 30 } = parts;
  const address = url
    .map((part) => ('text' in part ? literal(part.text) : `encode(${variable(part.variable)})`))
    .join(' + ');
  const proxyPassword = proxy === undefined || proxy === 'none' ? undefined : proxy.password;
  const lines = [
    'import os',
    `from urllib.parse import ${proxyPassword === undefined ? '' : 'quote, '}quote_plus`,
    '',
    'import requests',
    '',
    '',
    'def encode(text):',
    '    return quote_plus(text, safe="*").replace("~", "%7E")',
    '',
    '',
    'form = [',
    ...form.map(([name, value]) => `    (${literal(name)}, ${expression(value)}),`),
    ']',
    'answer = requests.post(',
    `    ${address},`,
    ...(basic ? [`    auth=(${literal(basic.user)}, encode(${variable(basic.secret)})),`] : []),
    '    headers={',
    ...headers.map(([name, value]) => `        ${literal(name)}: ${expression(value)},`),
    '    },',
    '    data="&".join(f"{encode(name)}={encode(value)}" for name, value in form),',
    ...(identity ? [`    cert=(${variable(identity.certificate)}, ${variable(identity.key)}),`] : []),
    ...(insecure ? ['    verify=False,'] : ca === undefined ? [] : [`    verify=${variable(ca)},`]),
    ...(proxy === undefined ? [] : [`    proxies=${proxies(proxy)},`]),
    '    allow_redirects=False,',
    `    timeout=${timeoutSeconds},`,
    ')',
    'print(answer.status_code, answer.text)',
  ];
  return lines.join('\n');
}

function proxies(proxy: SnippetProxy): string {
  if (proxy === 'none') return '{"http": None, "https": None}';
  const { address, user, password } = proxy;
  const url =
    user === undefined
      ? literal(`http://${address}`)
      : [
          literal(`http://${encodeURIComponent(user)}:`),
          ...(password === undefined ? [] : [`quote(${variable(password)}, safe="")`]),
          literal(`@${address}`),
        ].join(' + ');
  return `dict.fromkeys(["http", "https"], ${url})`;
}

function expression(value: SnippetValue): string {
  return 'text' in value ? literal(value.text) : variable(value.variable);
}

function variable(name: string): string {
  return `os.environ["${name}"]`;
}

/** All that JSON escapes, Python escapes in the same way; but a `\\u` is a character, and never half of one. */
function literal(text: string): string {
  return escapeHidden(JSON.stringify(text), (character) =>
    character.length === 1 ? escapeUnits(character) : `\\U${hex(character, 8)}`,
  );
}

function hex(character: string, digits: number): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');
}
