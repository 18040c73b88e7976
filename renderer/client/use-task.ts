import { useCallback, useRef, useState } from 'react';
import type { Result } from '../../shared/base/result.ts';
import type { ErrorData } from '../../shared/base/signet-error.ts';
import type { CallOptions } from '../../shared/contract/contract.ts';
import type { Progress } from '../../shared/contract/progress.ts';

export interface Task {
  readonly pending: boolean;
  readonly error: ErrorData | null;
  /** How far it has come; null until the call tells, and for calls that never do. */
  readonly progress: Progress | null;
  /**
   * Runs one call at a time and keeps its error; answers the value, or undefined when it failed or was cancelled.
   * @param call hands its options on to the client, so that it can be cancelled and tells its progress
   */
  run<T>(call: (options: CallOptions) => Promise<Result<T>>): Promise<T | undefined>;
  cancel(): void;
  clear(): void;
}

/** One thing the user asked for: whether it is under way, and how it failed. */
export function useTask(): Task {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const running = useRef<AbortController | null>(null);

  const run = useCallback(async <T>(call: (options: CallOptions) => Promise<Result<T>>) => {
    if (running.current) return undefined;
    const controller = new AbortController();
    running.current = controller;
    setPending(true);
    setError(null);
    try {
      const result = await call({ signal: controller.signal, onProgress: setProgress });
      if (result.ok) return result.value;
      // Who pressed Cancel knows.
      if (result.error.code !== 'cancelled') setError(result.error);
    } finally {
      running.current = null;
      setPending(false);
      setProgress(null);
    }
    return undefined;
  }, []);
  const clear = useCallback(() => setError(null), []);
  const cancel = useCallback(() => running.current?.abort(), []);
  return { pending, error, progress, run, cancel, clear };
}
