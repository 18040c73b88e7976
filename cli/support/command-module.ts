import type { Command } from 'commander';

export interface CommandModule {
  /**
   * Describes the command's arguments and options, and what it does.
   * @param table all commands, for the one that tells of the others
   */
  readonly define: (command: Command, table: CommandTable) => void;
}

export interface CommandEntry {
  readonly summary: string;
  /** Loaded only when the command is called, so that start-up reads one module and not all. */
  readonly load: () => Promise<CommandModule>;
}

export type CommandTable = Readonly<Record<string, CommandEntry>>;

/** It runs apart from those of the table: it has keytool's own way of reading arguments. */
export const keytoolSummary = 'keytool’s own command lines, with keytool’s own output';
