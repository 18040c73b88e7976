import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { exchangeHttp } from '../../../core/http/http-exchange.ts';
import { maxAnswerBytes } from '../../../core/http/read-body.ts';
import { closedPort, json, serveHttp, serveTcp, serveTls } from './test-servers.ts';

const ask = (url: string, more: Partial<Parameters<typeof exchangeHttp>[0]> = {}) =>
  exchangeHttp({ method: 'POST', url, headers: { 'X-Test': '1' }, body: 'a=1', timeoutSeconds: 20, ...more });

const failsWith = (code: string, step?: string) =>
  expect.objectContaining({
    code,
    ...(step === undefined ? {} : { details: expect.objectContaining({ step }) }),
  });

describe('an answer', () => {
  it('comes whole: status, headers as written, body, time', async () => {
    const server = await serveHttp((answer) => {
      answer.writeHead(201, 'Made', {
        'X-One': '1',
        'Content-Type': 'text/plain',
        'Set-Cookie': ['a=1', 'b=2'],
      });
      answer.write('Zo');
      answer.end('ë');
    });
    const exchange = await ask(server.url);
    expect(exchange).toMatchObject({ status: 201, statusText: 'Made', httpVersion: '1.1', body: 'Zoë' });
    expect(exchange.headers).toContainEqual(['X-One', '1']);
    expect(exchange.headers.filter(([name]) => name === 'Set-Cookie')).toEqual([
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
    expect(server.requests).toMatchObject([
      { method: 'POST', url: '/token', body: 'a=1', headers: { 'x-test': '1' } },
    ]);
  });

  it('has its phases timed, those that did not happen left out', async () => {
    const plain = await serveHttp(json({}));
    const { timing } = await ask(plain.url);
    expect(Object.keys(timing).sort()).toEqual(['connect', 'firstByte', 'total']);
    const named = await ask(`http://localhost:${plain.port}/`);
    expect(Object.keys(named.timing).sort()).toEqual(['connect', 'dns', 'firstByte', 'total']);
    const encrypted = await serveTls(json({}));
    const { timing: overTls } = await ask(encrypted.url, { insecure: true });
    expect(Object.keys(overTls).sort()).toEqual(['connect', 'firstByte', 'tls', 'total']);
    for (const value of Object.values({ ...timing, ...named.timing, ...overTls })) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(Math.round(value * 10) / 10).toBe(value);
    }
  });

  it.each([301, 302, 303, 307, 308])('of status %d is shown, and not followed', async (status) => {
    const other = await serveHttp(json({}));
    const server = await serveHttp((answer) => {
      answer.writeHead(status, { Location: other.url });
      answer.end();
    });
    expect((await ask(other.url)).status).toBe(200);
    const exchange = await ask(server.url);
    expect(exchange.status).toBe(status);
    expect(exchange.headers).toContainEqual(['Location', other.url]);
    expect(other.requests).toHaveLength(1);
  });

  it('may be empty', async () => {
    const server = await serveHttp((answer) => void answer.writeHead(204).end());
    expect(await ask(server.url)).toMatchObject({ status: 204, body: '' });
  });

  it('may be 4 MiB long, and not one byte more', async () => {
    const server = await serveHttp((answer, { body }) => void answer.end('x'.repeat(Number(body))));
    expect((await ask(server.url, { body: String(maxAnswerBytes) })).body).toHaveLength(maxAnswerBytes);
    await expect(ask(server.url, { body: String(maxAnswerBytes + 1) })).rejects.toEqual(
      failsWith('answer-too-large'),
    );
    await expect(ask(server.url, { body: '5000000' })).rejects.toEqual(failsWith('answer-too-large'));
  });

  it('is given up when it never ends', async () => {
    let dropped = false;
    const server = await serveHttp((answer) => {
      const more = setInterval(() => answer.write('x'.repeat(65_536)), 1);
      answer.on('close', () => {
        clearInterval(more);
        dropped = true;
      });
    });
    await expect(ask(server.url)).rejects.toEqual(failsWith('answer-too-large'));
    await expect.poll(() => dropped).toBe(true);
  });
});

describe('no answer', () => {
  it('because nothing listens', async () => {
    const port = await closedPort();
    await expect(ask(`http://127.0.0.1:${port}/`)).rejects.toEqual(
      failsWith('endpoint-unreachable', 'connect'),
    );
    await expect(ask(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: 'endpoint-unreachable',
      message: `127.0.0.1:${port} cannot be reached: nothing listens there`,
      details: { step: 'connect', cause: 'ECONNREFUSED' },
    });
  });

  it('because it takes too long to begin', async () => {
    const server = await serveHttp(() => {});
    await expect(ask(server.url, { timeoutSeconds: 1 })).rejects.toEqual(
      failsWith('endpoint-timeout', 'firstByte'),
    );
  });

  it('because it takes too long to end', async () => {
    const server = await serveHttp((answer) => void answer.write('{'));
    await expect(ask(server.url, { timeoutSeconds: 1 })).rejects.toEqual(
      failsWith('endpoint-timeout', 'answer'),
    );
  });

  it('because a TLS handshake never ends', async () => {
    const { port } = await serveTcp(() => {});
    await expect(ask(`https://127.0.0.1:${port}/`, { timeoutSeconds: 1 })).rejects.toEqual(
      failsWith('endpoint-timeout', 'tls'),
    );
  });

  it('because the connection is closed before', async () => {
    const { url } = await serveTcp((socket) => void socket.once('data', () => socket.destroy()));
    await expect(ask(url)).rejects.toMatchObject({
      code: 'endpoint-unreachable',
      message: expect.stringContaining('it closed the connection without an answer'),
    });
  });

  it('because the connection is reset in the middle', async () => {
    const { url } = await serveTcp((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"access_', () =>
          socket.resetAndDestroy(),
        );
      });
    });
    await expect(ask(url)).rejects.toMatchObject({
      code: 'endpoint-unreachable',
      message: expect.stringContaining('it broke off its answer'),
      details: { step: 'answer' },
    });
  });

  it.each([
    ['prose', 'hello, who is there?\r\n\r\n'],
    ['a TLS alert', '\x15\x03\x01\x00\x02\x02\x16'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ])('because it is not HTTP: %s', async (_, text) => {
    const { url } = await serveTcp((socket) => void socket.once('data', () => socket.end(text, 'latin1')));
    await expect(ask(url)).rejects.toMatchObject({
      code: 'endpoint-unreachable',
      message: expect.stringContaining('is not HTTP'),
    });
  });

  it('because its headers are larger than any', async () => {
    const text = (count: number) => `HTTP/1.1 204 OK\r\n${'X-Header: 1234567890\r\n'.repeat(count)}\r\n`;
    let count = 100;
    const { url } = await serveTcp(
      (socket) => void socket.once('data', () => socket.end(text(count), 'latin1')),
    );
    expect(await ask(url)).toHaveProperty('status', 204);
    count = 5000;
    await expect(ask(url)).rejects.toHaveProperty('code', 'answer-too-large');
  });

  it('because the protocol is switched', async () => {
    const { url } = await serveTcp((socket) => {
      socket.once('data', () =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
      );
    });
    await expect(ask(url, { timeoutSeconds: 2 })).rejects.toHaveProperty('code');
  });
});

