import { Command } from 'commander';
import { type CommandTable, keytoolSummary } from '../support/command-module.ts';

/** What a shell can offer at one place of a command line. */
export interface CompletionNode {
  /** The words that lead here: none for `signet` itself. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly children: readonly CompletionNode[];
  readonly options: readonly CompletionOption[];
}

export interface CompletionOption {
  /** `--key`. */
  readonly flag: string;
  readonly summary: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  /** The values that it can have, where they are known. */
  readonly choices: readonly string[];
}

/** All commands with their options, as they define themselves. */
export async function completionTree(table: CommandTable): Promise<CompletionNode> {
  const program = new Command('signet');
  for (const [name, entry] of Object.entries(table)) {
    const command = program.command(name).description(entry.summary);
    (await entry.load()).define(command, table);
  }
  program.command('keytool').description(keytoolSummary);
  program.command('help').description('explain a command');
  return nodeOf(program, []);
}

function nodeOf(command: Command, path: readonly string[]): CompletionNode {
  const own = command.options.flatMap(({ long, description, required, optional, argChoices = [] }) =>
    long ? [{ flag: long, summary: description, takesValue: required || optional, choices: argChoices }] : [],
  );
  return {
    path,
    summary: command.description(),
    children: command.commands.map((child) => nodeOf(child, [...path, child.name()])),
    options: [...own, ...sharedOptions],
  };
}

const sharedOptions: readonly CompletionOption[] = [
  { flag: '--json', summary: 'print exactly one JSON document', takesValue: false, choices: [] },
  { flag: '--help', summary: 'display help for command', takesValue: false, choices: [] },
];

/** A node and all below it. */
export function allNodes(node: CompletionNode): readonly CompletionNode[] {
  return [node, ...node.children.flatMap(allNodes)];
}

/** The last word of its path. */
export function nameOf({ path }: CompletionNode): string {
  return path.at(-1) ?? 'signet';
}
