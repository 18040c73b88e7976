import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showHidden, showHiddenInLines } from '../../../../shared/base/hidden-characters.ts';
import { SignetError } from '../../../../shared/base/signet-error.ts';
import { printSnippet, snippetLanguages } from '../../../../shared/oauth/snippets/print-snippet.ts';
import {
  type SnippetParts,
  type SnippetRequest,
  type SnippetValue,
  snippetParts,
  withheldAuth,
  withheldGrants,
} from '../../../../shared/oauth/snippets/snippet-parts.ts';
import { formEncode, requestUrl } from '../../../../shared/oauth/token-request.ts';
import { hasTool } from '../../../support/tools.ts';
import { readHereString, readPromptLine } from '../../../support/windows-shells.ts';

/** What means something to one of the shells or languages, or cannot be seen. */
const meaningful = [
  ...[
    '%',
    '%%',
    '%CD%',
    '%CMDCMDLINE:~-1%&calc&',
    '%PATH:*;=%',
    '%25CD%',
    '^',
    '^^',
    '!',
    '!PATH!',
    '"',
    '""',
    '\\"',
  ],
  ...['&calc', '|', '<', '>', '(', ')', '@', '"@', '\n"@\n', '\r“@\r', '”@', '„@', '‟', '‘', '’', '‚', '‛'],
  ...[
    "'",
    "'\\''",
    '`',
    '``',
    '$',
    '$(',
    '$(id)',
    '$' + '{x}',
    '$env:PATH',
    '#',
    ';',
    '*',
    '?',
    '~',
    '{a,b}',
    '[1-3]',
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\u001b[2J',
    '\u007f',
    '\u0085',
    '\u009b',
    '\u2028',
    '\u2029',
    '\u202e',
    '\ufeff',
  ],
  ...[
    '\u{e0041}',
    '\ud800',
    '\udc00',
    '\\',
    '\\\\',
    '\\u000a',
    '\\u0022',
    '\\u005c"',
    '\\N{NULL}',
    '*/',
    '"""',
  ],
  ...['-o/dev/null', '@/etc/passwd', ' ', '  ', '=', ':', '/', 'é', '日', '😀', 'a', '1', '0'],
];
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...meaningful) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));
const pairs = fc.array(fc.tuple(text, text), { maxLength: 4 });

/** Whatever passes for a URL, with odd characters in its user, host, path and query. */
const endpoint = fc
  .tuple(fc.constantFrom('http', 'https', 'HTTPS'), text, text, text, text)
  .map(([scheme, user, host, path, query]) => `${scheme}://${user}@a${host}.example/${path}?${query}`)
  .map((url) => (requestUrl(url) === undefined ? `https://[::1]:8443/${encodeURI('token')}` : url));

const proxyUser = text.map(showHidden);
const proxy = fc.oneof(
  fc.constantFrom('', 'none', 'http://proxy.example:3128'),
  fc
    .tuple(proxyUser, fc.constantFrom('', ':p'))
    .map(([user, password]) => `http://${encodeURIComponent(user)}${password}@proxy.example`),
);
const request: fc.Arbitrary<SnippetRequest> = fc.record({
  endpoint,
  grant: fc.constantFrom(...Object.values(withheldGrants)),
  auth: fc
    .tuple(fc.constantFrom('none', 'basic', 'post'), text)
    .map(([method, id]) => withheldAuth(method, id)),
  query: pairs,
  params: pairs,
  insecure: fc.boolean(),
  dpop: fc.boolean(),
  proxy,
});

/** A snippet's variables; each has what a form has to encode. */
const valueIn = (name: string) => `value of ${name} & more`;
const variablesOf = (snippet: string): Record<string, string> =>
  Object.fromEntries([...new Set(snippet.match(/SIGNET_[A-Z0-9_]+/g))].map((name) => [name, valueIn(name)]));
