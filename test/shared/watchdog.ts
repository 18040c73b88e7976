import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';

/**
 * Runs what must come to an end by itself, and breaks it off when it does not: the limit is far beyond what it takes, so
 * that a slow machine passes, and a hang fails instead of lasting for ever.
 */
export function withWatchdog<T>(action: () => T, seconds = 20): T {
  return runInNewContext('action()', { action }, { timeout: seconds * 1000 }) as T;
}

/**
 * The same for what awaits something in between. An event loop that is blocked can only be ended from outside: the whole
 * test process goes down, and the runner reports it.
 */
export async function withWatchdogAsync<T>(action: () => Promise<T>, seconds = 30): Promise<T> {
  const watchdog = new Worker(`setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${seconds * 1000})`, {
    eval: true,
  });
  try {
    return await action();
  } finally {
    await watchdog.terminate();
  }
}
