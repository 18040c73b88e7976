import type { Command } from 'commander';
import { describeRules } from '../../shared/servers/describe-rules.ts';
import { findServer } from '../../shared/servers/known-servers.ts';
import { type Server, type ServerUse, serverUses } from '../../shared/servers/server.ts';
import { signetHome } from '../support/open-vault.ts';
import { layout, paint, printAnswer, printFacts, printLine } from '../support/output.ts';

const headings: Readonly<Record<ServerUse, string>> = {
  grant: 'The JWT is the grant (assertion)',
  'client-authentication': 'The JWT authenticates the client (client_assertion)',
  exchange: 'The JWT is exchanged for another token (subject_token)',
  credential: 'The JWT is itself the bearer token',
  'client-secret': 'The JWT is the client secret',
  none: 'There is no JWT',
};

export function define(command: Command): void {
  command.argument('[name]', 'one server, in full').action(async (name: string | undefined) => {
    const options = command.optsWithGlobals();
    const { listServers } = await import('../../core/servers/own-servers.ts');
    const servers = await listServers(signetHome());
    if (name === undefined) {
      printAnswer(options, { servers }, () => printList(servers));
    } else {
      const server = findServer(name, servers);
      printAnswer(options, server, () => printServer(server));
    }
  });
}

function printList(servers: readonly Server[]): void {
  for (const use of serverUses) {
    const those = servers.filter((each) => each.use === use);
    if (those.length === 0) continue;
    printLine(paint('bold', headings[use]));
    printFacts(
      those.map(({ name, title, summary }) => [name, `${title}: ${summary}`]),
      '  ',
    );
    printLine();
  }
  printLine('signet servers NAME shows one in full; signet sign --server NAME starts from it.');
}

function printServer(server: Server): void {
  const { preset, certificate, notes = [] } = server;
  printLine(paint('bold', server.title));
  printLine(server.summary);
  printSection('Use', [
    ['jwt', headings[server.use]],
    ['authentication', server.auth.join(', ')],
    ['endpoint', preset.endpoint],
    ['parameters', preset.params.map((pair) => pair.join('=')).join('&') || undefined],
    ['certificate', `${certificate.format}: ${certificate.where}`],
    ['source', `${server.source} (checked ${server.checked})`],
  ]);
  printSection(
    'Rules',
    describeRules(server).map(({ name, words }) => [name, words]),
  );
  printSection('Preset', [
    ['header', JSON.stringify(preset.header)],
    ['derived', preset.derive?.join(', ')],
    ['claims', JSON.stringify(preset.claims)],
  ]);
  printSection(
    'To fill in',
    Object.entries(server.placeholders).map(([name, { what, example }]) => [
      `{${name}}`,
      `${what}; ${example}`,
    ]),
  );
  if (notes.length > 0) printLine(layout`\n${paint('bold', 'Notes')}`);
  for (const note of notes) printLine(`  ${note}`);
  if (server.errors.length > 0) printLine(layout`\n${paint('bold', 'What it answers, and what that means')}`);
  for (const { error, text, cause, fix } of server.errors) {
    printLine(layout`  ${paint('cyan', text?.join(' | ') ?? error ?? 'any error')}`);
    printLine(`    ${cause}: ${fix}`);
  }
}

function printSection(title: string, facts: readonly (readonly [string, string | undefined])[]): void {
  if (facts.every(([, value]) => value === undefined)) return;
  printLine(layout`\n${paint('bold', title)}`);
  printFacts(facts, '  ');
}
