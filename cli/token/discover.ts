import type { Command } from 'commander';
import { printAnswer, printFacts } from '../support/output.ts';
import { addTransportOptions, readTransport, type TransportCommandOptions } from './transport-options.ts';

export function defineDiscover(command: Command): void {
  const discover = command
    .command('discover')
    .description('what a server says of itself (RFC 8414, OpenID Connect Discovery)')
    .argument('<issuer>', 'its address');
  addTransportOptions(discover).action(async (issuer: string) => {
    const options = discover.optsWithGlobals<TransportCommandOptions>();
    const { discoverServer } = await import('../../core/oauth/discover-server.ts');
    const metadata = await discoverServer(issuer, await readTransport(options, issuer));
    printAnswer(options, metadata, () => {
      const { document: _document, mtlsAliases: _aliases, ...facts } = metadata;
      printFacts(
        Object.entries(facts).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : value.join(' ') || '–',
        ]),
      );
    });
  });
}
