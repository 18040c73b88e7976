import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAcceptedCertificates } from '../../../core/http/accepted-certificates.ts';
import { callResource } from '../../../core/oauth/call-resource.ts';
import { type SendOptions, sendTokenRequest } from '../../../core/oauth/send-token-request.ts';
import type { SignetError } from '../../../shared/base/signet-error.ts';
import { MemoryDocument } from '../../fakes/memory-document.ts';
import { withWatchdogAsync } from '../../shared/watchdog.ts';
import { closedPort, json, serveHttp, serveOldTls, serveTcp, serveTls, tlsFixture } from './test-servers.ts';

const secret = 'the-client-secret-of-this-test';
const assertion = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl';
const request = (endpoint: string) => ({
  endpoint,
  grant: { type: 'jwt-bearer', assertion } as const,
  auth: { method: 'basic', clientId: 'c', clientSecret: secret } as const,
});

/** Sends, and gives the failure: coded, in time, and without a secret in it. */
async function failure(url: string, options: SendOptions = {}): Promise<SignetError> {
  const error = await withWatchdogAsync(
    () =>
      sendTokenRequest(request(url), { timeoutSeconds: 20, ...options }).then(
        () => expect.fail('it was answered'),
        (thrown: SignetError) => thrown,
      ),
    60,
  );
  const told = JSON.stringify([error.toData?.(), error.message]);
  for (const hidden of [secret, assertion, Buffer.from(`c:${secret}`).toString('base64')]) {
    expect(told).not.toContain(hidden);
  }
  return error;
}

const good = async () => {
  const server = await serveHttp(json({ access_token: 't' }));
  expect((await sendTokenRequest(request(server.url))).ok).toBe(true);
  return server;
};

