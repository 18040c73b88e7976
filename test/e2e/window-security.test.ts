import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
