import type { Command } from 'commander';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Pair } from '../../shared/oauth/token-request.ts';
import { readInputFile, readTokenArgument } from '../support/input.ts';
import { addStoreOptions } from '../support/key-options.ts';
import { collect } from '../support/sign-options.ts';
import { addDpopOptions, type DpopOptions, readDpopKey } from './client-options.ts';
import { printResource } from './print-exchange.ts';
import { addTransportOptions, readTransport, type TransportCommandOptions } from './transport-options.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

interface CallOptions extends DpopOptions, TransportCommandOptions {
  readonly accessToken?: string;
  readonly method: string;
  readonly header: readonly string[];
  readonly data?: string;
}

export function defineCall(command: Command): void {
  const call = command
    .command('call')
    .description('call a protected resource, such as the userinfo endpoint, with an access token')
    .argument('<url>')
    .option('--access-token <token>', 'the access token; - or nothing for standard input')
    .option('--method <name>', methods.join(', '), 'GET')
    .option('--header <name: value>', 'a header more', collect, [])
    .option('--data <body>', 'the body, or @FILE');
  addDpopOptions(addTransportOptions(addStoreOptions(call))).action(async (url: string) => {
    const options = call.optsWithGlobals<CallOptions>();
    const { callResource } = await import('../../core/oauth/call-resource.ts');
    const method = methods.find((each) => each === options.method.toUpperCase());
    if (method === undefined) {
      throw new SignetError('usage', `--method ${options.method} is not known here`, {
        hint: `use ${methods.join(', ')}`,
      });
    }
    const transport = await readTransport(options, url);
    const dpop = await readDpopKey(options);
    const body = await readData(options.data);
    const exchange = await callResource(
      {
        url,
        method,
        accessToken: (await readTokenArgument(options.accessToken)).trim(),
        headers: options.header.map(toHeader),
        ...(body === undefined ? {} : { body }),
      },
      { ...transport, ...(dpop === undefined ? {} : { dpop }) },
    );
    printResource(options, exchange);
  });
}

function toHeader(text: string): Pair {
  const at = text.indexOf(':');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  throw new SignetError('usage', `${text} is not NAME: VALUE`);
}

async function readData(data: string | undefined): Promise<string | undefined> {
  if (data?.startsWith('@') !== true) return data;
  return new TextDecoder().decode(await readInputFile(data.slice(1)));
}
