import { Argument, type Command } from 'commander';
import { bashCompletion } from '../completion/bash-completion.ts';
import { completionTree } from '../completion/completion-tree.ts';
import { fishCompletion } from '../completion/fish-completion.ts';
import { zshCompletion } from '../completion/zsh-completion.ts';
import type { CommandTable } from '../support/command-module.ts';
import { printData } from '../support/output.ts';

const writers = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export function define(command: Command, table: CommandTable): void {
  command
    .addArgument(new Argument('<shell>', 'your shell').choices(Object.keys(writers)))
    .addHelpText(
      'after',
      `
bash  add to ~/.bashrc:   source <(signet completion bash)
zsh   run once:           signet completion zsh > "\${fpath[1]}/_signet"
fish  run once:           signet completion fish > ~/.config/fish/completions/signet.fish`,
    )
    .action(async (shell: keyof typeof writers) => {
      printData(writers[shell](await completionTree(table)));
    });
}
