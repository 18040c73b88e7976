import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../core/services/app.ts';
import { unwrap } from '../../shared/base/result.ts';
import { createDispatcher } from '../../shared/contract/dispatcher.ts';
import type { TokenExchange } from '../../shared/oauth/token-exchange.ts';
import { type SeenRequest, serveHttp } from '../core/http/test-servers.ts';
import { temporaryFolder } from '../core/vault/temporary-folder.ts';
import { MemoryDocument } from '../fakes/memory-document.ts';
import { encodings } from '../support/echo-encodings.ts';
import { runSignet } from '../support/run-signet.ts';

// A server that quotes what it was sent, in its answer's every part: nothing of it may come back.

const clientSecret = 'cl1ent S3cret/+&%"<é>';
const refreshToken = 'Rf/9+old.refresh=token';
const apiKey = 'k3y-0f-the-4pi';
const urlPassword = 'p4ss-of-the-url';
const proxyPassword = 'p4ss of the proxy';
const issued = 'fresh/Access+Token.of_this-call';

/** What a server reads of a request, encoded in one way. */
function quotes({ body, headers, url }: SeenRequest, encode: (secret: string) => string): readonly string[] {
  const form = new URLSearchParams(body);
  const credentials = [headers.authorization, headers['proxy-authorization']].flatMap((header) => {
    const [scheme, value = ''] = header?.split(' ') ?? [];
    if (scheme !== 'Basic') return [value];
    const pair = Buffer.from(value, 'base64').toString();
    return [value, pair, pair.slice(pair.indexOf(':') + 1)];
  });
  const named = ['client_secret', 'refresh_token', 'client_assertion', 'api_key'].map(
    (name) => form.get(name) ?? '',
  );
  const sent = [...credentials, ...named, new URL(url, 'http://x').searchParams.get('api_key') ?? ''];
  return sent.filter((each) => each.length > 3).map(encode);
}

/** The answer's every part has them: reason, headers, members and their names, the error, whatever is beside the token. */
function echoServer(encode: (secret: string) => string, status: number) {
  return serveHttp((answer, request) => {
    const echoes = quotes(request, encode);
    const said = echoes.join(' | ');
    const inHeader = said.replace(/[^\x21-\x7e]+/g, ' ').slice(0, 2000);
    answer.writeHead(status, `No ${inHeader}`, {
      'Content-Type': 'application/json',
      'X-Echo': inHeader,
      'WWW-Authenticate': `Basic realm="${inHeader.replaceAll('"', "'")}"`,
      Location: `/x?said=${encodeURIComponent(said).slice(0, 2000)}`,
    });
    answer.end(
      JSON.stringify({
        ...(status === 200
          ? { access_token: issued, refresh_token: 'another' }
          : { error: 'invalid_client', error_uri: said }),
        error_description: said,
        [said]: 1,
        echo: { echoes },
        'x-token': echoes[0],
      }),
    );
  });
}

function setUp() {
  const history = new MemoryDocument();
  const app = createApp({
    about: { version: '0', face: 'loopback', home: '/nowhere' },
    workspace: new MemoryDocument(),
    library: new MemoryDocument(),
    history,
  });
  const dispatcher = createDispatcher(app.services, () => {});
  const call = async <T>(method: string, input: unknown) =>
    unwrap(await dispatcher.dispatch(method, input)) as T;
  return { call, history };
}

/** Every string of a value, member names too. */
function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [name, ...stringsOf(each)]);
}

function expectNoEcho(
  shown: unknown,
  requests: readonly SeenRequest[],
  encode: (secret: string) => string,
): void {
  const texts = stringsOf(shown).join('\n');
  const raw = [clientSecret, apiKey, urlPassword, proxyPassword];
  for (const request of requests) {
    for (const quote of [...raw, ...raw.map(encode), ...quotes(request, encode)])
      expect(texts).not.toContain(quote);
  }
}

