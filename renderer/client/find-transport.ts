import type { Transport } from '../../shared/contract/client.ts';
import { type Bridge, bridgeTransport } from './bridge-transport.ts';
import { httpTransport, takeLaunchSecret } from './http-transport.ts';

declare global {
  interface Window {
    /** Set by the desktop face's preload. */
    readonly signet?: Bridge;
  }
}

/** The way to the core from where this window runs: the desktop's bridge, or HTTP to the server it came from. */
export function findTransport(): Transport {
  return window.signet ? bridgeTransport(window.signet) : httpTransport(takeLaunchSecret(window));
}

/** Hears what the desktop app's main process asks the window to show; in a browser nobody asks. Answers how to stop. */
export function hearCommands(listener: (command: unknown) => void): () => void {
  return window.signet?.onCommand(listener) ?? (() => {});
}
