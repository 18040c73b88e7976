import { contextBridge, ipcRenderer } from 'electron';
import { contract } from '../shared/contract/contract.ts';
import { callChannel, cancelChannel, commandChannel, progressChannel } from './channels.ts';

/** The window's bridge: one named function for each method of the contract, one that cancels a call, and two that hear of progress and of commands. */
const services = Object.fromEntries(
  Object.entries(contract).map(([service, methods]) => [
    service,
    Object.fromEntries(
      Object.keys(methods).map((name) => [
        name,
        (input: unknown, call: string) => ipcRenderer.invoke(callChannel(`${service}.${name}`), input, call),
      ]),
    ),
  ]),
);

contextBridge.exposeInMainWorld('signet', {
  services,
  cancel: (call: string) => void ipcRenderer.invoke(cancelChannel, call),
  onCommand: (listener: (command: unknown) => void) => {
    const hear = (_event: unknown, command: unknown) => listener(command);
    ipcRenderer.on(commandChannel, hear);
    return () => void ipcRenderer.off(commandChannel, hear);
  },
  // The event stays here: it holds a way to send.
  onProgress: (listener: (call: string, progress: unknown) => void) =>
    void ipcRenderer.on(progressChannel, (_event, call: string, progress: unknown) =>
      listener(call, progress),
    ),
});
