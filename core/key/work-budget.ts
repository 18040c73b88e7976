import { SignetError } from '../../shared/base/signet-error.ts';
import type { OnProgress } from '../../shared/contract/progress.ts';
import { checkIterations, workTooHigh } from './key-derivation.ts';

/** Most rounds that all keys of one file may ask for together: a minute or two of work. Ten thousand keys as keytool writes them. */
export const maxTotalIterations = 100_000_000;

export interface WorkOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

export interface BudgetOptions extends WorkOptions {
  /** What is thrown when it is spent; left out: the error of a file. */
  readonly spent?: () => SignetError;
}

/**
 * What may still be spent on one call. A limit for each key alone would let a file of many keys ask for hours.
 * Everything that takes long draws on it before it starts, and tells it how far it is.
 */
export class WorkBudget {
  #left: number;
  #keys = 0;
  readonly #options: BudgetOptions;

  constructor(total: number = maxTotalIterations, options: BudgetOptions = {}) {
    this.#left = total;
    this.#options = options;
  }

  /**
   * To be called before each derivation.
   * @param iterations rounds, or what takes as long.
   * Errors: `work-factor-too-high`, `damaged-file`, `cancelled`.
   */
  spend(iterations: number): void {
    throwIfCancelled(this.#options.signal);
    checkIterations(iterations);
    if (iterations > this.#left) {
      throw (
        this.#options.spent?.() ??
        workTooHigh(
          'more rounds of key derivation, over all of its keys,',
          `${maxTotalIterations} for one file`,
        )
      );
    }
    this.#left -= iterations;
    this.#keys += 1;
    this.#tell(0, null);
  }

  /** As {@link spend}, for work that can be left undone: whether it may be done. Errors: `cancelled`. */
  affords(iterations: number): boolean {
    throwIfCancelled(this.#options.signal);
    if (iterations > this.#left) return false;
    this.#left -= iterations;
    return true;
  }

  /** To be called by a derivation that runs in our own code, now and then. Errors: `cancelled`. */
  advance(done: number, total: number): void {
    throwIfCancelled(this.#options.signal);
    this.#tell(done, total);
  }

  #tell(done: number, total: number | null): void {
    this.#options.onProgress?.({ step: `deriving key ${this.#keys}`, done, total });
  }
}

/** Errors: `cancelled`. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SignetError('cancelled', 'the call was cancelled');
}
