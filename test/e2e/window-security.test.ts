import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktopFace, type Face, faces } from './support/face.ts';

describe.each(faces)('a hostile window, in the $name', (kind) => {
  const itRuns = it.skipIf(kind.missing !== undefined);
  let face: Face;
  let elsewhere: Server;
  let foreign: string;
  const hits: string[] = [];

  beforeAll(async () => {
    elsewhere = createServer((request, response) => {
      hits.push(request.url ?? '');
      response.end('elsewhere');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    foreign = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    if (!kind.missing) face = await kind.open();
  });
  afterAll(async () => {
    await face?.close();
    elsewhere.closeAllConnections();
    elsewhere.close();
  });

  itRuns('has nothing of Node or Electron', async () => {
    const found = await face.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(found).toEqual([]);
  });

  itRuns('runs no code from text', async () => {
    const refused = await face.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranFromText = true';
      document.body.append(script);
      return !('ranFromText' in globalThis);
    });
    expect(refused).toBe(true);
  });

  itRuns('reaches no other server: fetch, image, frame, form', async () => {
    const control = await fetch(`${foreign}/control`);
    expect(await control.text()).toBe('elsewhere');
    expect(hits).toEqual(['/control']);
    await face.page.evaluate(async (target) => {
      const image = new Image();
      image.src = `${target}/image`;
      const frame = document.createElement('iframe');
      frame.src = `${target}/frame`;
      document.body.append(frame);
      const form = document.createElement('form');
      form.action = `${target}/form`;
      form.target = '_blank';
      document.body.append(form);
      form.submit();
      await fetch(`${target}/fetch`).catch(() => {});
      frame.remove();
      form.remove();
    }, foreign);
    expect(hits).toEqual(['/control']);
  });

  const realms: Readonly<Record<string, () => void>> = {
    'the window itself': () => {},
    'an iframe': () => document.body.append(document.createElement('iframe')),
    'an iframe in capitals': () => document.body.append(document.createElement('IFRAME')),
    'an iframe by its namespace': () =>
      document.body.append(document.createElementNS('http://www.w3.org/1999/xhtml', 'a:iframe')),
    'an object': () => document.body.append(document.createElement('object')),
    'an embed': () => document.body.append(document.createElement('embed')),
    'a frame set': () => {
      const set = document.createElement('frameset');
      set.append(document.createElement('frame'));
      document.documentElement.append(set);
    },
    'a frame of another document': () => {
      const other = document.implementation.createDocument('http://www.w3.org/1999/xhtml', 'iframe');
      document.body.append(document.adoptNode(other.documentElement));
    },
    'a frame of another HTML document': () => {
      const other = document.implementation.createHTMLDocument();
      document.body.append(document.adoptNode(other.createElement('iframe')));
    },
    'a name that changes': () => {
      let asked = 0;
      const name = { toString: () => (asked++ === 0 ? 'div' : 'iframe') } as unknown as string;
      document.body.append(document.createElement(name), document.createElement(name));
    },
    'a custom element': () => {
      class Frame extends HTMLIFrameElement {}
      customElements.define('a-frame', Frame, { extends: 'iframe' });
      document.body.append(new Frame());
    },
    'text as markup': () => {
      document.body.insertAdjacentHTML('beforeend', '<iframe></iframe>');
    },
    'text as markup, otherwise': () => {
      const range = document.createRange();
      document.body.append(range.createContextualFragment('<iframe></iframe>'));
    },
    'text as a document': () => {
      const other = new DOMParser().parseFromString('<iframe></iframe>', 'text/html');
      document.body.append(...other.body.childNodes);
    },
    'the output of a style sheet': () => {
      const sheet = document.implementation.createDocument(null, null);
      const element = (name: string) =>
        sheet.createElementNS('http://www.w3.org/1999/XSL/Transform', `xsl:${name}`);
      const [root, template] = [element('stylesheet'), element('template')];
      root.setAttribute('version', '1.0');
      template.setAttribute('match', '/');
      const frame = element('element');
      frame.setAttribute('name', 'iframe');
      template.append(frame);
      root.append(template);
      sheet.append(root);
      const processor = new XSLTProcessor();
      processor.importStylesheet(sheet);
      document.body.append(processor.transformToFragment(sheet, document));
    },
    'a window': () => void window.open('about:blank'),
    'a named window': () => void document.open('about:blank', 'a', ''),
    'names that were put in place of ours': () => {
      const { toLowerCase } = String.prototype;
      String.prototype.toLowerCase = () => 'div';
      Object.defineProperty(Element.prototype, 'localName', { get: () => 'div' });
      try {
        document.body.append(document.createElement('iframe'));
      } finally {
        String.prototype.toLowerCase = toLowerCase;
      }
    },
    'what was taken, put back': () => {
      Object.defineProperty(Document.prototype, 'createElement', { value: null });
    },
  };

  if (kind !== desktopFace)
    itRuns('a page that is not ours has WebRTC in its frames', async () => {
      const page = await face.page.context().newPage();
      const found = await page.evaluate(() => {
        const frame = document.body.appendChild(document.createElement('iframe'));
        return typeof (frame.contentWindow as unknown as typeof globalThis).RTCPeerConnection;
      });
      expect(found).toBe('function');
      await page.close();
    });

  itRuns.each(Object.keys(realms))('has no WebRTC, and no other realm to take it from: %s', async (way) => {
    await face.page.evaluate(realms[way] ?? (() => {})).catch(() => {});
    const found = await face.page.evaluate(() => ({
      frames: window.length,
      names: Object.getOwnPropertyNames(window).filter((name) => /^(?:webkit)?RTC/.test(name)),
    }));
    expect(found).toEqual({ frames: 0, names: [] });
    expect(face.page.context().pages()).toHaveLength(1);
  });

  // In a browser the tab is the user's own: what it may open is for the browser to say.
  if (kind === desktopFace)
    itRuns('stays where it is and opens no window', async () => {
      const before = face.page.url();
      const opened = await face.page.evaluate((target) => window.open(`${target}/open`) === null, foreign);
      expect(opened).toBe(true);
      await face.page.evaluate((target) => {
        location.href = `${target}/navigate`;
      }, foreign);
      expect(await face.page.evaluate(() => location.href)).toBe(before);
      expect(hits).toEqual(['/control']);
    });

  if (kind !== desktopFace)
    itRuns('a script of the page does not lead the tab away', async () => {
      const before = face.page.url();
      await face.page.evaluate((target) => {
        location.href = `${target}/navigate`;
      }, foreign);
      await wait(300);
      expect(face.page.url()).toBe(before);
      expect(hits).not.toContain('/navigate');
    });

  if (kind === desktopFace)
    itRuns('may write to the clipboard, and nothing else', async () => {
      const states = await face.page.evaluate(async () => {
        const names = [
          'clipboard-write',
          'clipboard-read',
          'geolocation',
          'camera',
          'microphone',
          'notifications',
        ];
        const query = async (name: string) =>
          (await navigator.permissions.query({ name: name as PermissionName })).state;
        return Promise.all(names.map(async (name) => [name, await query(name)]));
      });
      expect(Object.fromEntries(states)).toEqual({
        'clipboard-write': 'granted',
        'clipboard-read': 'denied',
        geolocation: 'denied',
        camera: 'denied',
        microphone: 'denied',
        notifications: 'denied',
      });
    });
});
