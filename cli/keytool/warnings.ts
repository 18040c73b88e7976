/** What keytool says about weak keys and old formats: collected while it works, printed at its end. */
import { printNote } from '../support/output.ts';
export class KeytoolWarnings {
  readonly #lines = new Set<string>();
  readonly #quiet: boolean;

  /** @param quiet `-nowarn` */
  constructor(quiet: boolean) {
    this.#quiet = quiet;
  }

  add(...lines: readonly string[]): void {
    for (const line of lines) this.#lines.add(line);
  }

  /** Prints what there is on standard error, before a question with an empty line after it. */
  print(beforeQuestion = false): void {
    if (this.#lines.size > 0 && !this.#quiet) {
      const lines = ['', 'Warning:', ...this.#lines, ...(beforeQuestion ? [''] : [])];
      for (const line of lines) printNote(line);
    }
    this.#lines.clear();
  }
}
