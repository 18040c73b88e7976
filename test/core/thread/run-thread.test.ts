import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { runThread, type ThreadOptions } from '../../../core/thread/run-thread.ts';
import { turns } from '../../../core/thread/turns.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'signet-thread-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(script: string, more: Partial<ThreadOptions<string, string>> = {}): Promise<string> {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(file, `import { parentPort, workerData } from 'node:worker_threads';\n${script}`);
  return runThread<string, string>({
    file,
    data: 'given',
    mostMemory: 32,
    receive: (message) => (message.startsWith('answer') ? { answer: message } : undefined),
    cancelled: 'it was cancelled',
    tooMuchMemory: (cause) => new SignetError('input-too-large', 'too much', { cause }),
    ...more,
  });
}

it('answers with what the thread says, and not with what it says on the way', async () => {
  const script =
    'for (const each of ["one", "answer " + workerData, "answer too late"]) parentPort.postMessage(each);';
  expect(await run(script)).toBe('answer given');
});

// Each of these threads never ends by itself.
it('ends when the call is cancelled, before and meanwhile', async () => {
  await expect(run('for (;;);', { signal: AbortSignal.abort() })).rejects.toHaveProperty('code', 'cancelled');
  const cancel = new AbortController();
  const running = run('parentPort.postMessage("begun"); for (;;);', {
    signal: cancel.signal,
    receive: () => void cancel.abort() as undefined,
  });
  await expect(running).rejects.toHaveProperty('code', 'cancelled');
});

it('ends when its time is over', async () => {
  const limit = { milliseconds: 200, error: () => new SignetError('endpoint-timeout', 'too long') };
  await expect(run('for (;;);', { limit })).rejects.toHaveProperty('code', 'endpoint-timeout');
});

it('ends when it takes too much memory', async () => {
  const script = 'const all = []; for (;;) all.push({ a: all.length });';
  await expect(run(script)).rejects.toHaveProperty('code', 'input-too-large');
});

it('fails with what the thread, or what receives its messages, throws', async () => {
  await expect(run('throw new RangeError("inside")')).rejects.toThrow('inside');
  await expect(run('')).rejects.toThrow('without an answer');
  const receive = () => {
    throw new SignetError('damaged-file', 'it says');
  };
  await expect(run('parentPort.postMessage("x"); for (;;);', { receive })).rejects.toHaveProperty(
    'code',
    'damaged-file',
  );
});

it('two run at a time, and the others in their order; one that is cancelled waits no longer', async () => {
  const inTurn = turns(2);
  const done: (() => void)[] = [];
  const order: string[] = [];
  const start = (name: string, signal?: AbortSignal) =>
    inTurn(() => {
      order.push(name);
      return new Promise<void>((resolve) => done.push(resolve));
    }, signal);
  const cancel = new AbortController();
  const all = [start('a'), start('b'), start('c'), start('d', cancel.signal), start('e')];
  await setImmediate();
  expect(order).toEqual(['a', 'b']);
  done.shift()?.();
  await setImmediate();
  expect(order).toEqual(['a', 'b', 'c']);
  cancel.abort();
  await setImmediate();
  expect(order).toEqual(['a', 'b', 'c', 'd']);
  while (done.length > 0) {
    done.shift()?.();
    await setImmediate();
  }
  expect(order).toEqual(['a', 'b', 'c', 'd', 'e']);
  await Promise.all(all);
});
