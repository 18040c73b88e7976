import { once } from 'node:events';
import type { Dialog } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answerQuestions, desktopFace, loopbackFace } from './support/face.ts';
import { SignetWindow } from './support/signet-window.ts';

const passphrase = 'a passphrase for this test alone';

describe('closing while keys are only in memory', () => {
  it.skipIf(desktopFace.missing !== undefined)('asks in the desktop app, and keeps it open', async () => {
    const { app, page, close } = await desktopFace.open();
    if (!app) throw new Error('there is no desktop app');
    await new SignetWindow(page).generateKey('fleeting key');
    const closeWindow = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

    const asked = await answerQuestions(app, 'Cancel');
    await closeWindow();
    await expect
      .poll(asked)
      .toEqual([
        expect.stringMatching(/^1 entry is only in memory\nfleeting key will be lost when Signet closes/),
      ]);
    expect(await windows()).toBe(1);
    // Quitting asks, too, and can be thought better of.
    await app.evaluate((electron) => electron.app.quit());
    await expect.poll(asked).toHaveLength(2);
    expect(await windows()).toBe(1);

    await answerQuestions(app, 'Open Vault…');
    await closeWindow();
    const create = page.getByRole('dialog', { name: 'Create vault' });
    await create.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await create.getByLabel('Passphrase again').fill(passphrase);
    await create.getByRole('button', { name: 'Create vault' }).click();
    await page.getByRole('button', { name: 'Vault: Unlocked · 1 kept' }).waitFor();

    const askedLater = await answerQuestions(app, 'Cancel');
    expect(await askedLater()).toEqual([]);
    const exited = once(app.process(), 'exit');
    await closeWindow();
    await exited;
    await close().catch(() => {});
  });

  it.skipIf(desktopFace.missing !== undefined)('in the desktop app ends when it is told to', async () => {
    const { app, page } = await desktopFace.open();
    if (!app) throw new Error('there is no desktop app');
    await new SignetWindow(page).generateKey('fleeting key');
    await answerQuestions(app, 'Close Without Keeping');
    const exited = once(app.process(), 'exit');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await exited;
  });

  it.skipIf(desktopFace.missing !== undefined)('is not asked about when a signal ends the app', async () => {
    const { app, page } = await desktopFace.open();
    if (!app) throw new Error('there is no desktop app');
    await new SignetWindow(page).generateKey('fleeting key');
    const exited = once(app.process(), 'exit');
    app.process().kill('SIGTERM');
    await exited;
  });

  it.skipIf(loopbackFace.missing !== undefined)('asks in the browser', async () => {
    const { page, close } = await loopbackFace.open();
    const asked: string[] = [];
    let stay = true;
    page.on('dialog', (dialog: Dialog) => {
      asked.push(dialog.type());
      void (stay ? dialog.dismiss() : dialog.accept());
    });
    const window = new SignetWindow(page);
    await window.go('Keys');
    // Nothing is there to be lost yet: it goes without a question.
    await page.reload();
    expect(asked).toEqual([]);
    await window.generateKey('fleeting key');
    await page.getByRole('button', { name: /1 not kept/ }).waitFor();
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
    expect(page.isClosed()).toBe(false);
    stay = false;
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => page.isClosed()).toBe(true);
    await close();
  });
});
