import { SignetError } from '../../../shared/base/signet-error.ts';
import { runThread } from '../../thread/run-thread.ts';
import type { ListedStore, ReadListed } from '../read-listed.ts';
import { fromMessage, type ReadMessage, type ReadRequest } from './messages.ts';

/** What one file may take, in MiB: its 32, what they decode to, and the copies on the way. */
const mostMemory = 512;

/**
 * Reads each file in a thread of its own, so that neither derivations nor a great many entries hold up the caller; a
 * call that is cancelled ends its thread at once.
 * @param workerFile the built `worker.ts`
 */
export function readInThread(workerFile: string): ReadListed {
  return (bytes, passwords, { signal, onProgress, ignoreIntegrity = false }) => {
    const request: ReadRequest = { bytes, passwords, ignoreIntegrity };
    return runThread<ReadMessage, ListedStore>({
      file: workerFile,
      data: request,
      mostMemory,
      signal,
      cancelled: 'reading the file was cancelled',
      tooMuchMemory: (cause) =>
        new SignetError('input-too-large', `reading the file takes more than ${mostMemory} MiB of memory`, {
          hint: 'split it into smaller ones with keytool or openssl',
          cause,
        }),
      receive(message) {
        if (message.kind === 'failed') throw SignetError.fromData(message.error);
        if (message.kind === 'read') return { answer: fromMessage(message) };
        onProgress?.(message.progress);
        return undefined;
      },
    });
  };
}
