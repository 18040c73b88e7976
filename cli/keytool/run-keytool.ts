import { SignetError } from '../../shared/base/signet-error.ts';
import { inLines, layout, writeError, writeOut } from '../support/output.ts';
import { reportFailure } from '../support/report-failure.ts';
import { commands } from './commands.ts';
import type { KeytoolCommand } from './keytool-command.ts';
import { KeytoolError, KeytoolUsage } from './keytool-error.ts';
import { KeytoolGaveUp } from './open-store.ts';
import { readArguments, usageOf } from './read-arguments.ts';
import { closeInput } from './read-password.ts';
import { KeytoolWarnings } from './warnings.ts';

/** Runs one of keytool's command lines, with keytool's streams and exit statuses: 0 or 1. */
export async function runKeytool(words: readonly string[]): Promise<number> {
  // Options for Java itself, which keytool's launcher keeps for it.
  const args = words.filter((word) => !/^-J./.test(word));
  const named = args.flatMap(
    (arg) => commands.find((each) => namesOf(each).includes(arg.toLowerCase())) ?? [],
  );
  const [command, second] = named;
  const rest = args.filter((arg) => !isCommand(arg));
  try {
    if (second && second !== command) {
      throw new KeytoolError(
        'java.lang.Exception',
        `Only one command is allowed: both -${command?.name} and -${second.name} were specified.`,
      );
    }
    if (!command) {
      const [first] = args;
      if (first === undefined || helpFlags.includes(first)) return help(overview());
      throw new KeytoolUsage(`Illegal option:  ${first}`);
    }
    if (rest.some((arg) => helpFlags.includes(arg))) return help(usageOf(command));
    const warnings = new KeytoolWarnings(rest.some((arg) => arg.toLowerCase() === '-nowarn'));
    await command.run(readArguments(rest, warnings), warnings);
    warnings.print();
    return 0;
  } catch (thrown) {
    if (thrown instanceof KeytoolUsage) {
      writeError(layout`${thrown.message}\n${inLines(command ? usageOf(command) : overview())}`);
      return 1;
    }
    if (thrown instanceof KeytoolError) {
      writeOut(layout`keytool error: ${thrown.exception}: ${thrown.message}\n`);
      return 1;
    }
    if (thrown instanceof KeytoolGaveUp) return 0;
    if (thrown instanceof SignetError) {
      writeOut(layout`keytool error: java.lang.Exception: ${thrown.message}\n`);
      return 1;
    }
    reportFailure(thrown, { json: false, debug: false });
    return 1;
  } finally {
    closeInput();
  }
}

const helpFlags: readonly string[] = ['-?', '-h', '--help', '-help'];

function isCommand(arg: string): boolean {
  return commands.some((command) => namesOf(command).includes(arg.toLowerCase()));
}

function namesOf(command: KeytoolCommand): readonly string[] {
  return [command.name, ...command.aliases].map((name) => `-${name}`);
}

function help(text: string): number {
  writeError(inLines(text));
  return 0;
}

function overview(): string {
  const lines = commands.map(({ name, title }) => ` -${name}`.padEnd(21) + title);
  return [
    'Key and Certificate Management Tool',
    '',
    'Commands:',
    '',
    ...lines,
    '',
    'Use "keytool -?, -h, or --help" for this help message',
    'Use "keytool -command_name --help" for usage of command_name.',
    '',
  ].join('\n');
}
