import { allNodes, type CompletionNode, nameOf } from './completion-tree.ts';

/** A completion script for zsh: a file `_signet` in a folder of `fpath`. */
export function zshCompletion(tree: CompletionNode): string {
  const nodes = allNodes(tree);
  const commands = nodes.filter(({ path }) => path.length > 0).map(({ path }) => `'${path.join(' ')}'`);
  return `#compdef signet

_signet() {
  local word place='' names=() flags=()
  for word in \${words[2,CURRENT-1]}; do
    case "\${place:+$place }$word" in
      (${commands.join('|')}) place="\${place:+$place }$word" ;;
    esac
  done
  case "$place" in
${nodes.map(casesOf).join('\n')}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then
    _describe option flags
  elif (( \${#names} )); then
    _describe command names
  else
    _files
  fi
}

_signet "$@"
`;
}

function casesOf({ path, children, options }: CompletionNode): string {
  const names = children.map((child) => described(nameOf(child), child.summary));
  const flags = options.map(({ flag, summary }) => described(flag, summary));
  return `    ('${path.join(' ')}')
      names=(${names.join(' ')})
      flags=(${flags.join(' ')}) ;;`;
}

function described(word: string, summary: string): string {
  return `'${`${word}:${summary.replaceAll('\\', '\\\\').replaceAll(':', '\\:')}`.replaceAll("'", "'\\''")}'`;
}