/** A JWT needs no encoding, and is not encoded. */
const jwts = ['SIGNET_ASSERTION', 'SIGNET_CLIENT_ASSERTION'];

const filled = (value: SnippetValue, encode: (text: string) => string = (each) => each) =>
  'text' in value ? value.text : encode(valueIn(value.variable));

/** The arguments that curl is meant to get. */
function intended(parts: SnippetParts, dialect: 'posix' | 'cmd'): readonly string[] {
  const { url, basic, headers, form, insecure, proxy } = parts;
  const given = proxy === 'none' ? undefined : proxy;
  // At the prompt, what cannot be encoded there holds its value encoded already.
  const encode = dialect === 'posix' ? formEncode : (each: string) => each;
  const address = url.map((part) => filled(part, encode)).join('');
  const globbed = dialect === 'cmd' || /[[\]{}]/.test(url.map((part) => filled(part)).join(''));
  return [
    ...['-i', '-X', 'POST', ...(globbed ? ['--globoff'] : []), address],
    ...(insecure ? ['-k'] : []),
    ...(proxy === 'none' ? ['--noproxy', '*'] : []),
    ...(given ? ['-x', `http://${given.address}`] : []),
    ...(given?.user === undefined
      ? []
      : ['--proxy-user', `${userAt(given, dialect)}:${given.password ? valueIn(given.password) : ''}`]),
    ...(basic ? ['-u', `${basic.user}:${encode(valueIn(basic.secret))}`] : []),
    ...headers.flatMap(([name, value]) => ['-H', `${name}: ${filled(value)}`]),
    ...form.flatMap(([name, value]) =>
      'text' in value || dialect === 'posix'
        ? [dialect === 'cmd' ? '--data' : '--data-raw', `${formEncode(name)}=${inForm(value)}`]
        : ['--data-urlencode', `${formEncode(name)}=${filled(value)}`],
    ),
  ];
}

function inForm(value: SnippetValue): string {
  if ('text' in value) return formEncode(value.text);
  return jwts.includes(value.variable) ? valueIn(value.variable) : formEncode(valueIn(value.variable));
}

/** Beside a variable, the prompt takes no name but a plain one: another is a variable too. */
function userAt(
  { user = '', password }: { user?: string; password?: string },
  dialect: 'posix' | 'cmd',
): string {
  const asVariable = dialect === 'cmd' && password !== undefined && !/^[\w.@\\-]+$/.test(user);
  return asVariable ? valueIn('SIGNET_PROXY_USER') : user;
}

const many = { numRuns: 500 } as const;

describe('what is printed', () => {
  it.each(snippetLanguages)('for %s has no hidden character but its own line ends', (language) => {
    fc.assert(
      fc.property(request, (each) => {
        const snippet = printSnippet(language, each);
        expect(showHiddenInLines(snippet)).toBe(snippet);
        expect(snippet).not.toMatch(/[\r\t]/);
      }),
      many,
    );
  });

  it.each(snippetLanguages)('for %s is nothing where the endpoint is no http or https URL', (language) => {
    const good = {
      endpoint: 'https://as.example',
      grant: withheldGrants['client-credentials'],
      auth: withheldAuth('none', undefined),
    };
    expect(printSnippet(language, good)).toContain('as.example');
    for (const wrong of [
      '',
      'as.example/token',
      'ftp://as.example',
      'javascript:alert(1)',
      '-o/etc/passwd',
      'https://',
      'http://a b/',
      '{{endpoint}}',
    ]) {
      let thrown: unknown;
      try {
        printSnippet(language, { ...good, endpoint: wrong });
      } catch (error) {
        thrown = error;
      }
      expect((thrown as SignetError).code, wrong).toBe('endpoint-not-a-url');
    }
  });

  it('has no proxy whose name would end a header', () => {
    const good = {
      endpoint: 'https://as.example',
      grant: withheldGrants['client-credentials'],
      auth: withheldAuth('none', undefined),
    };
    const withProxy = (proxy: string) => printSnippet('curl', { ...good, proxy });
    expect(withProxy('http://me:p@proxy.example')).toContain('\'me:\'"$SIGNET_PROXY_PASSWORD"');
    expect(() => withProxy('http://me%0d%0aX: y:p@proxy.example')).toThrow(SignetError);
    expect(() => withProxy('socks5://proxy.example')).toThrow(SignetError);
  });
});

