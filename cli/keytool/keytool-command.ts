/** An option of a keytool command: its argument's name, or none for a flag. */
export interface KeytoolOption {
  readonly name: string;
  readonly argument?: string;
  readonly help: string;
}

export type KeytoolArguments = Readonly<Record<string, string | true>>;

export interface KeytoolCommand {
  /** `exportcert`. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly options: readonly KeytoolOption[];
  readonly run: (given: KeytoolArguments) => Promise<void>;
}
