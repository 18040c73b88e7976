import { execFile, spawnSync } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printSnippet } from '../../../../shared/oauth/snippets/print-snippet.ts';
import {
  type SnippetRequest,
  withheldAuth,
  withheldGrants,
} from '../../../../shared/oauth/snippets/snippet-parts.ts';
import type { Pair } from '../../../../shared/oauth/token-request.ts';

const printCurl = (from: SnippetRequest) => printSnippet('curl', from);

const request: SnippetRequest = {
  endpoint: 'https://localhost:9443/oauth2/token',
  grant: withheldGrants['jwt-bearer'],
  auth: withheldAuth('basic', 'client'),
  insecure: true,
};

describe('what it prints', () => {
  it('is the line of the API manager’s manual, with variables for what is secret', () => {
    expect(printCurl(request).split(/^}\n/m).at(-1)).toBe(
      [
        "curl -i -X POST 'https://localhost:9443/oauth2/token' \\",
        '  -k \\',
        '  -u \'client:\'"$(form_encode "$SIGNET_CLIENT_SECRET")" \\',
        "  -H 'User-Agent: Signet' \\",
        "  -H 'Accept: application/json, application/xml;q=0.9, */*;q=0.8' \\",
        "  -H 'Content-Type: application/x-www-form-urlencoded; charset=UTF-8' \\",
        "  --data-raw 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer' \\",
        '  --data-raw assertion="$SIGNET_ASSERTION"',
      ].join('\n'),
    );
  });

  it('shows no secret that stands among the parameters, in the query or in the address', () => {
    const snippet = printCurl({
      ...request,
      endpoint: 'https://user:hunter2@server.example/token?api_key=hunter3#hunter4',
      auth: withheldAuth('post', 'client'),
      query: [['client_secret', 'hunter5']],
      params: [
        ['password', 'hunter6'],
        ['assertion', 'hunter7'],
        ['subject_token', 'hunter8'],
        ['client_assertion', 'hunter9'],
        ['scope', 'visible'],
      ],
    });
    expect(snippet).not.toContain('hunter');
    for (const shown of [
      'visible',
      '$SIGNET_PASSWORD',
      '$SIGNET_SUBJECT_TOKEN',
      '$SIGNET_API_KEY',
      'user@server',
    ])
      expect(snippet).toContain(shown);
  });

  it('never lets a name reach the shell unquoted', () => {
    const names = ['constructor', '__proto__', 'toString', '$(id)_token', '`id`', 'a b"token'];
    const params = names.map((name): Pair => [name, '']);
    const snippet = printCurl({ ...request, auth: withheldAuth('none', undefined), params });
    const ownSubstitutions = /"\$\(form_encode "\$SIGNET_\w+"\)"/g;
    const line = snippet.split(/^}\n/m).at(-1)?.replace(ownSubstitutions, '');
    expect(line).not.toMatch(/\$\(|`|native code|object Object/);
  });
});

const tools = ['bash', 'curl'].every((tool) => spawnSync(tool, ['--version']).status === 0);

describe.skipIf(!tools)('run by bash and curl (skipped where they are missing)', () => {
  const seen: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      seen.push({
        url: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      });
      answer.end('{}');
    });
  });
  let endpoint = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  const secrets = {
    SIGNET_ASSERTION: 'eyJh.eyJp.c2ln',
    SIGNET_CLIENT_SECRET: `s3 cr'et$(id)"&=`,
    SIGNET_REFRESH_TOKEN: 'r&e=f',
    SIGNET_API_KEY: 'k-1',
  };

  async function run(snippet: string) {
    seen.length = 0;
    await promisify(execFile)('bash', ['--norc', '-c', snippet], {
      env: { PATH: process.env.PATH ?? '', ...secrets },
      timeout: 20_000,
    });
    const [only] = seen;
    if (!only || seen.length !== 1) throw new Error(`${seen.length} requests arrived`);
    const { pathname, searchParams } = new URL(only.url, endpoint);
    return { ...only, path: pathname, query: [...searchParams], form: [...new URLSearchParams(only.body)] };
  }

  it('sends what Signet sends', async () => {
    const sent = await run(printCurl({ ...request, endpoint: `${endpoint}/oauth2/token` }));
    expect(sent.form).toEqual([
      ['grant_type', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
      ['assertion', secrets.SIGNET_ASSERTION],
    ]);
    expect(sent.headers['content-type']).toBe('application/x-www-form-urlencoded; charset=UTF-8');
    expect(sent.headers.authorization).toMatch(/^Basic /);
  });

  it('fills the variables in, for every grant and way to authenticate', async () => {
    const basic = await run(printCurl({ ...request, endpoint, auth: withheldAuth('basic', 'a:b c') }));
    const [, credentials = ''] = basic.headers.authorization?.split(' ') ?? [];
    const [id = '', secret = ''] = Buffer.from(credentials, 'base64').toString().split(':');
    expect([id, secret].map((text) => new URLSearchParams(`x=${text}`).get('x'))).toEqual([
      'a:b c',
      secrets.SIGNET_CLIENT_SECRET,
    ]);
    const post = await run(
      printCurl({ endpoint, grant: withheldGrants['refresh-token'], auth: withheldAuth('post', 'client') }),
    );
    expect(post.form).toEqual([
      ['grant_type', 'refresh_token'],
      ['refresh_token', secrets.SIGNET_REFRESH_TOKEN],
      ['client_id', 'client'],
      ['client_secret', secrets.SIGNET_CLIENT_SECRET],
    ]);
    const none = await run(
      printCurl({
        endpoint,
        grant: withheldGrants['client-credentials'],
        auth: withheldAuth('none', undefined),
      }),
    );
    expect(none.form).toEqual([['grant_type', 'client_credentials']]);
    const query = await run(
      printCurl({ ...request, endpoint: `${endpoint}/?api_key=x&a=1`, query: [['b_token', 'y']] }),
    );
    expect(query.url).toBe(`/?api_key=${secrets.SIGNET_API_KEY}&a=1&b_token=`);
  });

  const hostile = [
    `'; touch /tmp/x; '`,
    '$(id)',
    '`id`',
    '"$HOME"',
    '!!',
    '\\',
    "\\'",
    '@/etc/hostname',
    '-o/dev/null',
    '{a,b}',
    '[1-3]',
    'two\nlines',
    'tab\t',
    '#x',
    'a=b&c=d',
    '%41+ ',
    'Zoë 😀',
    '*',
    '~',
  ];

  it('keeps hostile values whole', async () => {
    const params = hostile.map((value, index): Pair => [`p${index}`, value]);
    const query = hostile.map((value, index): Pair => [`q${index}`, value]);
    const sent = await run(printCurl({ ...request, endpoint: `${endpoint}/t`, params, query }));
    expect(sent.form.slice(2)).toEqual(params);
    expect(sent.query).toEqual(query);
  });

  it('keeps hostile names whole', async () => {
    const params = hostile.map((name): Pair => [name, 'v']);
    const sent = await run(printCurl({ ...request, endpoint, params }));
    expect(sent.form.slice(2)).toEqual(params);
  });

  it.each(["/it's", '/{a,b}', '/[1-3]', '/a%20b', '/$(id)', '/`id`', '/;id'])(
    'keeps the path %s whole',
    async (path) => {
      const sent = await run(printCurl({ ...request, endpoint: endpoint + path }));
      expect(sent.path).toBe(new URL(path, endpoint).pathname.replace(/[[\]{}`]/g, encodeURIComponent));
    },
  );

  it('keeps any value whole', async () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(value, value, async (id, scope) => {
        const sent = await run(
          printCurl({
            ...request,
            endpoint,
            auth: withheldAuth('none', id),
            params: [['scope', scope]],
          }),
        );
        expect(sent.form.slice(2)).toEqual([
          ['scope', scope],
          ['client_id', id],
        ]);
      }),
      { numRuns: 25 },
    );
  });
});
