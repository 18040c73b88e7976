import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SignetError } from '../../../../shared/base/signet-error.ts';
import { runThread } from '../../../thread/run-thread.ts';
import { turns } from '../../../thread/turns.ts';
import { type ReadReply, type Reply, readReply } from '../read-reply.ts';

/** Built beside whatever imports this; where nothing is built, as in tests, each answer is read on the thread that asks. */
const threadFile = join(import.meta.dirname, 'reply-thread.js');

/** One at a time, for its memory: hundreds of answers are shorter than {@link readAtOnce}, and wait for none. */
const inTurn = turns(1);
/** What is not longer takes a few milliseconds. */
const readAtOnce = 64 * 1024;
/** Most memory of the thread's heap, in MiB: 4 MiB of members take about a third of it. */
const mostMemory = 160;

export interface ReplyBounds {
  /** Milliseconds in which it must be read. */
  readonly milliseconds: number;
  readonly signal?: AbortSignal | undefined;
  /** Who answered, for messages. */
  readonly host: string;
}

/**
 * Reads an answer: a large one in a thread, so that it neither holds up anybody else nor outlives the request's own limit.
 * @throws SignetError `cancelled`, `endpoint-timeout`, `answer-too-large`
 */
export async function readReplyInBounds(
  reply: Reply,
  { milliseconds, signal, host }: ReplyBounds,
): Promise<ReadReply> {
  const size = [reply.body, ...reply.secrets].reduce((sum, { length }) => sum + length, 0);
  if (size <= readAtOnce || !existsSync(threadFile)) return readReply(reply);
  const read = () =>
    runThread<ReadReply, ReadReply>({
      file: threadFile,
      data: reply,
      mostMemory,
      signal,
      cancelled: 'the request was cancelled',
      receive: (read) => ({ answer: read }),
      tooMuchMemory: (cause) =>
        new SignetError(
          'answer-too-large',
          `reading the answer takes more than ${mostMemory} MiB of memory`,
          {
            hint: 'this is not a token endpoint: check the URL',
            cause,
          },
        ),
      limit: {
        milliseconds,
        error: () =>
          new SignetError('endpoint-timeout', `the answer of ${host} could not be read in time`, {
            hint: 'it is far larger than a token answer: check the URL',
            details: { step: 'answer' },
          }),
      },
    });
  return inTurn(read, signal);
}
