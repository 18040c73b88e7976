import { variableOf } from '../request-parts.ts';
import { formEncode } from '../token-request.ts';
import type { SnippetParts, SnippetProxy, SnippetValue } from './snippet-parts.ts';

/**
 * curl for the Windows command prompt (in a batch file, each `%` that is no variable's would have to be doubled). Nothing
 * there can encode, so that a variable which stands where curl does not encode must hold its value form-encoded.
 */
export function printCmd(parts: SnippetParts): string {
  const { url, basic, headers, form, insecure, identity, ca, proxy, timeoutSeconds } = parts;
  const encodedAlready = [
    ...(basic ? [basic.secret] : []),
    ...url.flatMap((part) => ('variable' in part ? [part.variable] : [])),
  ];
  const lines = [
    `curl.exe -i -X POST --globoff ${argument(url)}`,
    ...(insecure ? ['-k'] : []),
    ...(ca === undefined ? [] : [`--cacert "%${ca}%"`]),
    ...(identity ? [`--cert "%${identity.certificate}%" --key "%${identity.key}%"`] : []),
    ...(proxy === 'none' ? ['--noproxy *'] : []),
    ...(proxy && proxy !== 'none' ? proxyOptions(proxy) : []),
    ...(timeoutSeconds === undefined ? [] : [`--max-time ${timeoutSeconds}`]),
    ...(basic ? [`-u ${argument([{ text: `${basic.user}:` }, { variable: basic.secret }])}`] : []),
    ...headers.map(([name, value]) => `-H ${header(name, value)}`),
    ...form.map(([name, value]) =>
      'text' in value
        ? `--data ${argument([{ text: `${formEncode(name)}=${formEncode(value.text)}` }])}`
        : `--data-urlencode ${argument([{ text: `${formEncode(name)}=` }, value])}`,
    ),
  ];
  const command = lines.join(' ^\n  ');
  return encodedAlready.length === 0 ? command : `rem ${encodedAlready.join(', ')}: form-encoded\n${command}`;
}

function proxyOptions({ address, user, password }: Exclude<SnippetProxy, 'none'>): readonly string[] {
  const line = `-x ${argument([{ text: `http://${address}` }])}`;
  if (user === undefined) return [line];
  if (password === undefined) return [line, `--proxy-user ${argument([{ text: `${user}:` }])}`];
  // Only these can stand beside a variable as they are: a name with others becomes one too.
  const name = /^[\w.@\\-]+$/.test(user) ? user : `%${variableOf('proxy_user')}%`;
  return [line, `--proxy-user "${name}:%${password}%"`];
}

/** A header's own name and a variable are all that the prompt could read here. */
function header(name: string, value: SnippetValue): string {
  return 'text' in value ? argument([{ text: `${name}: ${value.text}` }]) : `"${name}: %${value.variable}%"`;
}

/**
 * One argument. A variable's value goes into real quotes, in which the prompt reads no `&` or `|`; the text beside it is
 * encoded, so that without quotes it is one word. Text alone stands in quotes for the C runtime only. All text is outside
 * the prompt's own quotes, where a caret takes the meaning of any character; the one behind `%` keeps a name from being a
 * variable's, whose value could hold a quote.
 */
function argument(parts: readonly SnippetValue[]): string {
  if (parts.some((part) => 'variable' in part)) {
    return parts.map((part) => ('text' in part ? escaped(part.text) : `"%${part.variable}%"`)).join('');
  }
  const text = parts.map((part) => ('text' in part ? part.text : '')).join('');
  return `^"${escaped(text).replace(/\\+$/, '$&$&')}^"`;
}

function escaped(text: string): string {
  return text
    .replace(/(\\*)"/g, '$1$1\\"')
    .replace(/[^\w\s\-:+=.,/;'*~]/gu, '^$&')
    .replace(/%(?!\^|$)/g, '%^');
}
