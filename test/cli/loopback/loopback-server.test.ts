import { mkdir, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, type RequestOptions, request as rawRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { downloadPath, startLoopbackServer } from '../../../cli/loopback/loopback-server.ts';
import { createOneTimeFiles } from '../../../core/home/one-time-files.ts';
import { contentSecurityPolicy } from '../../../core/services/content-security-policy.ts';
import { httpTransport } from '../../../renderer/client/http-transport.ts';
import { maxFileBytes } from '../../../shared/base/limits.ts';
import type { CallOptions } from '../../../shared/contract/contract.ts';
import type { Dispatcher } from '../../../shared/contract/dispatcher.ts';
import { temporaryFolder } from '../../core/vault/temporary-folder.ts';
import { expectLoopbackAlone } from '../../support/loopback-alone.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

class FakeDispatcher implements Dispatcher {
  readonly calls: { method: string; input: unknown; signal: AbortSignal | undefined }[] = [];
  answer: () => Promise<unknown> = async () => 'done';
  progress: readonly number[] = [];

  async dispatch(method: string, input: unknown, { signal, onProgress }: CallOptions = {}) {
    this.calls.push({ method, input, signal: signal as AbortSignal | undefined });
    for (const done of this.progress) onProgress?.({ step: 'reading', done, total: null });
    // One that comes too late harms nobody.
    setTimeout(() => onProgress?.({ step: 'too late', done: 0, total: null }), 20);
    return { ok: true, value: await this.answer() } as const;
  }
}

async function start() {
  const outside = await temporaryFolder();
  const folder = join(outside, 'window');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(outside, 'package.json'), '{"outside":true}');
  await writeFile(join(outside, 'outside.html'), 'outside');
  await mkdir(`${folder}-beside`);
  await writeFile(join(`${folder}-beside`, 'index.html'), 'beside');
  await writeFile(join(folder, 'index.html'), '<!doctype html>the window');
  await writeFile(join(folder, 'assets', 'main.js'), 'run()');
  await writeFile(join(folder, 'notes.txt'), 'not served');
  const dispatcher = new FakeDispatcher();
  const files = createOneTimeFiles(downloadPath);
  const server = await startLoopbackServer({ dispatcher, windowFolder: folder, files }, 0);
  onTestFinished(() => server.close());
  const { port, origin, hash } = new URL(server.url);
  return {
    server,
    dispatcher,
    files,
    port: Number(port),
    origin,
    secret: new URLSearchParams(hash.slice(1)).get('secret') ?? '',
  };
}