describe.each([
  ['bash', ['--norc']],
  ['sh', []],
] as const)('curl read by %s (skipped where there is none)', (shell, args) => {
  it.skipIf(!hasTool(shell))('has exactly the intended arguments', { timeout: 120_000 }, () => {
    const requests = fc.sample(request, 400);
    const end = 'end of one';
    const snippets = requests.map((each) => printSnippet('curl', each));
    const script = ["curl() { printf '%s\\0' \"$@\"; printf '%s\\0' 'end of one'; }", ...snippets].join('\n');
    const file = join(mkdtempSync(join(tmpdir(), 'signet-quoting-')), 'all.sh');
    writeFileSync(file, script);
    const env = { PATH: process.env.PATH, ...variablesOf(script) };
    const output = execFileSync(shell, [...args, file], { env, encoding: 'utf8', maxBuffer: 1 << 28 });
    const lists = output
      .split(`${end}\0`)
      .slice(0, -1)
      .map((list) => list.split('\0').slice(0, -1));
    expect(lists).toEqual(requests.map((each) => intended(snippetParts(each), 'posix')));
  });
});

it('curl read by the Windows prompt has exactly the intended arguments', () => {
  fc.assert(
    fc.property(request, (each) => {
      const snippet = printSnippet('curl-cmd', each);
      const [program, ...args] = readPromptLine(snippet, variablesOf(snippet));
      expect(program).toBe('curl.exe');
      expect(args).toEqual(intended(snippetParts(each), 'cmd'));
    }),
    many,
  );
});