describe('trust', () => {
  it('is not given to a self-signed certificate, until it is accepted or vouched for', async () => {
    const server = await serveTls(json({ a: 1 }));
    await expect(ask(server.url)).rejects.toMatchObject({
      code: 'tls-untrusted',
      message: `127.0.0.1:${server.port} is not trusted: its certificate is self-signed`,
      details: { step: 'tls', cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    expect(server.requests).toHaveLength(0);
    expect(await ask(server.url, { insecure: true })).toMatchObject({ status: 200, body: '{"a":1}' });
    expect(await ask(server.url, { ca: server.pem })).toMatchObject({ status: 200 });
    // For that request alone.
    await expect(ask(server.url)).rejects.toEqual(failsWith('tls-untrusted'));
  });

  it.each([
    ['other-name', 'its certificate is for another name'],
    ['expired', 'its certificate has expired'],
  ] as const)(
    'is not given to a certificate that is %s, even when vouched for',
    async (certificate, reason) => {
      const server = await serveTls(json({}), certificate);
      await expect(ask(server.url, { ca: server.pem })).rejects.toMatchObject({
        code: 'tls-untrusted',
        message: expect.stringContaining(reason),
      });
      expect(await ask(server.url, { insecure: true })).toMatchObject({ status: 200 });
    },
  );

  it('is not given because another authority is', async () => {
    const server = await serveTls(json({}));
    const other = await serveTls(json({}), 'other-name');
    await expect(ask(server.url, { ca: other.pem })).rejects.toEqual(failsWith('tls-untrusted'));
    await expect(ask(server.url, { ca: 'no certificate' })).rejects.toEqual(failsWith('not-a-certificate'));
  });

  it('has nothing to do with an http port spoken to in https', async () => {
    const server = await serveHttp(json({}));
    expect((await ask(server.url)).status).toBe(200);
    await expect(ask(server.url.replace('http:', 'https:'), { insecure: true })).rejects.toEqual(
      failsWith('tls-failed', 'tls'),
    );
  });

  it('has nothing to do with an https port spoken to in http', async () => {
    const server = await serveTls(json({}));
    const exchange = ask(server.url.replace('https:', 'http:'));
    await expect(exchange).rejects.toHaveProperty('code', 'endpoint-unreachable');
  });
});

describe('cancelling', () => {
  it('ends a request that is under way, and its connection', async () => {
    let closed = false;
    const server = await serveHttp((answer) => void answer.on('close', () => (closed = true)));
    const controller = new AbortController();
    const exchange = ask(server.url, { signal: controller.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    await expect(exchange).rejects.toEqual(failsWith('cancelled'));
    await expect.poll(() => closed).toBe(true);
  });

  // Regression: the request was destroyed before anybody listened for its error, which ended the process.
  it('beforehand sends nothing at all', async () => {
    const server = await serveHttp(json({}));
    expect((await ask(server.url)).status).toBe(200);
    await expect(ask(server.url, { signal: AbortSignal.abort() })).rejects.toEqual(failsWith('cancelled'));
    await wait(50);
    expect(server.requests).toHaveLength(1);
  });

  it('afterwards changes nothing', async () => {
    const server = await serveHttp(json({}));
    const controller = new AbortController();
    const exchange = await ask(server.url, { signal: controller.signal });
    controller.abort();
    expect(exchange.status).toBe(200);
  });
});
