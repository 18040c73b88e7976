import { contextBridge, ipcRenderer } from 'electron';
import { contract } from '../shared/contract/contract.ts';
import { callChannel, cancelChannel, progressChannel } from './channels.ts';

/** The window's bridge: one named function for each method of the contract, one that cancels a call, and one that hears of progress. */
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
  // The event stays here: it holds a way to send.
  onProgress: (listener: (call: string, progress: unknown) => void) =>
    void ipcRenderer.on(progressChannel, (_event, call: string, progress: unknown) =>
      listener(call, progress),
    ),
});
