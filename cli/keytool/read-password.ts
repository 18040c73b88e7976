import { createInterface } from 'node:readline';
import { askPassword } from '../passwords.ts';

/** Asks as keytool does: on standard error, without echo on a terminal, a line of standard input otherwise. */
export async function readPassword(prompt: string): Promise<string> {
  if (process.stdin.isTTY && process.stderr.isTTY) return askPassword(prompt, '');
  process.stderr.write(prompt);
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}