/** A request as nobody's browser would let one send it: any path, any Host. */
function send(port: number, options: RequestOptions, body?: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = rawRequest({ host: '127.0.0.1', port, agent: false, ...options }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

type Started = Awaited<ReturnType<typeof start>>;

function call(
  { port, origin, secret }: Started,
  { headers = {}, method = 'POST', path = '/call/vault.list', body = '{"a":1}' as string | Buffer } = {} as {
    headers?: Record<string, string | undefined>;
    method?: string;
    path?: string;
    body?: string | Buffer;
  },
): Promise<Answer> {
  const all = { Origin: origin, 'X-Signet-Secret': secret, 'Content-Type': 'application/json', ...headers };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return send(port, { method, path, headers: given as Record<string, string> }, body);
}

function expectSecurityHeaders({ headers }: Answer): void {
  expect(headers).toMatchObject({
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
}

describe('a call', () => {
  it('with secret, Host and Origin goes through', async () => {
    const started = await start();
    const answer = await call(started);
    expect(answer).toMatchObject({ status: 200, body: '{"ok":true,"value":"done"}' });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expectSecurityHeaders(answer);
    expect(started.dispatcher.calls).toMatchObject([{ method: 'vault.list', input: { a: 1 } }]);
  });

  it('tells how far it has come, in lines before the answer, to a window that asks for them', async () => {
    const started = await start();
    started.dispatcher.progress = [1, 2];
    const lines = await call(started, { headers: { Accept: 'application/x-ndjson' } });
    expect(lines.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
    });
    expectSecurityHeaders(lines);
    expect(lines.body.split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([
      { progress: { step: 'reading', done: 1, total: null } },
      { progress: { step: 'reading', done: 2, total: null } },
      { ok: true, value: 'done' },
    ]);
    await wait(50);
    expect((await call(started)).body).toBe('{"ok":true,"value":"done"}');
  });

  it.each([
    ['no secret', { 'X-Signet-Secret': undefined }, 403],
    ['an empty secret', { 'X-Signet-Secret': '' }, 403],
    ['a wrong secret', { 'X-Signet-Secret': 'A'.repeat(43) }, 403],
    ['a secret cut short', { 'X-Signet-Secret': 'A' }, 403],
    ['no Origin', { Origin: undefined }, 403],
    ['a foreign Origin', { Origin: 'https://evil.example' }, 403],
    ['the Origin of a file', { Origin: 'null' }, 403],
    ['another port’s Origin', { Origin: 'http://127.0.0.1:1' }, 403],
    ['our Origin over TLS', { Origin: 'https://127.0.0.1:PORT' }, 403],
    ['an Origin that begins like ours', { Origin: 'http://127.0.0.1:PORT.evil.example' }, 403],
    ['a foreign Host', { Host: 'evil.example' }, 421],
    ['a foreign Host on our port', { Host: 'evil.example:PORT' }, 421],
    ['a Host without a port', { Host: '127.0.0.1' }, 421],
    ['a Host of all addresses', { Host: '0.0.0.0:PORT' }, 421],
    ['an Origin of localhost', { Origin: 'http://localhost:PORT' }, 403],
    ['an Origin of the other loopback', { Origin: 'http://[::1]:PORT' }, 403],
    ['a Host of the other loopback', { Host: '[::1]:PORT' }, 421],
  ])('with %s does not', async (_, headers, status) => {
    const started = await start();
    expect((await call(started)).status).toBe(200);
    const forged = Object.entries(headers).map(([name, value]) => [
      name,
      value?.replace('PORT', String(started.port)),
    ]);
    const answer = await call(started, { headers: Object.fromEntries(forged) });
    expect(answer).toMatchObject({ status, body: '' });
    expectSecurityHeaders(answer);
    expect(started.dispatcher.calls).toHaveLength(1);
  });

  it.each(['GET', 'PUT', 'OPTIONS', 'DELETE', 'HEAD'])('by %s does not', async (method) => {
    const started = await start();
    expect((await call(started)).status).toBe(200);
    const answer = await call(started, { method, body: '' });
    expect(answer.status).toBe(405);
    expectSecurityHeaders(answer);
    expect(started.dispatcher.calls).toHaveLength(1);
  });

  it.each(['', '{', 'undefined', "{'a':1}", '\0'])('with the body %j does not', async (body) => {
    const started = await start();
    expect((await call(started, { body: 'null' })).status).toBe(200);
    const answer = await call(started, { body });
    expect(answer.status).toBe(400);
    expectSecurityHeaders(answer);
    expect(started.dispatcher.calls).toHaveLength(1);
  });

  const largest = Math.ceil((maxFileBytes * 4) / 3);

  it('may carry the largest file, and nothing much larger', async () => {
    const started = await start();
    const text = (length: number) => `"${'A'.repeat(length)}"`;
    expect((await call(started, { body: text(largest) })).status).toBe(200);
    // Whoever goes on sending may find the connection closed before reading the refusal.
    const refusal = await call(started, {
      body: text(largest + 70_000),
      headers: { 'Transfer-Encoding': 'chunked' },
    }).catch(() => undefined);
    if (refusal) expect(refusal.status).toBe(413);
    expect(started.dispatcher.calls).toHaveLength(1);
    expect((await call(started)).status).toBe(200);
  });

  it('that is announced as too large is refused before its body comes', async () => {
    const { port, origin, secret } = await start();
    const headers = {
      Origin: origin,
      'X-Signet-Secret': secret,
      'Content-Length': String(largest + 70_000),
    };
    const answer = await new Promise<Answer>((resolve, reject) => {
      const sent = rawRequest(
        { host: '127.0.0.1', port, agent: false, method: 'POST', path: '/call/x', headers },
        (incoming) => {
          incoming
            .resume()
            .on('end', () =>
              resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: '' }),
            );
        },
      );
      sent.on('error', reject);
      sent.flushHeaders();
    });
    expect(answer.status).toBe(413);
    expectSecurityHeaders(answer);
  });

  it('is cancelled by dropping its request', async () => {
    const started = await start();
    started.dispatcher.answer = () => new Promise(() => {});
    const { port, origin, secret } = started;
    const sent = rawRequest({
      host: '127.0.0.1',
      port,
      agent: false,
      method: 'POST',
      path: '/call/jose.sign',
      headers: { Origin: origin, 'X-Signet-Secret': secret },
    });
    sent.on('error', () => {});
    sent.end('{}');
    await expect.poll(() => started.dispatcher.calls.length).toBe(1);
    expect(started.dispatcher.calls[0]?.signal?.aborted).toBe(false);
    sent.destroy();
    await expect.poll(() => started.dispatcher.calls[0]?.signal?.aborted).toBe(true);
  });

  it('that is answered is not cancelled afterwards', async () => {
    const started = await start();
    await call(started);
    await wait(50);
    expect(started.dispatcher.calls[0]?.signal?.aborted).toBe(false);
  });

  it('that fails inside takes nothing with it', async () => {
    const started = await start();
    started.dispatcher.answer = () => Promise.reject(new Error('a defect with a secret'));
    const answer = await call(started);
    expect(answer).toMatchObject({ status: 500, body: '' });
    expectSecurityHeaders(answer);
    started.dispatcher.answer = async () => 'again';
    expect((await call(started)).body).toContain('again');
  });
});

describe('the name localhost, which another program of this machine may answer to', () => {
  it.each(['/', '/index.html', '/call/vault.list', '/download/none'])(
    'gets a page that says so: %s',
    async (path) => {
      const started = await start();
      const { port, secret } = started;
      expect((await call(started)).status).toBe(200);
      const host = `localhost:${port}`;
      for (const method of ['GET', 'POST']) {
        const headers = { Host: host, Origin: `http://${host}`, 'X-Signet-Secret': secret };
        const answer = await send(port, { method, path, headers });
        expect(answer.status).toBe(421);
        expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
        expect(answer.body).toContain(`http://127.0.0.1:${port}/`);
        // No script is there to read a secret from the address.
        expect(answer.body).not.toContain('<script');
        expect(answer.headers.location).toBeUndefined();
        expectSecurityHeaders(answer);
      }
      expect(started.dispatcher.calls).toHaveLength(1);
    },
  );

  it('is not served at ::1', async () => {
    const { port } = await start();
    await expect(send(port, { host: '::1', path: '/' })).rejects.toThrow();
  });
});

describe('a file that the core hands out', () => {
  const offer = async ({ files }: Started, name = 'the key.pem', text = 'of the file') => {
    const { download = '' } = await files.deliver(name, Buffer.from(text));
    return download;
  };
  const get = (port: number, path: string, headers: Record<string, string> = {}, method = 'GET') =>
    send(port, { method, path, headers });

  it('is downloaded once', async () => {
    const started = await start();
    const link = await offer(started);
    expect(link).toMatch(/^\/download\/[\w-]{43}$/);
    const answer = await get(started.port, link, { 'Sec-Fetch-Site': 'same-origin' });
    expect(answer).toMatchObject({ status: 200, body: 'of the file' });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''the%20key.pem",
      'cache-control': 'no-store',
    });
    expectSecurityHeaders(answer);
    expect(await get(started.port, link)).toMatchObject({ status: 404, body: '' });
  });

  it.each([
    ['by HEAD', {}, 'HEAD', 404],
    ['by POST', {}, 'POST', 405],
    ['for another site', { 'Sec-Fetch-Site': 'cross-site' }, 'GET', 404],
    ['for another port', { 'Sec-Fetch-Site': 'same-site' }, 'GET', 404],
    ['for a foreign Host', { Host: 'evil.example' }, 'GET', 421],
  ] as const)('is not there %s, and waits on', async (_, headers, method, status) => {
    const started = await start();
    const link = await offer(started);
    expect((await get(started.port, link, { ...headers }, method)).status).toBe(status);
    expect((await get(started.port, link)).body).toBe('of the file');
  });

  it('has a name that stays in its header', async () => {
    const started = await start();
    const answer = await get(started.port, await offer(started, 'a"\r\nX-Evil: 1\u202e’.pem'));
    expect(answer.status).toBe(200);
    expect(answer.headers['x-evil']).toBeUndefined();
  });

  it('does not wait for ever, nor after the end, and only so many do', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const files = createOneTimeFiles(downloadPath);
    const idOf = async () => (await files.deliver('a', Buffer.from('b'))).download?.split('/').at(-1) ?? '';
    const [kept, late, ended] = [await idOf(), await idOf(), await idOf()];
    expect(files.take(kept)?.bytes.toString()).toBe('b');
    vi.advanceTimersByTime(59_000);
    const young = await idOf();
    vi.advanceTimersByTime(1_000);
    expect(files.take(late)).toBeUndefined();
    expect(files.take(young)).toBeDefined();
    expect(files.take(ended)).toBeUndefined();
    const left = await idOf();
    files.clear();
    expect(files.take(left)).toBeUndefined();
    for (let count = 0; count < 8; count += 1) await idOf();
    await expect(idOf()).rejects.toMatchObject({ code: 'file-not-writable' });
  });
});

