import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import { writePkcs12 } from '../../../../core/keystore/write/write-pkcs12.ts';
import { sendTokenRequest } from '../../../../core/oauth/send-token-request.ts';
import type { PlaygroundRegistration } from '../../../../core/playground/control-endpoints.ts';
import { createPlayground, type Playground } from '../../../../core/playground/playground.ts';
import type { AuthMethod } from '../../../../shared/oauth/client-auth.ts';
import { printSnippet, snippetLanguages } from '../../../../shared/oauth/snippets/print-snippet.ts';
import {
  type SnippetRequest,
  withheldAuth,
  withheldGrants,
} from '../../../../shared/oauth/snippets/snippet-parts.ts';
import type { ClientAuth, Grant, Pair } from '../../../../shared/oauth/token-request.ts';
import { json, type SeenRequest, serveHttp } from '../../../core/http/test-servers.ts';
import { type Identity, makeIdentity } from '../../../core/playground/certificates.ts';
import { goodClaims, makeTlsIdentity, sign } from '../../../core/playground/playground-bench.ts';
import { runSnippet, type Variables, whyNot } from './run-snippet.ts';

const programs = snippetLanguages.filter((language) => language !== 'http');

const secrets: Variables = {
  SIGNET_ASSERTION: 'eyJh.eyJp.c2ln',
  SIGNET_CLIENT_ASSERTION: 'eyJh.eyJj.c2ln',
  SIGNET_CLIENT_SECRET: `s3 cr'et$(id)&=%41+é😀`,
  SIGNET_REFRESH_TOKEN: 'r&e=f',
  SIGNET_SUBJECT_TOKEN: 'sub/ject',
  SIGNET_API_KEY: 'k 1',
};

const grants: Readonly<Record<Grant['type'], Grant>> = {
  'jwt-bearer': { type: 'jwt-bearer', assertion: secrets.SIGNET_ASSERTION ?? '' },
  'client-credentials': { type: 'client-credentials' },
  'refresh-token': { type: 'refresh-token', refreshToken: secrets.SIGNET_REFRESH_TOKEN ?? '' },
  'token-exchange': { type: 'token-exchange', subjectToken: secrets.SIGNET_SUBJECT_TOKEN ?? '' },
  'on-behalf-of': { type: 'on-behalf-of', assertion: secrets.SIGNET_ASSERTION ?? '' },
};

function authWithSecrets(method: Exclude<AuthMethod, 'mtls'>, clientId: string): ClientAuth {
  switch (method) {
    case 'none':
      return { method, clientId };
    case 'basic':
    case 'post':
      return { method, clientId, clientSecret: secrets.SIGNET_CLIENT_SECRET ?? '' };
    default:
      return { method, clientId, clientAssertion: secrets.SIGNET_CLIENT_ASSERTION ?? '' };
  }
}

/** All that Signet sets, byte for byte. */
function exactly({ method, url, headers, body }: SeenRequest) {
  const { authorization, accept, dpop, 'user-agent': agent, 'content-type': contentType } = headers;
  return { method, url, body, authorization, accept, dpop, agent, contentType };
}

/** What a server understands of a request: where a shell cannot encode, curl's `%20` stands for Signet's `+`. */
function understood(seen: SeenRequest) {
  const { url, body, authorization = '', ...more } = exactly(seen);
  const basic = Buffer.from(authorization.split(' ')[1] ?? '', 'base64')
    .toString()
    .split(':');
  const decode = (text: string) => new URLSearchParams(`x=${text}`).get('x');
  const { pathname, searchParams } = new URL(url, 'http://x');
  const query = [...searchParams];
  return { ...more, pathname, query, form: [...new URLSearchParams(body)], basic: basic.map(decode) };
}

const encodesItself = ['curl', 'python', 'java', 'node'];

const hostile = [
  ...[
    `'; touch /tmp/x; '`,
    '$(id)',
    '`id`',
    '"$HOME"',
    '!!',
    '\\',
    "\\'",
    '\\"',
    '@/etc/hostname',
    '-o/dev/null',
  ],
  ...[
    '{a,b}',
    '[1-3]',
    'two\nlines',
    'tab\t',
    '#x',
    'a=b&c=d',
    '%41+ ',
    '%PATH%',
    '%^PATH%',
    '^&|<>',
    'Zoë 😀',
  ],
  ...[
    '*',
    '~',
    '"@',
    `\${x}`,
    '\\u0041',
    '\u2028',
    '\u007f',
    '\u0001',
    '?',
    '<!--',
    '"""',
    '$env:PATH',
    '…\\',
  ],
  ...[
    '%CMDCMDLINE:~-1%&calc&',
    '\r“@\r',
    '\n"@\n',
    '”',
    '\u202e',
    '\u{e0041}',
    '\\u000a',
    '\u0085',
    '\ud800',
    '\r\nX-Injected: 1',
  ],
];

