import type { Command } from 'commander';
import { findServer, knownServers } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';
import { paint, printAnswer, printFacts, printLine } from '../output.ts';

export function define(command: Command): void {
  command.argument('[name]', 'one server, in full').action((name: string | undefined) => {
    const options = command.optsWithGlobals();
    if (name === undefined) {
      printAnswer(options, { servers: knownServers.map(asData) }, () =>
        printFacts(knownServers.map((server) => [server.name, `${server.title}: ${server.summary}`])),
      );
    } else {
      const server = findServer(name);
      printAnswer(options, asData(server), () => printServer(server));
    }
  });
}

/** Patterns are printed as their source: JSON has none. */
function asData(server: Server): object {
  return {
    ...server,
    errors: server.errors.map(({ text, ...error }) => ({ ...error, ...(text ? { text: text.source } : {}) })),
  };
}

function printServer(server: Server): void {
  const { rules } = server;
  printLine(paint('bold', server.title));
  printLine(server.summary);
  printLine();
  printFacts([
    ['use', server.use],
    ['authentication', server.auth.join(', ')],
    ['algorithms', rules.algorithms.join(', ') || 'any'],
    ['claims', rules.requiredClaims.join(', ')],
    ['exp at most', rules.maxLifetime === undefined ? undefined : `${rules.maxLifetime} s away`],
    ['exp more than', rules.minLifetime === undefined ? undefined : `${rules.minLifetime} s away`],
    ['endpoint', server.preset.endpoint],
    ['certificate', `${server.certificate.format}: ${server.certificate.where}`],
    ['source', `${server.source} (checked ${server.checked})`],
  ]);
  if (server.errors.length === 0) return;
  printLine();
  for (const { error, text, cause, fix } of server.errors) {
    printLine(`${paint('bold', text?.source ?? error ?? 'any error')}`);
    printLine(`  ${cause}: ${fix}`);
  }
}