describe('a server that fails', () => {
  it('by not being there', async () => {
    await good();
    const url = `http://127.0.0.1:${await closedPort()}/token`;
    expect(await failure(url)).toMatchObject({ code: 'endpoint-unreachable', details: { step: 'connect' } });
    expect(await failure('http://no-such-host.invalid/token')).toMatchObject({
      code: 'endpoint-unreachable',
      details: { step: 'dns' },
    });
  });

  it('by resetting the connection in the middle', async () => {
    const { url } = await serveTcp((socket) =>
      socket.once('data', () =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"access', () =>
          socket.resetAndDestroy(),
        ),
      ),
    );
    expect(await failure(url)).toMatchObject({ code: 'endpoint-unreachable', details: { step: 'answer' } });
  });

  it('by an answer of 100 MB, of which little is read', async () => {
    let written = 0;
    const server = await serveHttp((answer) => {
      answer.writeHead(200, { 'Content-Type': 'application/json' });
      const chunk = 'x'.repeat(1024 * 1024);
      const more = () => {
        while (written < 100 && !answer.destroyed) {
          written += 1;
          if (!answer.write(chunk)) return void answer.once('drain', more);
        }
        answer.end();
      };
      more();
    });
    expect(await failure(server.url)).toHaveProperty('code', 'answer-too-large');
    expect(written).toBeLessThan(60);
  });

  it('by an answer that never ends, or drips', async () => {
    const drip = (bytes: string, milliseconds: number) =>
      serveHttp((answer) => {
        answer.writeHead(200, { 'Content-Type': 'application/json' });
        const timer = setInterval(() => answer.write(bytes), milliseconds);
        answer.on('close', () => clearInterval(timer));
      });
    expect(await failure((await drip('x'.repeat(65_536), 1)).url)).toHaveProperty('code', 'answer-too-large');
    expect(await failure((await drip('x', 50)).url, { timeoutSeconds: 1 })).toMatchObject({
      code: 'endpoint-timeout',
      details: { step: 'answer' },
    });
    const cancelling = new AbortController();
    const slow = await drip('x', 50);
    const failed = failure(slow.url, { signal: cancelling.signal });
    await expect.poll(() => slow.requests.length).toBe(1);
    cancelling.abort();
    expect(await failed).toHaveProperty('code', 'cancelled');
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('by a bomb packed with %s; an honest answer is unpacked', async (encoding, pack) => {
    const bodies = [Buffer.from('{"access_token":"packed"}'), Buffer.alloc(64 * 1024 * 1024)].map((body) =>
      pack(body),
    );
    let at = 0;
    const server = await serveHttp((answer) => {
      answer.writeHead(200, { 'Content-Encoding': encoding });
      answer.end(bodies[at++]);
    });
    const exchange = await sendTokenRequest(request(server.url));
    expect(exchange).toMatchObject({ ok: true, tokens: { access_token: 'packed' } });
    expect(exchange.response.headers).toContainEqual(['Content-Encoding', encoding]);
    expect(await failure(server.url)).toHaveProperty('code', 'answer-too-large');
  });

  it('by packing wrongly, or more often than anybody does', async () => {
    const answers: readonly [string, Buffer][] = [
      ['gzip', Buffer.from('not packed at all')],
      ['gzip, gzip, gzip', gzipSync(gzipSync(gzipSync('{}')))],
    ];
    let at = 0;
    const server = await serveHttp((answer) => {
      const [encoding = '', body] = answers[at++] ?? [];
      answer.writeHead(200, { 'Content-Encoding': encoding }).end(body);
    });
    expect(await failure(server.url)).toMatchObject({
      code: 'endpoint-unreachable',
      message: expect.stringContaining('compressed wrongly'),
    });
    expect(await failure(server.url)).toHaveProperty('code', 'answer-too-large');
  });

  it.each([301, 302, 303, 307, 308])(
    'by status %d to another host, to which nothing is sent',
    async (status) => {
      const other = await good();
      const server = await serveHttp((answer) => {
        answer.writeHead(status, { Location: `${other.url}?access_token=hidden` }).end();
      });
      const exchange = await sendTokenRequest(request(server.url));
      expect(exchange).toMatchObject({ ok: false, status, location: `${other.url}?access_token=***` });
      const resource = await callResource({ url: server.url, method: 'GET', accessToken: 'a-token' });
      expect(resource).toMatchObject({ ok: false, status });
      expect(other.requests).toHaveLength(1);
    },
  );
});

describe('TLS', () => {
  it.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['other-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)(
    'a certificate that is %s is shown, and may be accepted for this address alone',
    async (name, cause) => {
      const server = await serveTls(json({ access_token: 't' }), name);
      const error = await failure(server.url, { ca: server.pem });
      expect(error).toMatchObject({
        code: 'tls-untrusted',
        details: {
          step: 'tls',
          cause,
          sha256: expect.stringMatching(/^([0-9A-F]{2}:){31}/),
          subject: expect.any(String),
        },
      });
      expect(server.requests).toHaveLength(0);

      const certificates = createAcceptedCertificates(new MemoryDocument());
      certificates.accept(server.url, String(error.details?.sha256));
      const accepted = certificates.find(server.url) ?? '';
      expect(await sendTokenRequest(request(server.url), { accepted })).toMatchObject({
        ok: true,
        tls: { trust: 'accepted', certificate: { sha256: accepted } },
      });
      const elsewhere = await serveTls(json({}));
      expect(certificates.find(elsewhere.url)).toBeUndefined();
      expect(await failure(elsewhere.url, { accepted })).toHaveProperty('code', 'tls-untrusted');
      expect(elsewhere.requests).toHaveLength(0);
      certificates.forget(`127.0.0.1:${server.port}`);
      expect(certificates.list()).toEqual([]);
    },
  );

  it('that is outdated, or asks for a certificate, is named as such', async () => {
    const serve = async (options: TlsOptions) => {
      const fixture = { key: tlsFixture('loopback.key.pem'), cert: tlsFixture('loopback.crt.pem') };
      const server = createTlsServer({ ...fixture, ...options }, (socket) => {
        socket.on('error', () => {});
        socket.once('data', () =>
          socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"access_token":"t"}'),
        );
      });
      server.on('tlsClientError', () => {});
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
      return `https://127.0.0.1:${(server.address() as { port: number }).port}/token`;
    };
    const modern = await sendTokenRequest(request(await serve({})), { insecure: true });
    expect(modern).toMatchObject({ ok: true, tls: { protocol: 'TLSv1.3' } });
    expect(await failure(await serveOldTls(), { insecure: true })).toMatchObject({
      code: 'tls-failed',
      message: expect.stringMatching(/outdated|TLS 1\.2/),
      details: { step: 'tls' },
    });
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const url = await serve({ requestCert: true, rejectUnauthorized: true, maxVersion });
      expect(await failure(url, { insecure: true })).toMatchObject({
        code: expect.stringMatching(/^(?:tls-failed|endpoint-unreachable)$/),
      });
    }
  });
});

