/** What PowerShell hands to a program's standard input: the here-string of `@" … "@ | program`, its variables filled in. */
export function readHereString(script: string, env: Readonly<Record<string, string>>): string {
  const [, text] = /^@"\n([\s\S]*)\n"@ \| curl\.exe --config -$/.exec(script) ?? [];
  if (text === undefined) throw new Error('this is no here-string');
  const call =
    /\$\(\[uri\]::EscapeDataString\(\$env:(\w+)\)\)|\$\(\$env:(\w+)\.Replace\('\\', '\\\\'\)\)|\$env:(\w+)|`([\s\S])|\$/g;
  return text.replace(call, (found, encoded?: string, path?: string, plain?: string, escaped?: string) => {
    if (encoded !== undefined) return encodeURIComponent(env[encoded] ?? '');
    if (path !== undefined) return (env[path] ?? '').replaceAll('\\', '\\\\');
    if (plain !== undefined) return env[plain] ?? '';
    if (escaped !== undefined) return escaped;
    throw new Error(`PowerShell would read a variable at ${JSON.stringify(found)}`);
  });
}

/**
 * The arguments of a command line typed at the Windows prompt: first the prompt's own reading (variables, carets, quotes),
 * then the C runtime's.
 */
export function readPromptLine(line: string, env: Readonly<Record<string, string>>): readonly string[] {
  const command = line.replace(/^rem .*\n/, '').replaceAll('^\n', '');
  return splitArguments(readCarets(expandVariables(command, env)));
}

/** At the prompt, a name that no variable has stays as it stands, its percent signs with it. */
function expandVariables(command: string, env: Readonly<Record<string, string>>): string {
  let out = '';
  for (let at = 0; at < command.length; at += 1) {
    const end = command[at] === '%' ? command.indexOf('%', at + 1) : -1;
    const name = end < 0 ? '' : command.slice(at + 1, end);
    if (Object.hasOwn(env, name)) {
      out += env[name];
      at = end;
    } else out += command[at];
  }
  return out;
}

function readCarets(command: string): string {
  let out = '';
  let quoted = false;
  for (let at = 0; at < command.length; at += 1) {
    const letter = command[at] ?? '';
    if (letter === '"') quoted = !quoted;
    if (!quoted && /[&|<>()\n]/.test(letter)) throw new Error(`the prompt would act on ${letter}`);
    if (letter === '^' && !quoted) {
      at += 1;
      out += command[at] ?? '';
    } else out += letter;
  }
  return out;
}

function splitArguments(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const [slashes = ''] = /^\\*/.exec(line.slice(at)) ?? [];
    if (slashes !== '' && line[at + slashes.length] === '"') {
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes.length / 2));
      at += slashes.length - 1;
      if (slashes.length % 2 === 1) {
        word += '"';
        at += 1;
      }
    } else if (line[at] === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && /[ \t]/.test(line[at] ?? '')) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + line[at];
  }
  return word === undefined ? words : [...words, word];
}
