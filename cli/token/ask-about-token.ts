import type { Command } from 'commander';
import { readTokenArgument } from '../support/input.ts';
import { addSignOptions } from '../support/sign-options.ts';
import { addClientOptions, type ClientOptions, readAuthentication } from './client-options.ts';
import { printExchange } from './print-exchange.ts';
import { addTransportOptions, readTransport, type TransportCommandOptions } from './transport-options.ts';

interface QuestionOptions extends ClientOptions, TransportCommandOptions {
  readonly endpoint: string;
  readonly hint?: string;
}

export function defineIntrospect(command: Command): void {
  define(command, 'introspect', 'ask the server about a token (RFC 7662)');
}

export function defineRevoke(command: Command): void {
  define(command, 'revoke', 'have a token revoked (RFC 7009)');
}

function define(command: Command, name: 'introspect' | 'revoke', description: string): void {
  const question = command.command(name).description(description);
  addTransportOptions(addClientOptions(addSignOptions(question)))
    .argument('[token]', 'the token; - or nothing for standard input')
    .requiredOption('--endpoint <url>', `the ${name === 'revoke' ? 'revocation' : 'introspection'} endpoint`)
    .option('--hint <type>', 'token_type_hint: access_token or refresh_token')
    .action(async (token: string | undefined) => {
      const options = question.optsWithGlobals<QuestionOptions>();
      const { endpoint, hint } = options;
      const { introspectToken, revokeToken } = await import('../../core/oauth/send-token-request.ts');
      const { auth, identity } = await readAuthentication(options, { endpoint }, true);
      const asked = {
        endpoint,
        auth,
        token: (await readTokenArgument(token)).trim(),
        ...(hint === undefined ? {} : { hint }),
      };
      const transport = {
        ...(await readTransport(options, endpoint)),
        ...(identity === undefined ? {} : { identity }),
      };
      const ask = name === 'revoke' ? revokeToken : introspectToken;
      printExchange(options, await ask(asked, transport));
    });
}