describe('the window’s own client', () => {
  it('gets through with the secret of the address, and is refused without', async () => {
    const { origin, secret, dispatcher } = await start();
    const fetchFromWindow: typeof fetch = (path, init) =>
      fetch(new URL(String(path), origin), {
        ...init,
        headers: { ...(init?.headers as Record<string, string>), Origin: origin },
      });
    expect(await httpTransport(secret, fetchFromWindow).call('about.get', {}, 'c1')).toEqual({
      ok: true,
      value: 'done',
    });
    const refused = await httpTransport('wrong', fetchFromWindow).call('about.get', {}, 'c2');
    expect(refused).toMatchObject({ ok: false, error: { code: 'launch-secret-refused' } });
    expect(dispatcher.calls).toHaveLength(1);

    dispatcher.answer = () => new Promise(() => {});
    const transport = httpTransport(secret, fetchFromWindow);
    const running = transport.call('jose.sign', {}, 'c3');
    await expect.poll(() => dispatcher.calls.length).toBe(2);
    transport.cancel('c3');
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await expect.poll(() => dispatcher.calls[1]?.signal?.aborted).toBe(true);
  });
});

describe('the window’s files', () => {
  const get = ({ port }: Started, path: string, method = 'GET') => send(port, { method, path });

  it('are served with their types', async () => {
    const started = await start();
    for (const [path, type, body] of [
      ['/', 'text/html; charset=utf-8', '<!doctype html>the window'],
      ['/index.html', 'text/html; charset=utf-8', '<!doctype html>the window'],
      ['/assets/main.js', 'text/javascript; charset=utf-8', 'run()'],
      ['/assets/main.js?v=1', 'text/javascript; charset=utf-8', 'run()'],
      ['/assets/../index.html', 'text/html; charset=utf-8', '<!doctype html>the window'],
    ] as const) {
      const answer = await get(started, path);
      expect(answer).toMatchObject({ status: 200, body });
      expect(answer.headers['content-type']).toBe(type);
      expectSecurityHeaders(answer);
    }
    expect(await get(started, '/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it.each([
    '/nothing.html',
    '/notes.txt',
    '/assets',
    '/assets/',
    '/index.html/',
    '/../package.json',
    '/../outside.html',
    '/..%2foutside.html',
    '/%2e%2e/outside.html',
    '/%2e%2e%2foutside.html',
    '/assets/..%2f..%2foutside.html',
    '/..%5coutside.html',
    '/%252e%252e%252foutside.html',
    '/..%2fwindow-beside%2findex.html',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/index.html%00',
    '/%00.html',
    '/outside.html%00.js',
    '/%',
    '/%ff.html',
    '/%c0%ae%c0%ae/outside.html',
  ])('are all there is: %s', async (path) => {
    const started = await start();
    expect((await get(started, '/index.html')).status).toBe(200);
    const answer = await get(started, path);
    expect(answer).toMatchObject({ status: 404, body: '' });
    expectSecurityHeaders(answer);
  });

  it.each(['//', 'http://[', 'http://127.0.0.1:99999/'])('are not at %s', async (path) => {
    const started = await start();
    const answer = await get(started, path);
    expect([400, 404]).toContain(answer.status);
    expectSecurityHeaders(answer);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('take no %s', async (method) => {
    const started = await start();
    expect((await get(started, '/')).status).toBe(200);
    const answer = await get(started, '/', method);
    expect(answer.status).toBe(405);
    expectSecurityHeaders(answer);
  });

  it('are for our own Host alone', async () => {
    const { port } = await start();
    const answer = await send(port, { path: '/', headers: { Host: `rebound.example:${port}` } });
    expect(answer).toMatchObject({ status: 421, body: '' });
    expectSecurityHeaders(answer);
  });

  it('are not for a request without a Host', async () => {
    const { port } = await start();
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(port, '127.0.0.1', () => void socket.write('GET / HTTP/1.0\r\n\r\n'));
      socket.on('data', (chunk) => {
        received += String(chunk);
      });
      socket.on('end', () => resolve(received));
      socket.on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 421/);
  });
});

describe('the server', () => {
  it('listens on loopback alone, with a new secret each time', async () => {
    const [one, two] = [await start(), await start()];
    expect(one.server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#secret=[\w-]{43}$/);
    await expectLoopbackAlone(one.port);
    expect(one.secret).not.toBe(two.secret);
    expect((await call({ ...one, secret: two.secret })).status).toBe(403);
  });

  it('says that a port is taken', async () => {
    const { port, files } = await start();
    await expect(
      startLoopbackServer({ dispatcher: new FakeDispatcher(), windowFolder: '/nowhere', files }, port),
    ).rejects.toMatchObject({
      code: 'port-in-use',
      message: `port ${port} is taken`,
    });
  });

  it('closes, calls under way and all', async () => {
    const started = await start();
    started.dispatcher.answer = () => new Promise(() => {});
    const running = call(started).catch((error: { code?: string }) => error.code);
    await expect.poll(() => started.dispatcher.calls.length).toBe(1);
    await started.server.close();
    expect(await running).toBe('ECONNRESET');
    await expect(call(started)).rejects.toHaveProperty('code', 'ECONNREFUSED');
  });
});
