import { Command, CommanderError } from 'commander';
import { SignetError } from '../shared/base/signet-error.ts';
import type { CommandTable } from './support/command-module.ts';
import { keytoolSummary } from './support/command-module.ts';
import { inLines, writeOut } from './support/output.ts';
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
    .configureOutput({
      outputError: () => {},
      writeErr: () => {},
      writeOut: (text) => writeOut(inLines(text)),
    });
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

const commandTable: CommandTable = {
  decode: { summary: 'decode a token, verifying nothing', load: () => import('./commands/decode.ts') },
  verify: { summary: 'check a token’s signature and claims', load: () => import('./commands/verify.ts') },
  sign: { summary: 'compose and sign a token', load: () => import('./commands/sign.ts') },
  encrypt: { summary: 'encrypt a text or a token', load: () => import('./commands/encrypt.ts') },
  decrypt: { summary: 'decrypt a token', load: () => import('./commands/decrypt.ts') },
  algorithms: {
    summary: 'the algorithms that work here, and why others do not',
    load: () => import('./commands/algorithms.ts'),
  },
  keystore: {
    summary: 'list and export what a key store holds',
    load: () => import('./commands/keystore.ts'),
  },
  key: { summary: 'generate and describe keys', load: () => import('./commands/key.ts') },
  cert: { summary: 'describe, make and fetch certificates', load: () => import('./commands/cert.ts') },
  token: { summary: 'request tokens, and use them', load: () => import('./commands/token.ts') },
  explain: {
    summary: 'why a token endpoint said no, from an answer met elsewhere',
    load: () => import('./commands/explain.ts'),
  },
  flow: { summary: 'list, export and import saved flows', load: () => import('./commands/flow.ts') },
  vault: { summary: 'keep keys under a passphrase', load: () => import('./commands/vault.ts') },
  servers: { summary: 'known servers and their rules', load: () => import('./commands/servers.ts') },
  playground: {
    summary: 'run the built-in authorization server',
    load: () => import('./commands/playground.ts'),
  },
  tour: { summary: 'walk through the whole flow, step by step', load: () => import('./commands/tour.ts') },
  serve: { summary: 'open the window in a browser, on loopback', load: () => import('./commands/serve.ts') },
  completion: {
    summary: 'completions for bash, zsh and fish',
    load: () => import('./commands/completion.ts'),
  },
};
