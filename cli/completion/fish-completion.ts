import { allNodes, type CompletionNode, type CompletionOption, nameOf } from './completion-tree.ts';

/** A completion script for fish: a file `signet.fish` in its folder of completions. */
export function fishCompletion(tree: CompletionNode): string {
  return `${allNodes(tree).flatMap(linesOf).join('\n')}\n`;
}

function linesOf(node: CompletionNode): readonly string[] {
  const here = quoted(conditionOf(node));
  const names = node.children.map(
    (child) => `complete -c signet -n ${here} -f -a ${nameOf(child)} -d ${quoted(child.summary)}`,
  );
  return [...names, ...node.options.map((option) => `complete -c signet -n ${here} ${optionOf(option)}`)];
}

function conditionOf({ path, children }: CompletionNode): string {
  const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
  const deeper = children.map(nameOf).join(' ');
  const conditions = deeper === '' ? seen : [...seen, `not __fish_seen_subcommand_from ${deeper}`];
  return conditions.join('; and ');
}

function optionOf({ flag, summary, takesValue, choices }: CompletionOption): string {
  const values = choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r' : ' -f';
  return `-l ${flag.replace(/^--/, '')}${values} -d ${quoted(summary)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