describe.each(programs)('a snippet for %s', (language) => {
  const reason = whyNot(language);
  if (reason !== undefined) console.log(`skipped: the snippets for ${language}, ${reason}`);

  async function compare(request: SnippetRequest, auth: ClientAuth, grant: Grant) {
    const server = await serveHttp(json({ access_token: 't' }));
    const { params = [], query = [] } = request;
    const endpoint = server.url.replace('/token', request.endpoint);
    await sendTokenRequest({ endpoint, grant, auth, params, query });
    // The command prompt cannot encode: there the reader does.
    const encoded = (name: string) =>
      language === 'curl-cmd' ? encodeURIComponent(secrets[name] ?? '') : (secrets[name] ?? '');
    const basicSecret =
      auth.method === 'basic' ? { SIGNET_CLIENT_SECRET: encoded('SIGNET_CLIENT_SECRET') } : {};
    const variables = { ...secrets, SIGNET_API_KEY: encoded('SIGNET_API_KEY'), ...basicSecret };
    const printed = await runSnippet(language, printSnippet(language, { ...request, endpoint }), variables);
    const [ours, theirs, ...more] = server.requests;
    if (!ours || !theirs || more.length > 0) throw new Error(`${server.requests.length} requests arrived`);
    expect(printed).toContain('{"access_token":"t"}');
    const read = encodesItself.includes(language) ? exactly : understood;
    return { ours: read(ours), theirs: read(theirs) };
  }

  // A Java program takes seconds to start: it runs all that is odd at once.
  const methods =
    language === 'java' ? (['basic'] as const) : (['none', 'basic', 'post', 'private_key_jwt'] as const);
  it.skipIf(reason !== undefined).each(methods)('sends what Signet sends, with %s', async (method) => {
    const params: Pair[] = [['scope', 'a b'], ...hostile.map((value, at): Pair => [`p${at}`, value])];
    const query = hostile.map((value, at): Pair => [`q${at}`, value]);
    const request = {
      endpoint: '/token?api_key=k+1&x',
      grant: withheldGrants['jwt-bearer'],
      auth: withheldAuth(method, 'a:b c%é'),
      params,
      query,
    };
    const { ours, theirs } = await compare(request, authWithSecrets(method, 'a:b c%é'), grants['jwt-bearer']);
    expect(theirs).toEqual(ours);
  });

  const others = (language === 'java' ? [] : Object.keys(grants)) as Grant['type'][];
  it.skipIf(reason !== undefined).each(others)('sends the grant %s', async (grant) => {
    const request = {
      endpoint: '/token',
      grant: withheldGrants[grant],
      auth: withheldAuth('post', 'c'),
    };
    const { ours, theirs } = await compare(request, authWithSecrets('post', 'c'), grants[grant]);
    expect(theirs).toEqual(ours);
  });

  const runs = language === 'java' ? 2 : language === 'python' ? 6 : 15;
  it.skipIf(reason !== undefined)('keeps any name and value whole', { timeout: 120_000 }, async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !value.includes('\0'));
    const name = text.filter(
      (value) => !/token|secret|assertion|password|jwt|key|code|verifier/i.test(value),
    );
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.array(fc.tuple(name, text), { minLength: 10, maxLength: 30 }),
        async (clientId, params) => {
          const request = {
            endpoint: '/token',
            grant: withheldGrants['client-credentials'],
            auth: withheldAuth('none', clientId),
            params,
          };
          const { ours, theirs } = await compare(
            request,
            { method: 'none', clientId },
            grants['client-credentials'],
          );
          expect(theirs).toEqual(ours);
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('against the playground', () => {
  let playground: Playground;
  let identity: Identity;
  beforeAll(async () => {
    identity = await makeIdentity();
    playground = createPlayground({ makeTlsIdentity });
    await playground.start();
  });
  afterAll(async () => void (await playground.stop()));

  it.each(programs.filter((language) => whyNot(language) === undefined))(
    '%s gets a token',
    async (language) => {
      const client: PlaygroundRegistration = await playground.register({
        kind: 'api-manager',
        certificate: identity.certificate,
      });
      const { tlsUrl = '', url = '' } = playground.status();
      const snippet = printSnippet(language, {
        // Over TLS, with a certificate that nobody vouches for.
        endpoint: client.endpoint.replace(url, tlsUrl),
        grant: withheldGrants['jwt-bearer'],
        auth: withheldAuth('basic', client.clientId),
        query: [['tenantDomain', 'carbon.super']],
        insecure: true,
      });
      expect(snippet).not.toContain(client.clientSecret);
      const printed = await runSnippet(language, snippet, {
        SIGNET_ASSERTION: await sign(goodClaims(client), identity),
        SIGNET_CLIENT_SECRET: client.clientSecret ?? '',
      });
      expect(printed).toMatch(/200[\s\S]*"access_token":"[\w-]{20,}"/);
    },
  );
});

describe('with a TLS client certificate', () => {
  it.each(programs.filter((language) => whyNot(language) === undefined))(
    '%s is known by it',
    async (language) => {
      const identity = await makeIdentity();
      const folder = await mkdtemp(join(tmpdir(), 'signet-mtls-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      const playground = createPlayground({ makeTlsIdentity });
      onTestFinished(async () => void (await playground.stop()));
      await playground.start();
      const client = await playground.register({
        kind: 'standard',
        authentication: 'self_signed_tls_client_auth',
        certificate: identity.certificate,
      });
      const file = async (name: string, content: string | Uint8Array) => {
        await writeFile(join(folder, name), content);
        return join(folder, name);
      };
      const { entries } = await readKeyStore(Buffer.from(identity.keyPem + identity.certificatePem), {});
      const printed = await runSnippet(
        language,
        printSnippet(language, {
          endpoint: client.endpoint,
          grant: withheldGrants['client-credentials'],
          auth: withheldAuth('mtls', client.clientId),
          insecure: true,
        }),
        {
          SIGNET_CLIENT_CERTIFICATE: await file('c.pem', identity.certificatePem),
          SIGNET_CLIENT_KEY: await file('k.pem', identity.keyPem),
          // Java reads no PEM.
          SIGNET_CLIENT_P12: await file('c.p12', await writePkcs12(entries, { password: 'of the file' })),
          SIGNET_CLIENT_P12_PASSWORD: 'of the file',
        },
      );
      expect(printed).toMatch(/200[\s\S]*"access_token":"[\w-]{20,}"/);
    },
  );
});

it('HTTP is the message that Signet sends, variables in it', () => {
  const request: SnippetRequest = {
    endpoint: 'https://as.example/token?a=1',
    grant: withheldGrants['jwt-bearer'],
    auth: withheldAuth('post', 'c'),
    params: [['scope', 'a b']],
  };
  expect(printSnippet('http', request)).toBe(
    [
      'POST /token?a=1 HTTP/1.1',
      'Host: as.example',
      'User-Agent: Signet',
      'Accept: application/json, application/xml;q=0.9, */*;q=0.8',
      'Content-Type: application/x-www-form-urlencoded; charset=UTF-8',
      '',
      'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=$SIGNET_ASSERTION&scope=a+b&client_id=c&client_secret=$SIGNET_CLIENT_SECRET',
    ].join('\n'),
  );
});

it.each(snippetLanguages)('%s never shows a secret, wherever it stands', (language) => {
  const snippet = printSnippet(language, {
    endpoint: 'https://user:hunter2@as.example/token?api_key=hunter3#hunter4',
    grant: withheldGrants['jwt-bearer'],
    auth: withheldAuth('post', 'c'),
    query: [['client_secret', 'hunter5']],
    params: [
      ['password', 'hunter6'],
      ['hint', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtZSJ9.hunter7'],
      ['scope', 'visible'],
    ],
  });
  expect(snippet).not.toContain('hunter');
  for (const shown of [
    'visible',
    'SIGNET_PASSWORD',
    'SIGNET_HINT',
    'SIGNET_API_KEY',
    'SIGNET_CLIENT_SECRET',
  ]) {
    expect(snippet).toContain(shown);
  }
});
