import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  type MessageBoxOptions,
  powerMonitor,
  safeStorage,
  session,
} from 'electron';
import Store from 'electron-store';
import { logDefect } from '../core/home/defect-log.ts';
import { openDocumentStore } from '../core/home/document-file.ts';
import { saveDialogOutlet } from '../core/home/file-outlet.ts';
import type { DocumentName } from '../core/home/home.ts';
import { readInThread } from '../core/keystore/thread/read-in-thread.ts';
import { type App, createApp } from '../core/services/app.ts';
import type { Question } from '../core/vault/user-proof.ts';
import { createDispatcher, type Dispatcher } from '../shared/contract/dispatcher.ts';
import { createKeychain } from './keychain.ts';

/** The core for the window, with what this face hands it. */
export function setUpServices(home: string): { readonly dispatcher: Dispatcher } & Pick<App, 'unkept'> {
  const open = (name: DocumentName) => openDocumentStore(home, name, (options) => new Store({ ...options }));
  const signet = createApp({
    about: { version: app.getVersion(), face: 'desktop', home },
    outlet: saveDialogOutlet(chooseSavePath),
    askUser,
    keychain: createKeychain(safeStorage),
    eraseWindowData: async () => {
      await session.defaultSession.clearStorageData();
      await session.defaultSession.clearCache();
    },
    readKeyStoreFile: readInThread(join(import.meta.dirname, 'key-store-thread.js')),
    workspace: open('workspace'),
    library: open('library'),
    history: open('history'),
  });
  for (const gone of ['suspend', 'lock-screen'] as const)
    powerMonitor.on(gone as 'suspend', () => void signet.suspend());
  app.on('will-quit', () => void signet.close());
  return { dispatcher: createDispatcher(signet.services, logDefect), unkept: signet.unkept };
}

/** Asks in the platform's own dialog where to save a file; it also asks before one is replaced. */
async function chooseSavePath(suggestedName: string): Promise<string | undefined> {
  const options = { defaultPath: join(app.getPath('documents'), suggestedName) };
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return canceled || !filePath ? undefined : filePath;
}

/** Asks in a dialog that no script of the window can answer. Cancel is what Enter and Escape do. */
async function askUser({ question, detail, action }: Question): Promise<boolean> {
  const options = {
    type: 'warning' as const,
    message: question,
    detail,
    buttons: ['Cancel', action],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  } satisfies MessageBoxOptions;
  const window = BrowserWindow.getFocusedWindow();
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return response === 1;
}