describe.each(Object.entries(encodings))('quoted as %s', (_, encode) => {
  it.each([200, 400])(
    'with status %i, nothing comes back to the window or into the history',
    async (status) => {
      const server = await echoServer(encode, status);
      const { call, history } = setUp();
      const { id: secret } = await call<{ id: string }>('vault.addSecret', {
        name: 'client',
        kind: 'client-secret',
        secret: clientSecret,
        encoding: 'text',
      });
      for (const method of ['basic', 'post']) {
        const exchange = await call<TokenExchange>('endpoint.send', {
          endpoint: `http://us:${urlPassword}@127.0.0.1:${server.port}/token?api_key=${apiKey}`,
          proxy: `http://px:${encodeURIComponent(proxyPassword)}@127.0.0.1:${server.port}`,
          grant: { type: 'refresh-token', refreshToken },
          auth: { method, clientId: 'the client', secret },
          params: [['api_key', apiKey]],
        });
        expect(exchange.status).toBe(status);
        expect(exchange.ok).toBe(status === 200);
        if (status === 200)
          expect(exchange.tokens).toMatchObject({ access_token: issued, refresh_token: 'another' });
        expectNoEcho(exchange, server.requests, encode);
        expect(exchange.response.body).toContain('***');
      }
      expect(server.requests).toHaveLength(2);
      expectNoEcho(history.get('entries'), server.requests, encode);
      expect(stringsOf(history.get('entries')).join()).toContain('***');
    },
  );

  it('an introspection, a revocation and a call of a resource show nothing either', async () => {
    const server = await echoServer(encode, 400);
    const { call } = setUp();
    const { id: secret } = await call<{ id: string }>('vault.addSecret', {
      name: 'client',
      kind: 'client-secret',
      secret: clientSecret,
      encoding: 'text',
    });
    const endpoint = `http://us:${urlPassword}@127.0.0.1:${server.port}/`;
    const auth = { method: 'post', clientId: 'c', secret };
    for (const method of ['endpoint.introspect', 'endpoint.revoke']) {
      expectNoEcho(await call(method, { endpoint, token: 'asked-about', auth }), server.requests, encode);
    }
    const resource = await call('endpoint.callResource', {
      url: endpoint,
      method: 'GET',
      accessToken: issued,
      headers: [['X-Api-Key', apiKey]],
    });
    expectNoEcho(resource, server.requests, encode);
    expect(JSON.stringify(resource)).toContain('***');
    expect(server.requests).toHaveLength(3);
  });
});

it('the command shows nothing, traced or not, as text or as JSON', async () => {
  const all = (secret: string) =>
    Object.values(encodings)
      .map((encode) => encode(secret))
      .join(' ; ');
  const server = await echoServer(all, 400);
  const file = join(await temporaryFolder(), 'secret');
  writeFileSync(file, clientSecret);
  for (const more of [[], ['--trace'], ['--json'], ['--json', '--trace']]) {
    const run = await runSignet([
      ...['token', 'request', '--endpoint', `http://us:${urlPassword}@127.0.0.1:${server.port}/token`],
      ...['--grant', 'refresh-token', '--refresh-token', refreshToken],
      ...[
        '--auth',
        'basic',
        '--client-id',
        'c',
        '--client-secret-file',
        file,
        '--param',
        `api_key=${apiKey}`,
        ...more,
      ],
    ]);
    expect(run.status).toBe(1);
    expect(run.text).toContain('invalid_client');
    for (const encode of Object.values(encodings))
      expectNoEcho(run.text + run.stderr, server.requests, encode);
  }
  expect(server.requests).toHaveLength(4);
});

it('a refresh token that is given back unchanged is shown: the caller has it already', async () => {
  const server = await serveHttp((answer) =>
    answer.end(JSON.stringify({ access_token: issued, refresh_token: refreshToken })),
  );
  const { call } = setUp();
  const exchange = await call<TokenExchange>('endpoint.send', {
    endpoint: server.url,
    grant: { type: 'refresh-token', refreshToken },
    auth: { method: 'none' },
  });
  expect(exchange.tokens).toEqual({ access_token: issued, refresh_token: refreshToken });
  expect(stringsOf(exchange.response).join()).not.toContain(refreshToken);
});
