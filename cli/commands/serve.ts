import { join } from 'node:path';
import type { Command } from 'commander';
import { logDefect } from '../../core/home/defect-log.ts';
import { createOneTimeFiles } from '../../core/home/one-time-files.ts';
import { readInThread } from '../../core/keystore/thread/read-in-thread.ts';
import { createApp } from '../../core/services/app.ts';
import { createDispatcher } from '../../shared/contract/dispatcher.ts';
import { downloadPath, startLoopbackServer } from '../loopback/loopback-server.ts';
import { openDocument } from '../support/open-document.ts';
import { signetHome } from '../support/open-vault.ts';
import { printAnswer, printLine } from '../support/output.ts';
import { readPort } from '../support/port.ts';
import { untilInterrupted } from '../support/until-interrupted.ts';
import { version } from '../support/version.ts';

export function define(command: Command): void {
  command
    .option('--port <n>', 'the port; any free one if left out', '0')
    .addHelpText(
      'after',
      '\nListens on 127.0.0.1 alone. From another machine: ssh -L PORT:127.0.0.1:PORT HOST',
    )
    .action(async () => {
      const options = command.optsWithGlobals<{ port: string; json?: boolean }>();
      const home = signetHome();
      const files = createOneTimeFiles(downloadPath);
      const app = createApp({
        about: { version, face: 'loopback', home },
        outlet: files,
        readKeyStoreFile: readInThread(join(import.meta.dirname, 'key-store-thread.js')),
        workspace: openDocument('workspace'),
        library: openDocument('library'),
        history: openDocument('history'),
      });
      const dispatcher = createDispatcher(app.services, logDefect);
      const windowFolder = join(import.meta.dirname, '..', 'window');
      const server = await startLoopbackServer({ dispatcher, windowFolder, files }, readPort(options.port));
      printAnswer(options, { url: server.url }, () => printLine(`Signet is at ${server.url}`));
      await untilInterrupted();
      await server.close();
      await app.close();
    });
}
