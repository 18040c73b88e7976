import type { Result } from '../base/result.ts';
import { type CallOptions, type Client, contract } from './contract.ts';
import type { OnProgress } from './progress.ts';

/** A way to the core: Electron IPC, HTTP on loopback, or a function call in tests. */
export interface Transport {
  /** `call` names this one call, so that it can be cancelled. `onProgress` is only there when somebody listens. */
  call(method: string, input: unknown, call: string, onProgress?: OnProgress): Promise<Result<unknown>>;
  cancel(call: string): void;
}

let calls = 0;

const cancelled: Result<never> = {
  ok: false,
  error: { code: 'cancelled', message: 'the call was cancelled' },
};

/** Builds the client of the whole contract over a transport. */
export function createClient(transport: Transport): Client {
  const service = (serviceName: string, methods: object) =>
    Object.fromEntries(
      Object.keys(methods).map((name) => [
        name,
        async (input: unknown, { signal, onProgress }: CallOptions = {}) => {
          calls += 1;
          const call = `${serviceName}.${name}:${calls}`;
          if (signal?.aborted) return cancelled;
          const cancel = () => transport.cancel(call);
          signal?.addEventListener('abort', cancel, { once: true });
          try {
            return await transport.call(`${serviceName}.${name}`, input, call, onProgress);
          } finally {
            signal?.removeEventListener('abort', cancel);
          }
        },
      ]),
    );
  return Object.fromEntries(
    Object.entries(contract).map(([name, methods]) => [name, service(name, methods)]),
  ) as Client;
}
