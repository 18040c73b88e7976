import { useCallback, useRef, useState } from 'react';
import type { Result } from '../../shared/contract/result.ts';
import type { ErrorData } from '../../shared/contract/signet-error.ts';

export interface Task {
  readonly pending: boolean;
  readonly error: ErrorData | null;
  /** Runs one call at a time and keeps its error; answers the value, or undefined when it failed. */
  run<T>(call: () => Promise<Result<T>>): Promise<T | undefined>;
  clear(): void;
}

/** One thing the user asked for: whether it is under way, and how it failed. */
export function useTask(): Task {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const busy = useRef(false);

  const run = useCallback(async <T>(call: () => Promise<Result<T>>) => {
    if (busy.current) return undefined;
    busy.current = true;
    setPending(true);
    setError(null);
    try {
      const result = await call();
      if (result.ok) return result.value;
      setError(result.error);
    } finally {
      busy.current = false;
      setPending(false);
    }
    return undefined;
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { pending, error, run, clear };
}
