import type { SnippetParts, SnippetValue } from './snippet-parts.ts';

/** A JavaScript module for Node, with fetch. */
export function printNode({ url, basic, headers, form, insecure, identity }: SnippetParts): string {
  const address = url
    .map((part) => ('text' in part ? literal(part.text) : `encodeURIComponent(${variable(part.variable)})`))
    .join(' + ');
  const lines = [
    ...(identity
      ? [
          "import { readFileSync } from 'node:fs';",
          "import { Agent } from 'undici'; // npm install undici: fetch itself takes no client certificate",
          '',
        ]
      : []),
    ...(insecure
      ? ["process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // any certificate of the server", '']
      : []),
    ...(basic
      ? ["const formEncode = (text) => new URLSearchParams([['', text]]).toString().slice(1);", '']
      : []),
    `const answer = await fetch(${address}, {`,
    "  method: 'POST',",
    '  headers: {',
    ...(basic
      ? [
          `    Authorization: 'Basic ' + btoa(${literal(`${basic.user}:`)} + formEncode(${variable(basic.secret)})),`,
        ]
      : []),
    ...headers.map(([name, value]) => `    ${literal(name)}: ${expression(value)},`),
    '  },',
    '  body: new URLSearchParams([',
    ...form.map(([name, value]) => `    [${literal(name)}, ${expression(value)}],`),
    '  ]),',
    "  redirect: 'manual',",
    ...(identity
      ? [
          '  dispatcher: new Agent({',
          '    connect: {',
          `      cert: readFileSync(${variable(identity.certificate)}),`,
          `      key: readFileSync(${variable(identity.key)}),`,
          '    },',
          '  }),',
        ]
      : []),
    '});',
    'console.log(answer.status, await answer.text());',
  ];
  return lines.join('\n');
}

function expression(value: SnippetValue): string {
  return 'text' in value ? literal(value.text) : variable(value.variable);
}

function variable(name: string): string {
  return `process.env.${name}`;
}

function literal(text: string): string {
  return JSON.stringify(text);
}
