import { formEncode } from '../token-request.ts';
import type { SnippetParts, SnippetValue } from './snippet-parts.ts';

/** The request as it goes over the wire; variables as `$SIGNET_…`, to be encoded as what they stand among. */
export function printHttp({ url, basic, headers, form }: SnippetParts): string {
  const whole = url.map((part) => show(part, (text) => text)).join('');
  const [, authority = '', target = ''] = /^https?:\/\/(?:[^/@]*@)?([^/?]*)(.*)$/s.exec(whole) ?? [];
  const body = form.map(([name, value]) => `${formEncode(name)}=${show(value, formEncode)}`).join('&');
  return [
    `POST ${target === '' ? '/' : target} HTTP/1.1`,
    `Host: ${authority}`,
    ...headers.map(([name, value]) => `${name}: ${show(value, (text) => text)}`),
    ...(basic ? [`Authorization: Basic base64(${basic.user}:$${basic.secret})`] : []),
    '',
    body,
  ].join('\n');
}

function show(value: SnippetValue, encode: (text: string) => string): string {
  return 'text' in value ? encode(value.text) : `$${value.variable}`;
}
