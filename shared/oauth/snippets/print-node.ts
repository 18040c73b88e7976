import { escapeHiddenInJson } from '../../base/hidden-characters.ts';
import type { SnippetParts, SnippetProxy, SnippetValue } from './snippet-parts.ts';

/** A JavaScript module for Node, with fetch. */
export function printNode(parts: SnippetParts): string {
  const { url, basic, headers, form, insecure, identity, ca, proxy, timeoutSeconds } = parts;
  const files = identity !== undefined || ca !== undefined;
  const given = proxy !== undefined && proxy !== 'none' ? proxy : undefined;
  const agent = given ? 'ProxyAgent' : files ? 'Agent' : undefined;
  const address = url
    .map((part) => ('text' in part ? literal(part.text) : `formEncode(${variable(part.variable)})`))
    .join(' + ');
  const lines = [
    ...(files ? ["import { readFileSync } from 'node:fs';"] : []),
    ...(ca === undefined ? [] : ["import { rootCertificates } from 'node:tls';"]),
    ...(agent === undefined
      ? []
      : [
          `import { ${agent} } from 'undici'; // npm install undici: fetch itself takes no certificates, no proxy`,
          '',
        ]),
    ...(insecure
      ? ["process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // any certificate of the server", '']
      : []),
    ...(basic || address.includes('formEncode(')
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
    ...(timeoutSeconds === undefined ? [] : [`  signal: AbortSignal.timeout(${timeoutSeconds * 1000}),`]),
    ...(agent === undefined
      ? []
      : [
          `  dispatcher: new ${agent}({`,
          ...(given ? proxyOptions(given) : []),
          ...(files
            ? [
                `    ${given ? 'requestTls' : 'connect'}: {`,
                ...(identity
                  ? [
                      `      cert: readFileSync(${variable(identity.certificate)}),`,
                      `      key: readFileSync(${variable(identity.key)}),`,
                    ]
                  : []),
                ...(ca === undefined
                  ? []
                  : [`      ca: [...rootCertificates, readFileSync(${variable(ca)}, 'utf8')],`]),
                '    },',
              ]
            : []),
          '  }),',
        ]),
    '});',
    'console.log(answer.status, await answer.text());',
  ];
  return lines.join('\n');
}

function proxyOptions({ address, user, password }: Exclude<SnippetProxy, 'none'>): readonly string[] {
  const credentials = [literal(`${user}:`), ...(password === undefined ? [] : [variable(password)])];
  return [
    `    uri: ${literal(`http://${address}`)},`,
    ...(user === undefined ? [] : [`    token: 'Basic ' + btoa(${credentials.join(' + ')}),`]),
  ];
}

function expression(value: SnippetValue): string {
  return 'text' in value ? literal(value.text) : variable(value.variable);
}

function variable(name: string): string {
  return `process.env.${name}`;
}

function literal(text: string): string {
  return escapeHiddenInJson(JSON.stringify(text));
}
