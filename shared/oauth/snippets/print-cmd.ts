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
    ...headers.map(([name, value]) => `-H ${argument([{ text: `${name}: ` }, value])}`),
    ...form.map(([name, value]) =>
      'text' in value
        ? `--data ${argument([{ text: `${formEncode(name)}=${formEncode(value.text)}` }])}`
        : `--data-urlencode ${argument([{ text: `${formEncode(name)}=` }, value])}`,
    ),
  ];
  const command = lines.join(' ^\n  ');
  return encodedAlready.length === 0 ? command : `rem ${encodedAlready.join(', ')}: form-encoded\n${command}`;
}

function proxyOptions({ scheme, address, user, password }: Exclude<SnippetProxy, 'none'>): readonly string[] {
  const credentials = [{ text: `${user}:` }, ...(password === undefined ? [] : [{ variable: password }])];
  return [
    `-x ${argument([{ text: `${scheme}://${address}` }])}`,
    ...(user === undefined ? [] : [`--proxy-user ${argument(credentials)}`]),
  ];
}

/**
 * One argument. A variable's value goes into real quotes, in which the prompt reads no `&` or `|`; what stands beside it is
 * encoded, and holds no quotes. Any other text stands in quotes for the C runtime alone, with a caret before every
 * character that the prompt knows; the caret behind `%` keeps a name from being a variable's.
 */
function argument(parts: readonly SnippetValue[]): string {
  if (parts.some((part) => 'variable' in part)) {
    return `"${parts.map((part) => ('text' in part ? part.text : `%${part.variable}%`)).join('')}"`;
  }
  const text = parts.map((part) => ('text' in part ? part.text : '')).join('');
  const escaped = text
    .replace(/(\\*)"/g, '$1$1\\"')
    .replace(/\\+$/, '$&$&')
    .replace(/[^\w\s\-:+=.,/;'*~]/g, '^$&')
    .replaceAll('%', '%^');
  return `^"${escaped}^"`;
}
