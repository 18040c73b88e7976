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
        (input: unknown, call: string) =>
          ipcRenderer.invoke(callChannel(`${service}.${name}`), input, call).catch(answerUncloneable),
      ]),
    ),
  ]),
);

/** An input that cannot be cloned has not left the window, and is a bad input like any other. */
function answerUncloneable(thrown: unknown) {
  if (!(thrown instanceof Error) || !thrown.message.startsWith('An object could not be cloned')) throw thrown;
  return {
    ok: false,
    error: { code: 'invalid-input', message: 'the input holds what cannot be sent to the core' },
  };
}

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
