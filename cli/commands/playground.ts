import type { Command } from 'commander';
import { createPlayground } from '../../core/playground/playground.ts';
import { makeTlsIdentity } from '../../core/playground/tls-identity.ts';
import { clientKinds } from '../../shared/contract/playground.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { openKeyStore } from '../key-options.ts';
import { paint, printAnswer, printFacts, printLine } from '../output.ts';
import { readPort } from '../port.ts';
import { untilInterrupted } from '../until-interrupted.ts';

export function define(command: Command): void {
  command
    .option('--port <n>', 'the port; any free one if left out', '0')
    .option('--cert <file>', 'register this certificate, as a gateway client and as an API manager client')
    .addHelpText('after', '\nRuns until Ctrl-C, on 127.0.0.1 alone. All of it is in memory.')
    .action(async () => {
      const options = command.optsWithGlobals<{ port: string; cert?: string; json?: boolean }>();
      const certificate = options.cert === undefined ? undefined : await readCertificate(options.cert);
      const playground = createPlayground({ makeTlsIdentity });
      const {
        log: _log,
        clients: _clients,
        running: _running,
        ...addresses
      } = await playground.start({ port: readPort(options.port) });
      const clients = certificate
        ? await Promise.all(clientKinds.map((kind) => playground.register({ kind, certificate })))
        : [];
      printAnswer(options, { ...addresses, clients }, () => {
        printLine(`The playground is at ${addresses.url} and ${addresses.tlsUrl}`);
        for (const client of clients) {
          printLine(`\n${paint('bold', `${client.kind} client`)}`);
          printFacts(Object.entries(client).map(([name, value]) => [name, String(value)]));
        }
      });
      await untilInterrupted();
      await playground.stop();
    });
}

async function readCertificate(file: string): Promise<Uint8Array> {
  const { entries } = await openKeyStore(file, {});
  const certificate = entries.flatMap((entry) => entry.chain)[0];
  if (certificate) return certificate;
  throw new SignetError('not-a-certificate', `${file} holds no certificate`);
}
