import type { OnProgress } from '../../shared/contract/progress.ts';

/** How many entries are worked on before other work has its turn: a few milliseconds' worth. */
const entriesInARow = 64;

/**
 * Lets other work have its turn now and then, and tells how far it is: a large store blocks nobody.
 * @param step what is done to each entry, in words: `reading entries`
 * @returns to be called after each entry with the number done
 */
export function takingTurns(
  step: string,
  total: number,
  onProgress?: OnProgress,
): (done: number) => Promise<void> {
  return async (done) => {
    if (done === 0 || done % entriesInARow !== 0) return;
    onProgress?.({ step, done, total });
    await new Promise(setImmediate);
  };
}
