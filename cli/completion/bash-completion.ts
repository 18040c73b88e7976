import { allNodes, type CompletionNode, nameOf } from './completion-tree.ts';

/** A completion script for bash 3.2 and later: to be sourced. Where no word fits, file names are offered. */
export function bashCompletion(tree: CompletionNode): string {
  const nodes = allNodes(tree);
  const commands = nodes.filter(({ path }) => path.length > 0).map(({ path }) => `'${path.join(' ')}'`);
  return `_signet() {
  local word path='' current="\${COMP_WORDS[COMP_CWORD]}" words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${commands.join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${nodes.map((node) => `    '${node.path.join(' ')}') ${wordsOf(node)} ;;`).join('\n')}
  esac
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$current")
}
complete -o default -F _signet signet
`;
}

/** Options are offered once a dash is typed: before it, a file is as likely. */
function wordsOf({ children, options }: CompletionNode): string {
  const flags = options.map(({ flag }) => flag).join(' ');
  const names = children.map(nameOf).join(' ');
  return `case "$current" in -*) words='${flags}' ;; *) words='${names}' ;; esac`;
}
