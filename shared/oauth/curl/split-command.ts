import { SignetError } from '../../base/signet-error.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/**
 * The arguments of the curl command in a text copied from a shell: bash and its like, the Windows command prompt (carets)
 * or PowerShell (backticks at line ends). What stands before it, and what its output is handed on to, is left out.
 * @throws SignetError `unknown-format`
 */
export function splitCurlCommand(text: string): readonly string[] {
  const start = /(?:^|[\n;&|])[ \t]*(?:\$[ \t]+)?curl(?:\.exe)?(?=\s)/.exec(text);
  if (!start) {
    throw new SignetError('unknown-format', 'this is no curl command', {
      hint: 'paste the whole line, from curl on',
    });
  }
  const command = text.slice(start.index + start[0].length);
  return splitWords(/\^\s*\n|\^"/.test(command) ? withoutCarets(command) : command.replace(/`\r?\n/g, ' '));
}

function withoutCarets(command: string): string {
  return command.replace(/\^\r?\n/g, ' ').replace(/\^(.)/gs, '$1');
}

function splitWords(command: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < command.length; at += 1) {
    const letter = command[at] ?? '';
    const quoted =
      letter === '$' && command[at + 1] === "'" ? "$'" : letter === "'" || letter === '"' ? letter : '';
    if (quoted !== '') {
      const read = readQuoted(command, at + quoted.length, quoted);
      word = (word ?? '') + read.text;
      at = read.end;
    } else if (letter === '\\') {
      const next = command.startsWith('\r\n', at + 1) ? '\r\n' : (command[at + 1] ?? '');
      if (!next.endsWith('\n')) word = (word ?? '') + next;
      at += next.length;
    } else if (/\s/.test(letter) || /[;|&<>]/.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      // A line ends the command, as does what comes behind a pipe.
      if (words.length > 0 && (letter === '\n' || !/\s/.test(letter))) return words;
    } else {
      word = (word ?? '') + letter;
    }
  }
  return word === undefined ? words : [...words, word];
}

function readQuoted(
  command: string,
  start: number,
  quote: string,
): { readonly text: string; readonly end: number } {
  const close = quote.slice(-1);
  let text = '';
  for (let at = start; at < command.length; at += 1) {
    const letter = command[at] ?? '';
    if (letter === close) return { text, end: at };
    const next = command[at + 1] ?? '';
    if (letter !== '\\' || quote === "'") {
      text += letter;
    } else if (quote === '"') {
      // POSIX: within double quotes a backslash escapes these four alone.
      text += /["\\$`]/.test(next) ? next : next === '\n' ? '' : `\\${next}`;
      at += 1;
    } else {
      const code = /^(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8}))/.exec(
        command.slice(at + 1, at + 11),
      );
      const digits = code?.[1] ?? code?.[2] ?? code?.[3];
      text += digits === undefined ? (escapes[next] ?? `\\${next}`) : fromCode(Number.parseInt(digits, 16));
      at += code?.[0].length ?? 1;
    }
  }
  throw new SignetError('unknown-format', 'a quotation mark is never closed', {
    hint: 'paste the whole command',
  });
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
