import { contextBridge, ipcRenderer } from 'electron';
import { contract } from '../shared/contract/contract.ts';
import { callChannel, cancelChannel } from './channels.ts';

/** The window's bridge: one named function for each method of the contract, and one that cancels a call. */
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
});
