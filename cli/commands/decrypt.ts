import type { Command } from 'commander';
import { writeJson } from '../../shared/base/json.ts';
import { readTokenArgument } from '../support/input.ts';
import { addKeyOptions, type KeyOptions, readKeyOptions } from '../support/key-options.ts';
import { printAnswer, printData, printNote } from '../support/output.ts';

export function define(command: Command): void {
  addKeyOptions(command)
    .argument('[token]', 'the token; - or nothing reads standard input')
    .addHelpText(
      'after',
      '\nPrints what was encrypted. A token inside goes on to: signet decrypt … | signet verify - …',
    )
    .action(async (argument: string | undefined) => {
      const options = command.optsWithGlobals<KeyOptions & { readonly json?: boolean }>();
      const [{ decryptToken }, { jweKeysOf }] = await Promise.all([
        import('../../core/jose/decrypt-token.ts'),
        import('../../core/jose/jwe-key.ts'),
      ]);
      const token = await readTokenArgument(argument);
      const entry = await readKeyOptions(options, ['key', 'secret']);
      const decrypted = await decryptToken(token, await jweKeysOf([entry], 'decrypt'));
      printAnswer(options, decrypted, () => {
        printData(`${decrypted.plaintext ?? writeJson(decrypted.claims, 2)}\n`);
        for (const { severity, message, path } of decrypted.findings)
          printNote(`${severity}: ${path}: ${message}`);
      });
    });
}
