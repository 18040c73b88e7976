import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendTokenRequest } from '../../../../core/oauth/send-token-request.ts';
import { printSnippet, type SnippetLanguage } from '../../../../shared/oauth/snippets/print-snippet.ts';
import { withheldAuth, withheldGrants } from '../../../../shared/oauth/snippets/snippet-parts.ts';
import type { ClientAuth, Grant } from '../../../../shared/oauth/token-request.ts';
import { json, type SeenRequest, serveHttp, type TestServer } from '../../../core/http/test-servers.ts';
import { type OddRequest, oddRequests } from '../../../support/odd-requests.ts';
import { whyNot } from './run-snippet.ts';

// What is printed is what is sent: method, URL, body and every header that Signet sets, byte for byte, the secrets from
// environment variables. Each language runs all requests in one program.

const secrets = {
  SIGNET_ASSERTION: 'eyJh.eyJp.c2ln-_',
  SIGNET_CLIENT_ASSERTION: 'eyJh.eyJj.c2ln',
  SIGNET_CLIENT_SECRET: `s3 cr'et$(id)&=%41+é~*😀`,
  SIGNET_REFRESH_TOKEN: 'r&e=f /+~',
  SIGNET_SUBJECT_TOKEN: 'sub/ject*',
};

const grants: Readonly<Record<Grant['type'], Grant>> = {
  'jwt-bearer': { type: 'jwt-bearer', assertion: secrets.SIGNET_ASSERTION },
  'client-credentials': { type: 'client-credentials' },
  'refresh-token': { type: 'refresh-token', refreshToken: secrets.SIGNET_REFRESH_TOKEN },
  'token-exchange': { type: 'token-exchange', subjectToken: secrets.SIGNET_SUBJECT_TOKEN },
  'on-behalf-of': { type: 'on-behalf-of', assertion: secrets.SIGNET_ASSERTION },
};

function authOf({ auth: method, clientId }: OddRequest): ClientAuth {
  if (method === 'none' || method === 'mtls') return { method, clientId };
  return method === 'basic' || method === 'post'
    ? { method, clientId, clientSecret: secrets.SIGNET_CLIENT_SECRET }
    : { method, clientId, clientAssertion: secrets.SIGNET_CLIENT_ASSERTION };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-printed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs every snippet, in turn. */
const programs: Partial<Record<SnippetLanguage, (snippets: readonly string[]) => Promise<void>>> = {
  curl: (snippets) => run('bash', ['--norc'], 'all.sh', snippets.join('\n')),
  python: (snippets) => run('python3', [], 'all.py', snippets.join('\n')),
  node: (snippets) =>
    run(process.execPath, [], 'all.mjs', snippets.map((snippet) => `{\n${snippet}\n}`).join('\n')),
  java: (snippets) => {
    const imports = new Set(snippets.flatMap((snippet) => snippet.match(/^import .*;$/gm) ?? []));
    const classes = snippets.map((snippet, index) =>
      snippet.replace(/^import .*;\n/gm, '').replace('public class TokenRequest', `class Request${index}`),
    );
    const calls = snippets.map((_, index) => `    Request${index}.main(arguments);`);
    const main = `public class All {\n  public static void main(String[] arguments) throws Exception {\n${calls.join('\n')}\n  }\n}`;
    return run('java', ['-XX:TieredStopAtLevel=1'], 'All.java', [...imports, main, ...classes].join('\n'));
  },
};

async function run(program: string, args: readonly string[], name: string, text: string): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, text);
  const { PATH = '', HOME = '' } = process.env;
  await promisify(execFile)(program, [...args, file], {
    env: { PATH, HOME, LC_ALL: 'C.UTF-8', ...secrets },
    timeout: 240_000,
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** What Signet itself sends, by the request's place. */
async function sendAll(server: TestServer): Promise<readonly SeenRequest[]> {
  for (const [index, odd] of oddRequests.entries()) {
    const { grant, query, params } = odd;
    await sendTokenRequest({
      endpoint: `${server.url}/${index}`,
      grant: grants[grant],
      auth: authOf(odd),
      query,
      params,
    });
  }
  return server.requests.slice(0, oddRequests.length);
}

function print(language: SnippetLanguage, server: TestServer): readonly string[] {
  return oddRequests.map(({ grant, auth, clientId, query, params }, index) =>
    printSnippet(language, {
      endpoint: `${server.url}/${index}`,
      grant: withheldGrants[grant],
      auth: withheldAuth(auth, clientId),
      query,
      params,
    }),
  );
}

function exactly({ method, url, headers, body }: SeenRequest) {
  const { authorization, accept, dpop, 'user-agent': agent, 'content-type': contentType } = headers;
  return { method, url, body, authorization, accept, dpop, agent, contentType };
}

describe(`${oddRequests.length} requests`, () => {
  it('are at least sixty', () => expect(oddRequests.length).toBeGreaterThanOrEqual(60));

  for (const [language, runAll] of Object.entries(programs) as [
    SnippetLanguage,
    NonNullable<(typeof programs)[SnippetLanguage]>,
  ][]) {
    const reason = whyNot(language);
    if (reason !== undefined) console.log(`skipped: what ${language} sends: ${reason}`);
    it.skipIf(reason !== undefined)(`${language} sends what Signet sends`, { timeout: 300_000 }, async () => {
      const server = await serveHttp(json({ access_token: 't' }));
      const ours = await sendAll(server);
      await runAll(print(language, server));
      const theirs = server.requests.slice(oddRequests.length);
      expect(theirs).toHaveLength(oddRequests.length);
      for (const [index, odd] of oddRequests.entries()) {
        const [sent, printed] = [ours[index], theirs[index]];
        if (!sent || !printed) throw new Error(`no request ${index}`);
        expect(exactly(printed), odd.name).toEqual(exactly(sent));
      }
    });
  }

  it('http is the message that Signet sends', async () => {
    const server = await serveHttp(json({ access_token: 't' }));
    const ours = await sendAll(server);
    const encode = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
    for (const [index, message] of print('http', server).entries()) {
      const [head = '', body = ''] = message.split('\n\n');
      const [line = '', ...headers] = head.split('\n');
      const [method, url] = line.split(' ');
      const named = new Map(
        headers.map((each) => [
          each.slice(0, each.indexOf(':')).toLowerCase(),
          each.slice(each.indexOf(':') + 2),
        ]),
      );
      const filled = (text: string) =>
        Object.entries(secrets).reduce(
          (so, [name, value]) => so.replaceAll(`$${name}`, () => encode(value)),
          text,
        );
      const basic = /^Basic base64\((.*)\)$/.exec(named.get('authorization') ?? '')?.[1];
      const sent = ours[index];
      if (!sent) throw new Error(`no request ${index}`);
      expect(
        {
          method,
          url,
          body: filled(body),
          authorization:
            basic === undefined ? undefined : `Basic ${Buffer.from(filled(basic)).toString('base64')}`,
          accept: named.get('accept'),
          dpop: undefined,
          agent: named.get('user-agent'),
          contentType: named.get('content-type'),
        },
        oddRequests[index]?.name,
      ).toEqual(exactly(sent));
    }
  });
});
