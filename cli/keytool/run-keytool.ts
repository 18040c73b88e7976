import { exportCert } from './export-cert.ts';
import type { KeytoolCommand } from './keytool-command.ts';
import { KeytoolError, KeytoolUsage } from './keytool-error.ts';
import { readArguments, usageOf } from './read-arguments.ts';

const commands: readonly KeytoolCommand[] = [exportCert];

/** Runs one of keytool's command lines, with keytool's streams and exit statuses: 0 or 1. */
export async function runKeytool(args: readonly string[]): Promise<number> {
  const rest = args.filter((arg) => !isCommand(arg));
  const command = commands.find((each) => args.some((arg) => namesOf(each).includes(arg.toLowerCase())));
  try {
    if (!command) {
      const [first] = args;
      if (first === undefined || helpFlags.includes(first)) return help(overview());
      throw new KeytoolUsage(`Illegal option:  ${first}`);
    }
    if (rest.some((arg) => helpFlags.includes(arg))) return help(usageOf(command));
    await command.run(readArguments(command, rest));
    return 0;
  } catch (thrown) {
    if (thrown instanceof KeytoolUsage) {
      process.stderr.write(`${thrown.message}\n${command ? usageOf(command) : overview()}`);
      return 1;
    }
    if (thrown instanceof KeytoolError) {
      process.stdout.write(`keytool error: ${thrown.exception}: ${thrown.message}\n`);
      return 1;
    }
    throw thrown;
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
  process.stderr.write(text);
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
