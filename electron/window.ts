import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { windowUrl } from './our-window.ts';

/** A second start shows the window that is open. Answers false in that second process. */
export function keepOneWindow(): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  return true;
}

export function openWindow(): void {
  const window = new BrowserWindow({
    title: 'Signet',
    width: 1280,
    height: 840,
    minWidth: 720,
    minHeight: 520,
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(windowUrl);
}
