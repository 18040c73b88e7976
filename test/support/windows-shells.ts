/**
 * What PowerShell hands to a program's standard input: the here-string of `@" … "@ | program`, its variables filled in. As
 * its tokenizer reads it: any of four double quotes opens and closes one, and a line ends with LF, CR LF or CR alone.
 * (about_Quoting_Rules; tokenizer.cs, ScanHereStringExpandable)
 */
export function readHereString(script: string, env: Readonly<Record<string, string>>): string {
  const opened = /^@["“”„][ \t]*(?:\r\n|\r|\n)/.exec(script);
  if (opened === null) throw new Error('this is no here-string');
  const behind = script.slice(opened[0].length);
  const closed = /(?:\r\n|\r|\n)["“”„]@/.exec(behind);
  if (closed === null) throw new Error('the here-string does not end');
  const rest = behind.slice(closed.index + closed[0].length);
  if (rest !== ' | curl.exe --config -') throw new Error(`PowerShell would run ${JSON.stringify(rest)}`);
  const call =
    /\$\(\[uri\]::EscapeDataString\(\$env:(\w+)\)\)|\$\(\$env:(\w+)\.Replace\('\\', '\\\\'\)\)|\$env:(\w+)|`([\s\S])|\$/g;
  return behind
    .slice(0, closed.index)
    .replace(call, (found, encoded?: string, path?: string, plain?: string, escaped?: string) => {
      if (encoded !== undefined) return encodeURIComponent(env[encoded] ?? '');
      if (path !== undefined) return (env[path] ?? '').replaceAll('\\', '\\\\');
      if (plain !== undefined) return env[plain] ?? '';
      if (escaped !== undefined && !/[0abefnrtuv]/.test(escaped)) return escaped;
      throw new Error(`PowerShell would read ${JSON.stringify(found)} as something else`);
    });
}

/** What a prompt has without anybody having set it; CMDCMDLINE ends with a quote, which is what makes it dangerous. */
const dynamic: Readonly<Record<string, string>> = {
  CD: 'C:\\Users\\a & b',
  CMDCMDLINE: '"C:\\Windows\\system32\\cmd.exe"',
  DATE: 'Mon 11/30/2026',
  TIME: '12:00:00.00',
  RANDOM: '4711',
  ERRORLEVEL: '0',
  PATH: 'C:\\Windows;C:\\"x"',
};

/**
 * The arguments of a command line typed or pasted at the Windows prompt: first the prompt's own reading (variables, carets,
 * quotes), then the C runtime's. (Microsoft: cmd, set /?; "Parsing C command-line arguments")
 * @throws Error where the prompt would do anything but run one program
 */
export function readPromptLine(script: string, env: Readonly<Record<string, string>>): readonly string[] {
  // A line of remarks may stand first: nothing in it is special but a newline, and a caret at its end.
  const line = script.replace(/^rem [\w ,:-]*\n/, '');
  return splitArguments(readCarets(expandVariables(line, { ...dynamic, ...env })));
}

/** At the prompt, a name that no variable has stays as it stands, its percent signs with it. Names know no case. */
function expandVariables(line: string, env: Readonly<Record<string, string>>): string {
  const variables = new Map(Object.entries(env).map(([name, value]) => [name.toUpperCase(), value]));
  let out = '';
  for (let at = 0; at < line.length; ) {
    const expanded = line[at] === '%' ? expandOne(line.slice(at), variables) : undefined;
    out += expanded?.value ?? line[at];
    at += expanded?.length ?? 1;
  }
  return out;
}

/** `%NAME%`, `%NAME:~1,2%`, `%NAME:a=b%`, `%NAME:*a=b%`. */
function expandOne(
  text: string,
  variables: ReadonlyMap<string, string>,
): { readonly value: string; readonly length: number } | undefined {
  const [head = '', name = '', end] = /^%([^%:\n]+)([%:])/.exec(text) ?? [];
  const value = variables.get(name.toUpperCase());
  if (value === undefined) return undefined;
  if (end === '%') return { value, length: head.length };
  const rest = text.slice(head.length);
  const [slice, from = '0', count] = /^~(-?\d*)(?:,(-?\d*))?%/.exec(rest) ?? [];
  if (slice !== undefined) {
    const start = Number(from) < 0 ? Math.max(0, value.length + Number(from)) : Number(from);
    const stop =
      count === undefined ? value.length : Number(count) < 0 ? Number(count) : start + Number(count);
    return { value: value.slice(start, stop), length: head.length + slice.length };
  }
  const [replaced, star, search = '', by = ''] = /^(\*?)([^=%\n]+)=([^%\n]*)%/.exec(rest) ?? [];
  if (replaced === undefined) return undefined;
  const found = value.toUpperCase().indexOf(search.toUpperCase());
  const changed =
    star === '*' && found >= 0
      ? by + value.slice(found + search.length)
      : value.split(new RegExp(search.replace(/\W/g, '\\$&'), 'i')).join(by);
  return { value: changed, length: head.length + replaced.length };
}

function readCarets(command: string): string {
  let out = '';
  let quoted = false;
  for (let at = 0; at < command.length; at += 1) {
    const letter = command[at] ?? '';
    // A caret at the end of a line, outside quotes, joins the next one to it, and escapes that line's first character.
    if (letter === '^' && !quoted) {
      at += command[at + 1] === '\n' ? 2 : 1;
      if (endsCommand(command[at] ?? '')) throw new Error('the prompt would end the command here');
      out += command[at] ?? '';
      continue;
    }
    if (endsCommand(letter)) throw new Error('the prompt would end the command here');
    if (!quoted && /[&|<>()]/.test(letter)) throw new Error(`the prompt would act on ${letter}`);
    if (letter === '"') quoted = !quoted;
    out += letter;
  }
  if (quoted) throw new Error('a quote stays open');
  return out;
}

/** NUL, LF, CR, and Ctrl-Z. */
function endsCommand(letter: string): boolean {
  return [0x00, 0x0a, 0x0d, 0x1a].includes(letter.charCodeAt(0));
}

/** The rules of the universal C runtime: 2n backslashes before a quote are n, one more makes it a character; `""` in quotes is one. */
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
      word ??= '';
      if (quoted && line[at + 1] === '"') {
        word += '"';
        at += 1;
      } else quoted = !quoted;
    } else if (!quoted && /[ \t]/.test(line[at] ?? '')) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + line[at];
  }
  if (quoted) throw new Error('a quote stays open');
  return word === undefined ? words : [...words, word];
}
