/**
 * Lets so many pieces of work run at a time, and the others wait for their turn: each may take all the memory that it is
 * allowed. One whose call is cancelled meanwhile runs at once, to say so.
 */
export function turns(most: number): <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T> {
  const waiting = new Set<() => void>();
  let running = 0;
  return async (work, signal) => {
    if (running >= most && !signal?.aborted) {
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
        signal?.addEventListener('abort', () => waiting.delete(resolve) && resolve(), { once: true });
      });
    }
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      const [next] = waiting;
      if (next && running < most) {
        waiting.delete(next);
        next();
      }
    }
  };
}
