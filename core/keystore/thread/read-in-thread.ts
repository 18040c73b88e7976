import { Worker } from 'node:worker_threads';
import { SignetError } from '../../../shared/base/signet-error.ts';
import type { ReadListed } from '../read-listed.ts';
import { fromMessage, type ReadMessage, type ReadRequest } from './messages.ts';

/** What one file may take, in MiB: its 32, what they decode to, and the copies on the way. */
const mostMemory = 512;

/**
 * Reads each file in a thread of its own, so that neither derivations nor a great many entries hold up the caller; a
 * call that is cancelled ends its thread at once.
 * @param workerFile the built `worker.ts`
 */
export function readInThread(workerFile: string): ReadListed {
  return (bytes, passwords, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled());
      const request: ReadRequest = { bytes, passwords };
      const worker = new Worker(workerFile, {
        workerData: request,
        resourceLimits: { maxOldGenerationSizeMb: mostMemory },
      });
      const cancel = () => end(() => reject(cancelled()));
      const end = (settle: () => void) => {
        signal?.removeEventListener('abort', cancel);
        // What it has sent already is still to come.
        worker.removeAllListeners('message');
        settle();
        void worker.terminate();
      };
      signal?.addEventListener('abort', cancel, { once: true });
      worker.on('message', (message: ReadMessage) => {
        if (message.kind === 'progress') onProgress?.(message.progress);
        else if (message.kind === 'read') end(() => resolve(fromMessage(message)));
        else end(() => reject(SignetError.fromData(message.error)));
      });
      worker.once('error', (error) => end(() => reject(outOfMemory(error) ? tooMuchMemory(error) : error)));
      worker.once('exit', () => end(() => reject(new Error('the reading thread ended without an answer'))));
    });
}

function cancelled(): SignetError {
  return new SignetError('cancelled', 'reading the file was cancelled');
}

function outOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooMuchMemory(cause: Error): SignetError {
  return new SignetError('input-too-large', `reading the file takes more than ${mostMemory} MiB of memory`, {
    hint: 'split it into smaller ones with keytool or openssl',
    cause,
  });
}
