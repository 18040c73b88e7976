import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WebContents, WebPreferences } from 'electron';
import type { CDPSession, ElectronApplication } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { windowUrl } from '../../electron/our-window.ts';
import { root, scratchFolder } from '../support/run-signet.ts';
import { desktopFace, type Face, launchElectron } from './support/face.ts';

// What only the desktop app has to guard, and what its checklist asks for: https://www.electronjs.org/docs/latest/tutorial/security
describe.skipIf(desktopFace.missing)('the desktop app', () => {
  let face: Face;
  let app: ElectronApplication;
  beforeAll(async () => {
    face = await desktopFace.open();
    if (!face.app) throw new Error('the desktop app has a main process');
    app = face.app;
    await face.page.getByRole('heading', { level: 1 }).waitFor();
  });
  afterAll(() => face?.close());

  const urls = () =>
    app.evaluate(({ webContents }) => webContents.getAllWebContents().map((each) => each.getURL()));

  describe('stays at its page', () => {
    let foreign: Server;
    let target: string;
    beforeAll(async () => {
      foreign = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nelsewhere'));
      foreign.listen(0, '127.0.0.1');
      await once(foreign, 'listening');
      target = `http://127.0.0.1:${(foreign.address() as { port: number }).port}/`;
      await app.evaluate(({ shell }) => {
        const opened: string[] = [];
        (globalThis as { opened?: string[] }).opened = opened;
        shell.openExternal = async (url) => void opened.push(url);
      });
    });
    afterAll(() => foreign.close());
    beforeEach(() => face.page.evaluate(() => Object.assign(globalThis, { stillHere: true })));

    const ways: Readonly<Record<string, (target: string) => void>> = {
      'location.href': (to) => {
        location.href = to;
      },
      'location.assign': (to) => location.assign(to),
      'location.replace': (to) => location.replace(to),
      'a refresh in the page’s head': (to) => {
        const meta = document.createElement('meta');
        meta.httpEquiv = 'refresh';
        meta.content = `0;url=${to}`;
        document.head.append(meta);
      },
      'a link': (to) => {
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
        link.remove();
      },
      'a link to a new window': (to) => {
        const link = document.createElement('a');
        link.href = to;
        link.target = '_blank';
        link.rel = 'opener';
        document.body.append(link);
        link.click();
        link.remove();
      },
      'a form': (to) => {
        const form = document.createElement('form');
        form.action = to;
        document.body.append(form);
        form.submit();
        form.remove();
      },
      'a form to a new window': (to) => {
        const form = document.createElement('form');
        form.action = to;
        form.target = 'elsewhere';
        document.body.append(form);
        form.submit();
        form.remove();
      },
      'window.open': (to) => void window.open(to),
      'window.open of itself': (to) => void window.open(to, '_self'),
      'Window.prototype’s own open': (to) =>
        void (Window.prototype as Partial<Window>).open?.call(window, to),
      'document.open': (to) => void document.open(to, 'elsewhere', ''),
      'navigation.navigate': (to) => void navigation.navigate(to).finished?.catch(() => {}),
      'a webview': (to) => {
        const view = document.createElement('webview');
        view.setAttribute('src', to);
        document.body.append(view);
      },
    };
    const places: Readonly<Record<string, (foreign: string) => string>> = {
      'about:blank': () => 'about:blank',
      'another server': (url) => url,
      'a file': () => 'file:///etc/hostname',
      'a text as a page': () => 'data:text/html,elsewhere',
      'a script as an address': () => 'javascript:document.body.remove()',
      'another path of ours': () => 'signet://window/assets/none.html',
    };
    const table = Object.keys(ways).flatMap((way) =>
      Object.keys(places).map((place) => [way, place] as const),
    );

    it.each(table)('%s leads nowhere: %s', async (way = '', place = '') => {
      const to = places[place]?.(target) ?? '';
      const go = ways[way] ?? (() => {});
      await face.page.evaluate(go, to).catch(() => {});
      await wait(100);
      // It was not left and loaded again, either.
      expect(await face.page.evaluate(() => 'stillHere' in globalThis && document.body !== null)).toBe(true);
      expect((await urls()).map((url) => url.replace(/#.*/, ''))).toEqual([windowUrl]);
      expect(await app.evaluate(() => (globalThis as { opened?: string[] }).opened)).toEqual([]);
    });

    it('going back leads nowhere', async () => {
      await face.page.evaluate(() => history.pushState(null, '', '#pushed'));
      await face.page.evaluate(() => history.back());
      await expect.poll(() => face.page.evaluate(() => location.hash)).toBe('');
      await face.page.evaluate(() => history.go(-5));
      await wait(200);
      expect(await urls()).toEqual([windowUrl]);
    });

    it('a link that is dropped on it leads nowhere', async () => {
      const cdp = await face.page.context().newCDPSession(face.page);
      const data = {
        items: [{ mimeType: 'text/uri-list', data: target }],
        dragOperationsMask: 1,
      };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await cdp.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
      await wait(200);
      expect(await face.page.evaluate(() => 'stillHere' in globalThis)).toBe(true);
      expect(await urls()).toEqual([windowUrl]);
      await cdp.detach();
    });

    // The page's own guards are in front of these: here each is asked as Electron asks it.
    it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
      'refuses by itself, whatever the page does: %s',
      async (event) => {
        const refused = await app.evaluate(({ webContents }, name) => {
          const [contents] = webContents.getAllWebContents();
          let asked = 0;
          const details = { preventDefault: () => (asked += 1), url: 'https://example.com/' };
          contents?.emit(name, details, 'https://example.com/', {});
          return asked;
        }, event);
        expect(refused).toBe(1);
      },
    );

    it('opens no window and no other program, even from a world that has window.open', async () => {
      const cdp = await face.page.context().newCDPSession(face.page);
      // Its own wrappers: what was taken from the page stands here.
      const open = (url: string) => evaluateApart(cdp, `String(window.open(${JSON.stringify(url)}))`);
      for (const url of ['about:blank', target, 'mailto:somebody@example.com'])
        expect(await open(url)).toBe('null');
      await wait(200);
      expect(await urls()).toEqual([windowUrl]);
      expect(await app.evaluate(() => (globalThis as { opened?: string[] }).opened)).toEqual([]);
      await cdp.detach();
    });

    it('whatever leads away all the same comes back, and cannot be gone back to', async () => {
      // As a debugger does it: nothing in the page is asked.
      const cdp = await face.page.context().newCDPSession(face.page);
      await cdp.send('Page.navigate', { url: 'about:blank' });
      await expect.poll(urls).toEqual([windowUrl]);
      await face.page.getByRole('heading', { level: 1 }).waitFor();
      const entries = () =>
        app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.navigationHistory.length());
      await expect.poll(entries).toBe(1);
      await cdp.detach();
    });
  });

  describe('reaches nobody by WebRTC, which no Content Security Policy governs', () => {
    let udp: Socket;
    let tcp: Server;
    const heard: string[] = [];
    afterAll(() => {
      udp?.close();
      tcp?.close();
    });
    beforeAll(async () => {
      udp = createSocket('udp4');
      udp.on('message', () => heard.push('udp'));
      udp.bind(0, '127.0.0.1');
      tcp = createServer((socket) => {
        heard.push('tcp');
        socket.on('error', () => {}).destroy();
      });
      tcp.listen(0, '127.0.0.1');
      await Promise.all([once(udp, 'listening'), once(tcp, 'listening')]);
    });
    afterEach(() => {
      heard.length = 0;
    });

    const servers = () => {
      const [u, t] = [udp.address().port, (tcp.address() as { port: number }).port];
      return [
        `stun:127.0.0.1:${u}`,
        `turn:127.0.0.1:${u}?transport=udp`,
        `turn:127.0.0.1:${t}?transport=tcp`,
        `turn:localhost:${t}?transport=tcp`,
      ];
    };
    /** What a page does to reach them, as text. */
    const connect = () => `(async () => {
      const peer = new RTCPeerConnection({ iceServers: ${JSON.stringify(servers())}.map((urls) => ({ urls, username: 'a', credential: 'b' })) });
      peer.createDataChannel('a');
      await peer.setLocalDescription(await peer.createOffer());
      await new Promise((done) => setTimeout(done, 1500));
      peer.close();
      return 'tried';
    })()`;

    it('neither from our page, nor from where its constructors are still to be had', async () => {
      // An Electron that is not ours reaches both.
      expect(await connectUnguarded(connect())).toBe('tried');
      expect(new Set(heard)).toEqual(new Set(['udp', 'tcp']));
      heard.length = 0;

      expect(await face.page.evaluate(() => typeof RTCPeerConnection)).toBe('undefined');
      // An isolated world has every constructor anew.
      const cdp = await face.page.context().newCDPSession(face.page);
      expect(await evaluateApart(cdp, connect())).toBe('tried');
      expect(heard).toEqual([]);
      await cdp.detach();
    });

    it('nor finds any host', async () => {
      const found = await app.evaluate(({ session }) =>
        Promise.all(
          ['localhost', '127.0.0.1', 'example.com'].map((host) =>
            session.defaultSession.resolveHost(host).then(
              () => 'found',
              (error: Error) => error.message,
            ),
          ),
        ),
      );
      expect(found).toEqual(Array(3).fill(expect.stringContaining('ERR_NAME_NOT_RESOLVED')));
    });
  });

  it('answers nobody but its own page', async () => {
    const call = `window.signet.services.about.get({}, 'a call').then((answer) => JSON.stringify(answer), String)`;
    expect(await face.page.evaluate(call)).toContain('"face":"desktop"');
    // The same preload, in windows that show something else.
    const answers = await app.evaluate(
      async ({ BrowserWindow }, [preload, code]) => {
        const asked: unknown[] = [];
        for (const url of ['data:text/html,elsewhere', 'signet://window/assets/none.html']) {
          const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
          window.webContents.removeAllListeners('did-navigate');
          await window.loadURL(url).catch(() => {});
          asked.push(await window.webContents.executeJavaScript(code));
          window.destroy();
        }
        return asked;
      },
      [join(root, 'dist/preload/preload.cjs'), call] as const,
    );
    expect(answers).toEqual(Array(2).fill(expect.stringContaining('this sender may not call Signet')));
  });

  it('lets nobody but its own page cancel a call', async () => {
    // The bridge drops what comes back of it, so the handler is asked as Electron asks it.
    const answers = await app.evaluate(async ({ ipcMain }) => {
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
      type Handler = (event: object, call: string) => Promise<unknown>;
      const cancel = handlers.get('signet:cancel');
      const ask = async (url: string) => {
        try {
          await cancel?.({ sender: { id: 1 }, senderFrame: { url, parent: null } }, 'a call');
          return 'taken';
        } catch (error) {
          return (error as Error).message;
        }
      };
      return [
        cancel !== undefined,
        await ask('signet://window/index.html'),
        await ask('https://example.com/'),
      ];
    });
    expect(answers).toEqual([true, 'taken', 'this sender may not call Signet']);
  });

  it('has the preferences that Electron advises', async () => {
    const preferences = await app.evaluate(({ webContents }) => {
      const [contents] = webContents.getAllWebContents() as (WebContents & HasPreferences)[];
      return { ...contents?.getLastWebPreferences() };
    });
    expect(preferences).toMatchObject({
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    expect(preferences.nodeIntegrationInWorker ?? false).toBe(false);
    expect(preferences.enableBlinkFeatures ?? '').toBe('');
  });

  it('comes back when its window’s process is killed, and work goes on', async () => {
    const pid = await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId());
    expect(pid).toBeGreaterThan(0);
    process.kill(pid ?? 0, 'SIGKILL');
    const isBack = () =>
      app.evaluate(({ webContents }, before) => {
        const [contents] = webContents.getAllWebContents();
        return contents?.getOSProcessId() !== before && !contents?.isCrashed() && !contents?.isLoading();
      }, pid);
    await expect.poll(isBack, { timeout: 20_000 }).toBe(true);
    const heading = () =>
      app.evaluate(({ webContents }) =>
        webContents.getAllWebContents()[0]?.executeJavaScript('document.querySelector("h1")?.textContent'),
      );
    await expect.poll(heading).toBe('Compose');
  });
});

/** It is there, and not in Electron's types. */
interface HasPreferences {
  getLastWebPreferences(): WebPreferences | null;
}

/** Evaluates in a window of an empty Electron app. */
async function connectUnguarded(code: string): Promise<unknown> {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'package.json'), '{"name":"unguarded","main":"main.cjs"}');
  writeFileSync(
    join(folder, 'main.cjs'),
    'const { app, BrowserWindow } = require("electron"); app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL("about:blank"));',
  );
  const other = await launchElectron(folder, {});
  try {
    return await (await other.firstWindow()).evaluate(code);
  } finally {
    await other.close();
  }
}

/** Evaluates in a world of the page that has its own globals. */
async function evaluateApart(cdp: CDPSession, expression: string): Promise<unknown> {
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const { executionContextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const { result } = await cdp.send('Runtime.evaluate', {
    expression,
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
  });
  return result.value ?? result.description;
}
