import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compact } from '../shared/jwt/token-parts.ts';
import {
  hiddenCharacter,
  hostileCertificate,
  hostileText,
  hugeCertificate,
} from '../support/hostile-text.ts';
import { scratchFolder } from '../support/run-signet.ts';
import { type Face, faces } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

const markup =
  '<img src=x onerror="alert(1)"><svg onload="alert(1)"></svg><a href="javascript:alert(1)">here</a>';

describe.each(faces)('hostile tokens and certificates, in the $name', (kind) => {
  const itRuns = it.skipIf(kind.missing !== undefined);
  let face: Face;
  let window: SignetWindow;
  const alerts: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    if (kind.missing) return;
    face = await kind.open();
    window = new SignetWindow(face.page);
    face.page.on('dialog', (dialog) => {
      alerts.push(dialog.message());
      void dialog.dismiss();
    });
    face.page.on('request', (request) => requests.push(request.url()));
  });
  afterAll(() => face?.close());

  /** Everything is text: nothing ran, nothing was asked for, and all of it can be seen. */
  async function expectText(): Promise<void> {
    const shown = await face.page.evaluate(() => document.body.textContent ?? '');
    expect(shown).toContain('\\u{202e}');
    expect(hiddenCharacter.exec(shown)?.[0].codePointAt(0)?.toString(16)).toBeUndefined();
    expect(await face.page.locator('img, iframe, a[href], [onload], [onerror]').count()).toBe(0);
    expect(alerts).toEqual([]);
    const own = new URL(face.page.url()).origin;
    expect(
      requests.filter(
        (url) => !url.startsWith(own) && !url.startsWith('signet:') && !url.startsWith('blob:'),
      ),
    ).toEqual([]);
    expect(face.complaints).toEqual([]);
  }

  /** The longest that the window stood still, in milliseconds, while something was done. */
  async function longestFreeze(doing: () => Promise<void>): Promise<number> {
    await face.page.evaluate(() => {
      let last = performance.now();
      const frames = { longest: 0 };
      Object.assign(globalThis, { frames });
      const draw = () => {
        const now = performance.now();
        frames.longest = Math.max(frames.longest, now - last);
        last = now;
        requestAnimationFrame(draw);
      };
      draw();
    });
    await doing();
    return face.page.evaluate(
      () => (globalThis as unknown as { frames: { longest: number } }).frames.longest,
    );
  }

  const inspect = async (token: string) => {
    const view = await window.go('Inspect');
    await view.getByLabel('Token to inspect').fill(token);
    return view;
  };

  itRuns('a token', async () => {
    const claims = { iss: hostileText, sub: markup, jku: 'javascript:alert(1)', [hostileText]: [markup] };
    const view = await inspect(compact({ alg: 'none', kid: hostileText, x: markup }, claims));
    await view.getByRole('group', { name: 'Claims JSON' }).getByText('onerror').first().waitFor();
    await expectText();
  });

  itRuns('claims in the editor, which keeps them as they are', async () => {
    const compose = await window.go('Compose');
    await compose.getByRole('region', { name: 'Claims' }).getByRole('tab', { name: 'JSON' }).click();
    const editor = compose.getByRole('textbox', { name: 'Claims JSON' });
    await editor.click();
    await face.page.keyboard.press('Control+A');
    await face.page.keyboard.press('Delete');
    await face.page.keyboard.insertText('{"iss":"safe\u202eexe.fdp"}');
    await expect.poll(() => editor.textContent()).toBe('{"iss":"safe\\u{202e}exe.fdp"}');
    await compose.getByRole('region', { name: 'Claims' }).getByRole('tab', { name: 'Form' }).click();
    const issuer = compose.getByLabel('Issuer (iss)');
    expect(await issuer.inputValue()).toBe('safe\u202eexe.fdp');
    await compose.getByText('Hidden characters in it: \\u{202e}').first().waitFor();
  });

  const openFile = async (name: string, bytes: Uint8Array) => {
    const file = join(scratchFolder(), name);
    writeFileSync(file, bytes);
    const view = await window.go('Certificates');
    await view.getByLabel('Open file').first().setInputFiles(file);
    return view;
  };

  itRuns('a certificate', async () => {
    const view = await openFile(`${hostileText.replaceAll('/', '')}.der`, await hostileCertificate());
    await view.getByRole('region', { name: 'Extensions' }).waitFor();
    await expectText();
  });

  // Far above what a busy machine takes, and far below the minutes that one long line took.
  const endurable = 5000;

  itRuns('a certificate of 10 MB', async () => {
    const bytes = await hugeCertificate(10_000_000);
    const freeze = await longestFreeze(async () => {
      const view = await openFile('huge.der', bytes);
      await view.getByText('CN=huge').first().waitFor();
      await view
        .getByText(/and 9,950,00\d more characters/)
        .first()
        .waitFor();
    });
    expect(freeze).toBeLessThan(endurable);
  });

  itRuns('a token of 10 MB, which is too long to be read', async () => {
    const view = await inspect('');
    const freeze = await longestFreeze(async () => {
      await view.getByLabel('Token to inspect').evaluate((field) => {
        const data = new DataTransfer();
        data.setData('text/plain', `eyJ${'A'.repeat(10_000_000)}`);
        field.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      });
      await view.getByText(/too many to be edited here/).waitFor();
    });
    expect(freeze).toBeLessThan(endurable);
  });
});
