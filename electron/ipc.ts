import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { methodNames } from '../shared/contract/contract.ts';
import type { Dispatcher } from '../shared/contract/dispatcher.ts';
import { callChannel, cancelChannel, progressChannel } from './channels.ts';
import { requireOurWindow } from './our-window.ts';

/** The one place that listens to the window: a handler for each method of the contract, and nothing else. */
export function setUpIpc(dispatcher: Dispatcher): void {
  const running = new Map<string, AbortController>();
  for (const method of methodNames) {
    ipcMain.handle(callChannel(method), async (event, input: unknown, call: unknown) => {
      requireOurWindow(event);
      const id = nameOf(event, call);
      const abort = new AbortController();
      running.set(id, abort);
      try {
        return await dispatcher.dispatch(method, input, {
          signal: abort.signal,
          onProgress: (progress) => {
            if (!event.sender.isDestroyed()) event.sender.send(progressChannel, call, progress);
          },
        });
      } finally {
        running.delete(id);
      }
    });
  }
  ipcMain.handle(cancelChannel, (event, call: unknown) => {
    requireOurWindow(event);
    running.get(nameOf(event, call))?.abort();
  });
}

function nameOf({ sender }: IpcMainInvokeEvent, call: unknown): string {
  return `${sender.id}:${typeof call === 'string' ? call : ''}`;
}
