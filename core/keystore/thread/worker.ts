import { parentPort, workerData } from 'node:worker_threads';
import { SignetError } from '../../../shared/base/signet-error.ts';
import type { Progress } from '../../../shared/contract/progress.ts';
import { readListed } from '../read-listed.ts';
import { type ReadMessage, type ReadRequest, toMessage } from './messages.ts';

// A thread for one file: it reads it, tells what it holds, and ends. What was derived from a password goes with it.

/** Milliseconds between two reports of progress: what is read sooner makes none. */
const betweenReports = 150;

const post = (message: ReadMessage) => parentPort?.postMessage(message);

let latest: Progress | undefined;
function report(progress: Progress): void {
  // The last one waits for its turn instead of being dropped: a single long derivation reports but once, at its start.
  if (latest === undefined) {
    setTimeout(() => {
      if (latest) post({ kind: 'progress', progress: latest });
      latest = undefined;
    }, betweenReports).unref();
  }
  latest = progress;
}

const { bytes, passwords, ignoreIntegrity } = workerData as ReadRequest;
try {
  post(toMessage(await readListed(bytes, passwords, { onProgress: report, ignoreIntegrity })));
} catch (thrown) {
  if (!(thrown instanceof SignetError)) throw thrown;
  post({ kind: 'failed', error: thrown.toData() });
}
