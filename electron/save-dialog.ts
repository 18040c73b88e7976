import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';

/** Asks in the platform's own dialog where to save a file; it also asks before one is replaced. */
export async function chooseSavePath(suggestedName: string): Promise<string | undefined> {
  const options = { defaultPath: join(app.getPath('documents'), suggestedName) };
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return canceled || !filePath ? undefined : filePath;
}