it('curl read by PowerShell has exactly the intended options', () => {
  const inQuotes = (option: string) => option.replace(/["\\]/g, '\\$&');
  fc.assert(
    fc.property(request, (each) => {
      const snippet = printSnippet('curl-powershell', each);
      const { url, basic, headers, form, insecure, proxy } = snippetParts(each);
      const given = proxy === 'none' ? undefined : proxy;
      const encode = encodeURIComponent;
      const credentials =
        given?.user === undefined
          ? ''
          : `${encode(given.user)}:${given.password ? encode(valueIn(given.password)) : ''}@`;
      expect(readHereString(snippet, variablesOf(snippet)).split('\n')).toEqual([
        `url = "${inQuotes(url.map((part) => filled(part, encode)).join(''))}"`,
        ...['request = "POST"', 'include', 'globoff', ...(insecure ? ['insecure'] : [])],
        ...(proxy === 'none' ? ['noproxy = "*"'] : []),
        ...(given ? [`proxy = "http://${inQuotes(credentials)}${given.address}"`] : []),
        ...(basic ? [`user = "${basic.user}:${encode(valueIn(basic.secret))}"`] : []),
        ...headers.map(([name, value]) => `header = "${name}: ${filled(value)}"`),
        ...form.map(
          ([name, value]) =>
            `data = "${formEncode(name)}=${'text' in value ? formEncode(value.text) : filled(value, encode)}"`,
        ),
      ]);
    }),
    many,
  );
});

it('raw HTTP has exactly the intended lines', () => {
  fc.assert(
    fc.property(request, (each) => {
      const { basic, headers, form } = snippetParts(each);
      const lines = printSnippet('http', each).split(/\r\n|\r|\n/);
      const names = lines.slice(1, -2).map((line) => line.split(':')[0]);
      expect(lines[0]).toMatch(/^POST \/\S* HTTP\/1\.1$/);
      expect(names).toEqual(['Host', ...headers.map(([name]) => name), ...(basic ? ['Authorization'] : [])]);
      expect(lines.at(-2)).toBe('');
      expect(lines.at(-1)?.split('&')).toHaveLength(form.length);
    }),
    many,
  );
});

/** What a program is meant to send: its address, its headers and its form, the variables filled in. */
function intendedRequest(each: SnippetRequest) {
  const { url, headers, form } = snippetParts(each);
  return {
    url: url.map((part) => filled(part, formEncode)).join(''),
    headers: Object.fromEntries(headers.map(([name, value]) => [name, filled(value)])),
    body: form
      .map(
        ([name, value]) =>
          `${formEncode(name)}=${'text' in value ? formEncode(value.text) : formEncode(filled(value))}`,
      )
      .join('&'),
  };
}

const withoutProxy = request.map(({ proxy: _, ...each }) => each);

it.skipIf(!hasTool('python3'))('Python sends exactly what is intended', { timeout: 120_000 }, () => {
  const requests = fc.sample(withoutProxy, 400);
  const snippets = requests.map((each) => printSnippet('python', each));
  const driver = `
import json, os, sys, types
seen = []
class Answer:
    status_code, text = 200, ""
def post(url, headers, data, **more):
    seen.append({"url": url, "headers": headers, "body": data})
    return Answer()
sys.modules["requests"] = types.SimpleNamespace(post=post)
given = json.load(sys.stdin)
os.environ.update(given["env"])
for snippet in given["snippets"]:
    exec(compile(snippet, "snippet", "exec"), {"print": lambda *_: None})
json.dump(seen, sys.stdout)`;
  const output = execFileSync('python3', ['-c', driver], {
    input: JSON.stringify({ snippets, env: variablesOf(snippets.join('\n')) }),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect(JSON.parse(output)).toEqual(requests.map(intendedRequest));
});

it('Node sends exactly what is intended', async () => {
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  await fc.assert(
    fc.asyncProperty(withoutProxy, async (each) => {
      const snippet = printSnippet('node', each);
      let seen: unknown;
      const fetch = (
        url: string,
        { headers, body }: { headers: Record<string, string>; body: URLSearchParams },
      ) => {
        const { Authorization: _, ...rest } = headers;
        seen = { url, headers: rest, body: String(body) };
        return { status: 200, text: () => '' };
      };
      const process = { env: variablesOf(snippet) };
      await new AsyncFunction('fetch', 'process', 'console', snippet)(fetch, process, { log: () => {} });
      expect(seen).toEqual(intendedRequest(each));
    }),
    { numRuns: 300 },
  );
});

it.skipIf(!hasTool('java'))('Java sends exactly what is intended', { timeout: 120_000 }, () => {
  const requests = fc.sample(withoutProxy, 150);
  // Two statements of each program, in a method of its own: a virtual machine for each would take minutes.
  const methods = requests.map((each, index) => {
    const [, body, address] =
      /( {4}String body = [\s\S]*? {4}\);)\n.*?newBuilder\(URI\.create\((.*)\)\)\n/.exec(
        printSnippet('java', each),
      ) ?? [];
    return `  static void m${index}() {\n${body}\n    show(${address}, body);\n  }`;
  });
  const program = [
    'public class All {',
    ...methods,
    '  static void show(String url, String body) { System.out.println(url + " " + body); }',
    '  static String encode(String text) { return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8); }',
    `  public static void main(String[] arguments) { ${requests.map((_, index) => `m${index}();`).join(' ')} }`,
    '}',
  ].join('\n');
  const file = join(mkdtempSync(join(tmpdir(), 'signet-quoting-')), 'All.java');
  writeFileSync(file, program);
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...variablesOf(program) };
  const output = execFileSync('java', ['-XX:TieredStopAtLevel=1', file], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect(output.trimEnd().split('\n')).toEqual(
    requests.map((each) => {
      const { url, body } = intendedRequest(each);
      return `${url} ${body}`;
    }),
  );
});
