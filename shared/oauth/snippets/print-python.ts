import type { SnippetParts, SnippetValue } from './snippet-parts.ts';

/** A Python program that uses the library requests. */
export function printPython({ url, basic, headers, form, insecure, identity }: SnippetParts): string {
  const address = url
    .map((part) => ('text' in part ? literal(part.text) : `quote(${variable(part.variable)}, safe="")`))
    .join(' + ');
  const quoting = [...(address.includes('quote(') ? ['quote'] : []), ...(basic ? ['quote_plus'] : [])];
  const lines = [
    'import os',
    ...(quoting.length > 0 ? [`from urllib.parse import ${quoting.join(', ')}`] : []),
    '',
    'import requests',
    '',
    'answer = requests.post(',
    `    ${address},`,
    ...(basic ? [`    auth=(${literal(basic.user)}, quote_plus(${variable(basic.secret)})),`] : []),
    '    headers={',
    ...headers.map(([name, value]) => `        ${literal(name)}: ${expression(value)},`),
    '    },',
    '    data=[',
    ...form.map(([name, value]) => `        (${literal(name)}, ${expression(value)}),`),
    '    ],',
    ...(identity ? [`    cert=(${variable(identity.certificate)}, ${variable(identity.key)}),`] : []),
    ...(insecure ? ['    verify=False,'] : []),
    '    allow_redirects=False,',
    '    timeout=30,',
    ')',
    'print(answer.status_code, answer.text)',
  ];
  return lines.join('\n');
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
