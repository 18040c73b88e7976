import { SignetError } from '../../shared/contract/signet-error.ts';
import { checkIterations, workTooHigh } from './key-derivation.ts';

/** Most rounds that all keys of one file may ask for together: a minute or two of work. Ten thousand keys as keytool writes them. */
export const maxTotalIterations = 100_000_000;

/**
 * What may still be spent on one file. A limit for each key alone would let a file of many keys ask for hours.
 * Everything that derives a key draws on it before it starts.
 */
export class WorkBudget {
  #left: number;
  readonly #signal: AbortSignal | undefined;

  constructor(total: number = maxTotalIterations, signal?: AbortSignal) {
    this.#left = total;
    this.#signal = signal;
  }

  /** @param iterations rounds, or what takes as long. Errors: `work-factor-too-high`, `damaged-file`, `cancelled`. */
  spend(iterations: number): void {
    throwIfCancelled(this.#signal);
    checkIterations(iterations);
    if (iterations > this.#left) {
      throw workTooHigh(
        'more rounds of key derivation, over all of its keys,',
        `${maxTotalIterations} for one file`,
      );
    }
    this.#left -= iterations;
  }
}

/** Errors: `cancelled`. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SignetError('cancelled', 'reading the file was cancelled');
}
