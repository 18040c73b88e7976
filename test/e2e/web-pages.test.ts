import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, scratchFolder, signetFile } from '../support/run-signet.ts';
import { loopbackFace } from './support/face.ts';

/**
 * A page of another site, in the browser of a user who runs Signet: against the server of the window and against the
 * playground. The site's name leads to this machine, which is what a rebound name does.
 */
describe.skipIf(loopbackFace.missing !== undefined)('a web page elsewhere', () => {
  const running: ChildProcess[] = [];
  let browser: Browser;
  let site: Server;
  let page: Page;
  let window: string;
  let secret: string;
  let playground: string;

  /** Runs a command until the test ends, and gives the addresses that it prints. */
  async function run(...args: readonly string[]): Promise<{ url: string }> {
    const child = spawn(process.execPath, [signetFile, ...args, '--json'], {
      cwd: root,
      env: { ...process.env, SIGNET_HOME: scratchFolder() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.push(child);
    for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
    throw new Error('it ended without a word');
  }

  beforeAll(async () => {
    site = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>elsewhere</title>');
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const [served, played] = await Promise.all([run('serve'), run('playground')]);
    window = new URL(served.url).origin;
    secret = new URLSearchParams(new URL(served.url).hash.slice(1)).get('secret') ?? '';
    playground = played.url;
    browser = await chromium.launch({
      executablePath: process.env.SIGNET_CHROMIUM ?? '',
      args: [
        '--host-resolver-rules=MAP evil.example 127.0.0.1',
        '--disable-background-networking',
        // Chromium's own defence, which not every browser has.
        '--disable-features=BlockInsecurePrivateNetworkRequests,LocalNetworkAccessChecks',
      ],
    });
    page = await browser.newPage();
    await page.goto(`http://evil.example:${(site.address() as AddressInfo).port}/`);
  });

  afterAll(async () => {
    await browser?.close();
    site?.closeAllConnections();
    site?.close();
    for (const child of running) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
  });

  /** What the page's own code can read of an answer; undefined where the browser gives it nothing. */
  const read = (url: string, init: RequestInit = {}) =>
    page.evaluate(
      async ([target, options]) =>
        fetch(target, options).then(
          async (answer) =>
            answer.type === 'opaque' ? undefined : `${answer.status} ${await answer.text()}`,
          () => undefined,
        ),
      [url, init] as const,
    );

  const registration = JSON.stringify({
    kind: 'api-manager',
    authentication: 'client_secret_post',
    clientId: 'theirs',
    clientSecret: 'theirs',
  });
  const askForToken = (server: string) =>
    fetch(`${server}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'theirs',
        client_secret: 'theirs',
      }),
    });
  const failure = JSON.stringify({ mode: 'html' });
  const json = { 'content-type': 'application/json' };

  /** The playground is as it was: nobody has registered, and nothing is told to fail. */
  async function expectUntouched(): Promise<void> {
    const answer = await askForToken(playground);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/json');
  }

  it('finds both at work, and the same requests taken from where they should come', async () => {
    expect((await fetch(window)).status).toBe(200);
    const call = await fetch(`${window}/call/about.get`, {
      method: 'POST',
      headers: { ...json, origin: window, 'x-signet-secret': secret },
      body: '{}',
    });
    expect(await call.json()).toMatchObject({ ok: true });
    const own = await run('playground');
    const registered = await fetch(`${own.url}/playground/clients`, {
      method: 'POST',
      headers: json,
      body: registration,
    });
    expect(registered.status).toBe(201);
    expect((await askForToken(own.url)).status).toBe(200);
    const failing = await fetch(`${own.url}/playground/failures`, {
      method: 'POST',
      headers: json,
      body: failure,
    });
    expect(failing.status).toBe(200);
    const failed = await askForToken(own.url);
    expect(failed.headers.get('content-type')).toContain('text/html');
  });

  it('reads nothing by fetch, whatever it sends along', async () => {
    const requests: readonly [string, RequestInit?][] = [
      [window],
      [`${window}/call/vault.list`, { method: 'POST', body: '{}' }],
      [`${window}/call/vault.list`, { method: 'POST', headers: json, body: '{}' }],
      // Even with the secret, which it does not have.
      [
        `${window}/call/vault.list`,
        { method: 'POST', headers: { ...json, 'x-signet-secret': secret }, body: '{}' },
      ],
      [`${playground}/playground`],
      [`${playground}/oauth2/jwks`],
      [`${playground}/.well-known/openid-configuration`],
      [`${playground}/playground/clients`, { method: 'POST', headers: json, body: registration }],
      [`${playground}/playground/clients`, { method: 'POST', mode: 'no-cors', body: registration }],
      [`${playground}/playground/failures`, { method: 'POST', mode: 'no-cors', body: failure }],
      [`${playground}/playground`, { mode: 'no-cors', credentials: 'include' }],
    ];
    for (const [url, init] of requests) expect(await read(url, init), url).toBeUndefined();
    await expectUntouched();
  });

  it('changes nothing by a form, sandboxed or not', async () => {
    const actions = [
      `${playground}/playground/clients`,
      `${playground}/playground/failures`,
      `${window}/call/vault.list`,
    ];
    for (const action of actions) {
      const context = await browser.newContext();
      const sender = await context.newPage();
      await sender.goto(page.url());
      const [answer] = await Promise.all([
        sender.waitForResponse(action),
        sender.evaluate(
          ([target, text]) => {
            const form = document.createElement('form');
            Object.assign(form, { action: target, method: 'post', enctype: 'text/plain' });
            // `{"mode":"html","x":"=y"}`: a form can say JSON, though not that it is JSON.
            const input = document.createElement('input');
            Object.assign(input, { name: `${text.slice(0, -1)},"x":"`, value: 'y"}' });
            form.append(input);
            document.body.append(form);
            form.submit();
          },
          [action, action.endsWith('failures') ? failure : registration] as const,
        ),
      ]);
      expect(answer.status(), action).toBe(403);
      await context.close();
    }
    // The origin of a sandboxed frame is null.
    await page.evaluate(
      async ([target, text]) => {
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', 'allow-scripts');
        const loaded = new Promise((resolve) => addEventListener('message', resolve, { once: true }));
        frame.srcdoc = `<script>fetch(${JSON.stringify(target)}, { method: 'POST', mode: 'no-cors', body: ${JSON.stringify(text)} })
          .finally(() => parent.postMessage('sent', '*'))</script>`;
        document.body.append(frame);
        await loaded;
        frame.remove();
      },
      [`${playground}/playground/failures`, failure] as const,
    );
    await expectUntouched();
  });

  it('opens no WebSocket', async () => {
    for (const server of [window, playground]) {
      const opened = await page.evaluate(
        (url) =>
          new Promise((resolve) => {
            const socket = new WebSocket(url);
            socket.addEventListener('open', () => resolve(true));
            socket.addEventListener('error', () => resolve(false));
          }),
        `${server.replace('http', 'ws')}/call/vault.list`,
      );
      expect(opened, server).toBe(false);
    }
  });

  it('gets nothing by a name that was rebound', async () => {
    const rebound = await browser.newPage();
    for (const [server, path, init] of [
      [window, '/'],
      [
        window,
        '/call/vault.list',
        { method: 'POST', headers: { ...json, 'x-signet-secret': secret }, body: '{}' },
      ],
      [playground, '/playground'],
      [playground, '/.well-known/openid-configuration'],
      [playground, '/playground/clients', { method: 'POST', headers: json, body: registration }],
      [playground, '/playground/failures', { method: 'POST', headers: json, body: failure }],
    ] as const) {
      const origin = `http://evil.example:${new URL(server).port}`;
      // The page comes from the site, and then its name, under our port, leads to us.
      await rebound.route(`${origin}/`, (route) => route.fulfill({ contentType: 'text/html', body: '' }), {
        times: 1,
      });
      await rebound.goto(`${origin}/`);
      const status = await rebound.evaluate(
        async ([target, options]) => fetch(target, options).then((answer) => answer.status, String),
        [path, init as RequestInit | undefined] as const,
      );
      expect(status, path).toBe(421);
    }
    await rebound.close();
    await expectUntouched();
  });

  it('has no use for the secret of an earlier launch', async () => {
    const first = await run('serve');
    const { port } = new URL(first.url);
    const tab = await browser.newPage();
    await tab.goto(first.url);
    await tab.getByRole('navigation').first().waitFor();
    const earlier = running.pop();
    earlier?.kill('SIGTERM');
    await once(earlier as ChildProcess, 'exit');
    const second = await run('serve', '--port', port);
    expect(new URL(second.url).origin).toBe(new URL(first.url).origin);
    const call = (address: string) =>
      fetch(new URL('/call/about.get', address), {
        method: 'POST',
        headers: {
          ...json,
          origin: new URL(address).origin,
          'x-signet-secret': new URL(address).hash.slice('#secret='.length),
        },
        body: '{}',
      });
    expect((await call(second.url)).status).toBe(200);
    expect((await call(first.url)).status).toBe(403);
    // The tab that was left open, and its address from the history.
    for (const open of [() => tab.reload(), () => tab.goto(first.url)]) {
      const refused = tab.waitForResponse((answer) => answer.url().includes('/call/'));
      await open();
      expect((await refused).status()).toBe(403);
    }
    await tab.close();
  });

  it('embeds neither, as a frame, a script, an image or a style', async () => {
    const loaded = await page.evaluate(
      async ([servedBy, playedBy]) => {
        const attempts = [
          ['script', 'src', `${playedBy}/playground`],
          ['script', 'src', `${servedBy}/`],
          ['img', 'src', `${servedBy}/`],
          ['link', 'href', `${servedBy}/`],
        ] as const;
        const results: boolean[] = [];
        for (const [name, attribute, url] of attempts) {
          const element = document.createElement(name);
          if (name === 'link') element.setAttribute('rel', 'stylesheet');
          const settled = new Promise<boolean>((resolve) => {
            element.addEventListener('load', () => resolve(true));
            element.addEventListener('error', () => resolve(false));
          });
          element.setAttribute(attribute, url);
          document.head.append(element);
          results.push(await settled);
          element.remove();
        }
        return results;
      },
      [window, playground] as const,
    );
    expect(loaded).toEqual([false, false, false, false]);
    await page.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      return new Promise((resolve) => frame.addEventListener('load', resolve));
    }, window);
    const frames = await Promise.all(
      page
        .frames()
        .slice(1)
        .map((frame) => frame.content()),
    );
    expect(frames.join('')).not.toContain('Signet');
  });

  it('holds no window that it opened', async () => {
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate((url) => {
        Object.assign(globalThis, { opened: open(url) });
      }, window),
    ]);
    await opened.waitForLoadState();
    expect(await opened.evaluate(() => opener)).toBeNull();
    expect(await page.evaluate(() => (globalThis as unknown as { opened: Window }).opened.closed)).toBe(true);
    await opened.close();
  });
});
