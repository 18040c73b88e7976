import type { Result } from '../../shared/base/result.ts';
import type { Transport } from '../../shared/contract/client.ts';
import type { Dispatcher } from '../../shared/contract/dispatcher.ts';

/** A way to the core without a wire: everything that passes is copied as IPC and HTTP would copy it. */
export function createInMemoryTransport(dispatcher: Dispatcher): Transport {
  const running = new Map<string, AbortController>();
  return {
    async call(method, input, call, onProgress): Promise<Result<unknown>> {
      const controller = new AbortController();
      running.set(call, controller);
      try {
        return structuredClone(
          await dispatcher.dispatch(method, structuredClone(input), {
            signal: controller.signal,
            ...(onProgress && { onProgress: (progress) => onProgress(structuredClone(progress)) }),
          }),
        );
      } finally {
        running.delete(call);
      }
    },
    cancel: (call) => running.get(call)?.abort(),
  };
}
