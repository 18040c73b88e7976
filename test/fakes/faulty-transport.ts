import type { Result } from '../../shared/base/result.ts';
import type { ErrorData } from '../../shared/base/signet-error.ts';
import type { Transport } from '../../shared/contract/client.ts';
import type { OnProgress } from '../../shared/contract/progress.ts';

/** A transport that keeps what went over it, and whose methods can be made to fail or to hang, as the core's own never do when asked. */
export class FaultyTransport implements Transport {
  /** Every call, as `service.method`. */
  readonly calls: { readonly method: string; readonly input: unknown }[] = [];
  readonly #inner: Transport;
  readonly #failures = new Map<string, ErrorData>();
  readonly #held = new Map<string, Promise<void>>();

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  /** Calls of the method fail from now on, without reaching the core; with null, they no longer do. */
  fail(method: string, error: ErrorData | null): void {
    if (error) this.#failures.set(method, error);
    else this.#failures.delete(method);
  }

  /** Calls of the method wait before they reach the core, until what is answered here is called. */
  hold(method: string): () => void {
    let release = () => {};
    this.#held.set(method, new Promise<void>((resolve) => (release = resolve)));
    return () => {
      this.#held.delete(method);
      release();
    };
  }

  async call(
    method: string,
    input: unknown,
    call: string,
    onProgress?: OnProgress,
  ): Promise<Result<unknown>> {
    this.calls.push({ method, input });
    await this.#held.get(method);
    const failure = this.#failures.get(method);
    return failure ? { ok: false, error: failure } : this.#inner.call(method, input, call, onProgress);
  }

  cancel(call: string): void {
    this.#inner.cancel(call);
  }
}
