import type { Result } from '../../shared/base/result.ts';
import type { Transport } from '../../shared/contract/client.ts';
import type { OnProgress, Progress } from '../../shared/contract/progress.ts';

type BridgeMethod = (input: unknown, call: string) => Promise<Result<unknown>>;

/** What the preload shows the window: named methods, never a channel. */
export interface Bridge {
  readonly services: Readonly<Record<string, Readonly<Record<string, BridgeMethod>>>>;
  cancel(call: string): void;
  /** Answers how to stop listening. */
  onCommand(listener: (command: unknown) => void): () => void;
  onProgress(listener: (call: string, progress: Progress) => void): void;
}

/** Calls through the desktop face's preload. */
export function bridgeTransport(bridge: Bridge): Transport {
  const listeners = new Map<string, OnProgress>();
  bridge.onProgress((call, progress) => listeners.get(call)?.(progress));
  return {
    async call(method, input, call, onProgress) {
      const [service = '', name = ''] = method.split('.');
      const run = bridge.services[service]?.[name];
      if (!run)
        return { ok: false, error: { code: 'unknown-method', message: `there is no method ${method}` } };
      if (onProgress) listeners.set(call, onProgress);
      try {
        return await run(input, call);
      } finally {
        listeners.delete(call);
      }
    },
    cancel: (call) => bridge.cancel(call),
  };
}