describe('a proxy', () => {
  /** One that tunnels and forwards, and wants a password. */
  async function serveProxy() {
    const seen: string[] = [];
    const server = createHttpServer((incoming, answer) => {
      seen.push(`${incoming.method} ${incoming.url} ${incoming.headers['proxy-authorization'] ?? ''}`);
      const onward = httpRequest(
        incoming.url ?? '',
        { method: 'POST', headers: incoming.headers },
        (from) => {
          answer.writeHead(from.statusCode ?? 0, from.headers);
          from.pipe(answer);
        },
      );
      incoming.pipe(onward);
    });
    server.on('connect', (incoming, socket) => {
      seen.push(`${incoming.method} ${incoming.url} ${incoming.headers['proxy-authorization'] ?? ''}`);
      if (incoming.headers['proxy-authorization'] === undefined) {
        return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      }
      const [host, port] = String(incoming.url).split(':');
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    onTestFinished(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    });
    return { address: `127.0.0.1:${(server.address() as { port: number }).port}`, seen };
  }

  it('is gone through, and sees nothing of what TLS protects', async () => {
    const proxy = await serveProxy();
    const [plain, encrypted] = [
      await serveHttp(json({ access_token: 't' })),
      await serveTls(json({ access_token: 't' })),
    ];
    const through = { proxy: `http://user:pa%20ss@${proxy.address}`, insecure: true };
    const overTls = await sendTokenRequest(request(encrypted.url), through);
    expect(overTls).toMatchObject({ ok: true, proxy: proxy.address });
    const open = await sendTokenRequest(request(plain.url), through);
    expect(open).toMatchObject({ ok: true, request: { line: `POST ${plain.url} HTTP/1.1` } });
    expect(open.request.headers).toContainEqual(['Proxy-Authorization', 'Basic ***']);
    const credentials = `Basic ${Buffer.from('user:pa ss').toString('base64')}`;
    expect(proxy.seen).toEqual([
      `CONNECT 127.0.0.1:${encrypted.port} ${credentials}`,
      `POST ${plain.url} ${credentials}`,
    ]);
    expect(encrypted.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
    expect(JSON.stringify([overTls, open])).not.toContain('pa ss');
  });

  it('that refuses, is not there or is no address is named, and not the server', async () => {
    const proxy = await serveProxy();
    const server = await serveTls(json({ access_token: 't' }));
    const through = (address: string) => failure(server.url, { insecure: true, proxy: address });
    expect(await through(`http://${proxy.address}`)).toMatchObject({
      code: 'proxy-failed',
      details: { status: 407 },
    });
    expect(await through(`http://127.0.0.1:${await closedPort()}`)).toHaveProperty('code', 'proxy-failed');
    expect(await through('socks5://x:1')).toHaveProperty('code', 'proxy-failed');
    expect(server.requests).toHaveLength(0);
    expect((await sendTokenRequest(request(server.url), { insecure: true, proxy: 'none' })).ok).toBe(true);
  });
});

it('sends the user and password of an address, and shows them nowhere', async () => {
  const server = await serveHttp(json({ access_token: 't' }));
  const endpoint = server.url.replace('//', '//user:p%40ss@');
  const exchange = await sendTokenRequest({ ...request(endpoint), auth: { method: 'none' } });
  const authorization = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
  expect(server.requests[0]?.headers.authorization).toBe(authorization);
  expect(exchange.request.headers).toContainEqual(['Authorization', 'Basic ***']);
  expect(JSON.stringify(exchange)).not.toMatch(/p(?:@|%40)ss/);
});

it('shows to the letter what was sent', async () => {
  let raw = '';
  const { url } = await serveTcp((socket) =>
    socket.on('data', (chunk) => {
      raw += chunk.toString('latin1');
      socket.end('HTTP/1.1 200 OK\r\nX-One: 1\r\nConnection: close\r\n\r\n{"access_token":"t"}');
    }),
  );
  const exchange = await sendTokenRequest(request(url));
  const { line, headers, body } = exchange.request;
  const shown = [line, ...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
  const hidden = raw.replace(Buffer.from(`c:${secret}`).toString('base64'), '***').replace(assertion, '***');
  expect(shown).toBe(hidden);
  expect(exchange.response.headers).toEqual([
    ['X-One', '1'],
    ['Connection', 'close'],
  ]);
});
