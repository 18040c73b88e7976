import { Worker } from 'node:worker_threads';
import { SignetError } from '../../shared/base/signet-error.ts';

export interface ThreadOptions<Message, Answer> {
  /** The built script of the thread. */
  readonly file: string;
  /** Handed to the thread; cloned. */
  readonly data: unknown;
  /** Most memory of its heap, in MiB. */
  readonly mostMemory: number;
  /** Told each message. What it returns as `answer` ends the thread, and so does what it throws. */
  readonly receive: (message: Message) => { readonly answer: Answer } | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What is thrown when the call is cancelled, in words. */
  readonly cancelled: string;
  readonly tooMuchMemory: (cause: Error) => SignetError;
  readonly limit?: { readonly milliseconds: number; readonly error: () => SignetError };
}

/**
 * Runs a thread of its own for one piece of work, so that it holds up nobody else. The thread ends with its answer, and at
 * once when the call is cancelled, takes too long or too much memory.
 * @throws SignetError `cancelled`, and those of the options
 */
export function runThread<Message, Answer>(options: ThreadOptions<Message, Answer>): Promise<Answer> {
  const { file, data, mostMemory, receive, signal, limit } = options;
  const cancelled = () => new SignetError('cancelled', options.cancelled);
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    const worker = new Worker(file, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: mostMemory, maxYoungGenerationSizeMb: 16 },
    });
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      // What it has sent already is still to come.
      worker.removeAllListeners('message');
      settle();
      void worker.terminate();
    };
    const cancel = () => end(() => reject(cancelled()));
    const timer = limit && setTimeout(() => end(() => reject(limit.error())), limit.milliseconds);
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: Message) => {
      try {
        const received = receive(message);
        if (received) end(() => resolve(received.answer));
      } catch (thrown) {
        end(() => reject(thrown));
      }
    });
    worker.once('error', (error) =>
      end(() => reject(isOutOfMemory(error) ? options.tooMuchMemory(error) : error)),
    );
    worker.once('exit', () => end(() => reject(new Error('the thread ended without an answer'))));
  });
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
