import { app, type BrowserWindow, dialog } from 'electron';
import { nameSome } from '../shared/base/name-some.ts';
import type { WindowCommand } from '../shared/contract/window-command.ts';
import { commandChannel } from './channels.ts';

/** What the question's buttons do, in their order. */
const answers = ['keep', 'cancel', 'close'] as const;

function questionAbout(names: readonly string[]) {
  return {
    message: names.length === 1 ? '1 entry is only in memory' : `${names.length} entries are only in memory`,
    detail: `${nameSome(names)} will be lost when Signet closes. A vault keeps them, encrypted, on this machine.`,
    buttons: ['Open Vault…', 'Cancel', 'Close Without Keeping'],
  };
}

/**
 * Asks before Signet ends while keys are only in memory. On macOS the app outlives its windows, and only quitting asks;
 * a signal from outside is never asked about.
 * @param unkept names what would be lost
 */
export function setUpClosing(unkept: () => Promise<readonly string[]>): void {
  let quitting = false;
  let agreed = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    // Electron has taken over the signals that somebody listened to before it was ready; the first listener after that gets them back.
    process.removeAllListeners(signal);
    process.on(signal, () => {
      agreed = true;
      app.quit();
    });
  }
  app.on('browser-window-created', (_event, window) => {
    let asking = false;
    window.on('close', (event) => {
      if (agreed || (process.platform === 'darwin' && !quitting)) return;
      event.preventDefault();
      if (asking) return;
      asking = true;
      void ask(window).then((answer) => {
        asking = false;
        if (answer === 'close') {
          agreed = true;
          if (quitting) app.quit();
          else window.close();
          return;
        }
        quitting = false;
        if (answer === 'keep') window.webContents.send(commandChannel, 'open-vault' satisfies WindowCommand);
      });
    });
  });

  async function ask(window: BrowserWindow): Promise<(typeof answers)[number]> {
    const names = await unkept();
    if (names.length === 0) return 'close';
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: 'Signet',
      ...questionAbout(names),
      defaultId: answers.indexOf('keep'),
      cancelId: answers.indexOf('cancel'),
      noLink: true,
    });
    return answers[response] ?? 'cancel';
  }
}
