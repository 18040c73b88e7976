import { createInterface, type Interface } from 'node:readline';
import { layout, type Printable, writeError } from '../support/output.ts';
import { askPassword } from '../support/passwords.ts';

let input: Interface | undefined;
let lines: AsyncIterator<string> | undefined;

/** Asks as keytool does: on standard error, without echo on a terminal, a line of standard input otherwise. */
export async function readPassword(prompt: Printable): Promise<string> {
  if (process.stdin.isTTY && process.stderr.isTTY) return askPassword(prompt, '');
  return (await ask(prompt)) ?? '';
}

/** Asks for a line of standard input; undefined at its end. */
export async function ask(prompt: Printable): Promise<string | undefined> {
  writeError(layout`${prompt}`);
  if (lines === undefined) {
    input = createInterface({ input: process.stdin });
    lines = input[Symbol.asyncIterator]();
  }
  const { value, done } = await lines.next();
  return done ? undefined : value;
}

/** A yes or a no; nothing is a no. */
export async function askYesNo(prompt: Printable): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const reply = ((await ask(prompt)) ?? '').trim().toLowerCase();
    if (['', 'n', 'no'].includes(reply)) return false;
    if (['y', 'yes'].includes(reply)) return true;
    writeError(layout`Wrong answer, try again\n`);
  }
  return false;
}

/** Lets go of standard input, which would keep the process alive. */
export function closeInput(): void {
  input?.close();
  input = undefined;
  lines = undefined;
}
