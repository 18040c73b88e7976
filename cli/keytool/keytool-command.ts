import type { KeytoolWarnings } from './warnings.ts';

/** An option of keytool: its argument's name, or none for a flag. */
export interface KeytoolOption {
  readonly name: string;
  readonly argument?: string;
  readonly help: string;
}

/** By option, as {@link KeytoolOption.name} or what it is another name for; those that can be repeated as lists. */
export type KeytoolArguments = Readonly<Record<string, string | true | readonly string[]>>;

export interface KeytoolCommand {
  /** `exportcert`. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly title: string;
  /** The options of its help, in the order of its help. keytool takes every other one without a word. */
  readonly options: readonly KeytoolOption[];
  readonly run: (given: KeytoolArguments, warnings: KeytoolWarnings) => Promise<void>;
}
