import type { SnippetParts, SnippetProxy, SnippetValue } from './snippet-parts.ts';

/** A Python program that uses the library requests. */
export function printPython(parts: SnippetParts): string {
  const { url, basic, headers, form, insecure, identity, ca, proxy, timeoutSeconds = 30 } = parts;
  const address = url
    .map((part) => ('text' in part ? literal(part.text) : `encode(${variable(part.variable)})`))
    .join(' + ');
  const lines = [
    'import os',
    'from urllib.parse import quote_plus',
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
  const { scheme, address, user, password } = proxy;
  const url =
    user === undefined
      ? literal(`${scheme}://${address}`)
      : [
          literal(`${scheme}://${encodeURIComponent(user)}:`),
          ...(password === undefined ? [] : [`quote_plus(${variable(password)})`]),
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

// All that JSON escapes, Python escapes in the same way.
function literal(text: string): string {
  return JSON.stringify(text);
}
