import { describe, expect, it } from 'vitest';
import { httpTransport, takeLaunchSecret } from '../../../renderer/client/http-transport.ts';

type Request = { url: string; init: RequestInit };

function fakeFetch(answer: (request: Request) => Response | Promise<Response>) {
  const requests: Request[] = [];
  const send = ((url: string, init: RequestInit) => {
    requests.push({ url, init });
    return Promise.resolve(answer({ url, init }));
  }) as typeof fetch;
  return { requests, send };
}

function inPieces(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}

describe('httpTransport', () => {
  it('posts the input with the secret and the call’s name in headers', async () => {
    const { requests, send } = fakeFetch(() => Response.json({ ok: true, value: 7 }));
    expect(await httpTransport('s3cret', send).call('vault.list', {}, 'vault.list:1')).toEqual({
      ok: true,
      value: 7,
    });
    expect(requests).toEqual([
      {
        url: '/call/vault.list',
        init: expect.objectContaining({
          method: 'POST',
          body: expect.any(Blob),
          credentials: 'omit',
          headers: {
            accept: 'application/json',
            'content-type': 'application/json',
            'x-signet-call': 'vault.list:1',
            'x-signet-secret': 's3cret',
          },
        }),
      },
    ]);
    expect(await (requests[0]?.init.body as Blob | undefined)?.text()).toBe('{}');
  });

  it('hands on progress line by line, wherever the pieces are cut, and then answers', async () => {
    const text =
      '{"progress":{"step":"read\u00efng","done":1,"total":2}}\n{"progress":{"step":"reading","done":2,"total":2}}\n{"ok":true,"value":7}';
    for (const size of [1, 7, 60, 1000]) {
      const { requests, send } = fakeFetch(() => new Response(inPieces(text, size)));
      const seen: unknown[] = [];
      const answer = await httpTransport('s', send).call('keystore.open', {}, 'c', (each) => seen.push(each));
      expect(answer).toEqual({ ok: true, value: 7 });
      expect(seen).toEqual([
        { step: 'readïng', done: 1, total: 2 },
        { step: 'reading', done: 2, total: 2 },
      ]);
      expect(requests[0]?.init.headers).toMatchObject({ accept: 'application/x-ndjson' });
    }
  });

  it('says so when the answer breaks off after some progress', async () => {
    const whole = '{"progress":{"step":"reading","done":1,"total":2}}\n{"ok":true,"value":7}';
    const call = (text: string) =>
      httpTransport('s', fakeFetch(() => new Response(inPieces(text, 20))).send).call(
        'x.y',
        {},
        'c',
        () => {},
      );
    expect(await call(whole)).toMatchObject({ ok: true });
    expect(await call(whole.slice(0, -3))).toMatchObject({ ok: false, error: { code: 'internal-error' } });
  });

  it('says what to do when the secret is refused', async () => {
    const { send } = fakeFetch(() => new Response('no', { status: 403 }));
    const call = (secret: string) => httpTransport(secret, send).call('vault.list', {}, 'c');
    const hint = expect.stringContaining('open the address that Signet printed last');
    expect(await call('old')).toMatchObject({
      ok: false,
      error: { code: 'launch-secret-refused', message: expect.stringContaining('started again'), hint },
    });
    expect(await call('')).toMatchObject({
      ok: false,
      error: { code: 'launch-secret-refused', message: expect.stringContaining('without the secret'), hint },
    });
  });

  it('says nothing of the secret when a call is refused for another reason', async () => {
    const { send } = fakeFetch(() => new Response('no', { status: 405 }));
    expect(await httpTransport('s', send).call('vault.list', {}, 'c')).toMatchObject({
      error: { code: 'internal-error', message: expect.stringContaining('405') },
    });
  });

  it('says so when nobody answers any more', async () => {
    const { send } = fakeFetch(() => Promise.reject(new TypeError('failed to fetch')));
    expect(await httpTransport('s', send).call('vault.list', {}, 'c')).toMatchObject({
      ok: false,
      error: { code: 'internal-error' },
    });
  });

  it('cancels by aborting', async () => {
    const { send } = fakeFetch(
      ({ init }) =>
        new Promise((_, reject) =>
          init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    );
    const transport = httpTransport('s', send);
    const answer = transport.call('endpoint.send', {}, 'c1');
    transport.cancel('c1');
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('takeLaunchSecret', () => {
  const page = (hash: string, kept: Record<string, string>) => {
    const replaced: string[] = [];
    return {
      replaced,
      window: {
        location: { hash, pathname: '/' },
        history: { replaceState: (_state: unknown, _title: string, url: string) => replaced.push(url) },
        sessionStorage: {
          getItem: (key: string) => kept[key] ?? null,
          setItem: (key: string, value: string) => {
            kept[key] = value;
          },
        },
      } as unknown as Pick<Window, 'location' | 'history' | 'sessionStorage'>,
    };
  };

  it('takes it out of the address and keeps it for the tab', () => {
    const kept: Record<string, string> = {};
    const first = page('#secret=abc', kept);
    expect(takeLaunchSecret(first.window)).toBe('abc');
    expect(first.replaced).toEqual(['/']);
    expect(takeLaunchSecret(page('', kept).window)).toBe('abc');
  });

  it('has none to give without', () => expect(takeLaunchSecret(page('', {}).window)).toBe(''));
});
