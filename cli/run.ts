import { Command, CommanderError } from 'commander';
import { SignetError } from '../shared/base/signet-error.ts';
import { commandTable } from './command-table.ts';
import { keytoolSummary } from './support/command-module.ts';
import { reportFailure } from './support/report-failure.ts';
import { version } from './support/version.ts';

/** Runs one command line and answers its exit status: 0 done, 1 the verdict is bad, 2 it could not be done. */
export async function run(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const debug = args.includes('--debug');
  try {
    const program = await buildProgram(args);
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      if (thrown.exitCode === 0) return 0;
      const message =
        thrown.code === 'commander.help'
          ? 'a command is missing, or not known'
          : thrown.message.replace(/^error: /, '').replaceAll('\n', ' ');
      return reportFailure(
        new SignetError('usage', message, {
          hint: `see signet help${called(args) === undefined ? '' : ` ${called(args)}`}`,
        }),
        { json, debug },
      );
    }
    return reportFailure(thrown, { json, debug });
  }
}

async function buildProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('signet')
    .description('A workbench for the OAuth 2.0 JWT bearer flow (RFC 7523)')
    .version(version, '-V, --version')
    .option('--json', 'print exactly one JSON document')
    .option('--debug', 'print stack traces of failures')
    .helpCommand('help [command]', 'explain a command')
    .exitOverride()
    .configureOutput({ outputError: () => {}, writeErr: () => {} });
  for (const [name, entry] of Object.entries(commandTable)) {
    const command = program.command(name).description(entry.summary);
    if (name === called(args)) (await entry.load()).define(command, commandTable);
  }
  program.command('keytool').description(keytoolSummary).allowUnknownOption().argument('[arguments...]');
  shareOptions(program);
  if (args.length === 0) program.help();
  return program;
}

/** The command that the line is about, if it is one that there is. */
function called(args: readonly string[]): string | undefined {
  const name = args.find((arg) => !arg.startsWith('-') && arg !== 'help');
  return name !== undefined && Object.hasOwn(commandTable, name) ? name : undefined;
}

/** `--json` and `--debug` may stand before or behind the command; the failures of each are reported in one place. */
function shareOptions(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    if (command.name() !== 'keytool' && command.name() !== 'help') {
      command
        .option('--json', 'print exactly one JSON document')
        .option('--debug', 'print stack traces of failures');
    }
    shareOptions(command);
  }
}
