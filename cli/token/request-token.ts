import type { Command } from 'commander';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Finding } from '../../shared/jwt/finding.ts';
import {
  printSnippet,
  type SnippetLanguage,
  snippetLanguages,
} from '../../shared/oauth/snippets/print-snippet.ts';
import { withheldAuth } from '../../shared/oauth/snippets/snippet-parts.ts';
import type { Pair } from '../../shared/oauth/token-request.ts';
import { printAnswer, printData } from '../support/output.ts';
import { addSignOptions, collect, serverOf } from '../support/sign-options.ts';
import {
  addClientOptions,
  addDpopOptions,
  readAuthentication,
  readAuthMethod,
  readDpopKey,
} from './client-options.ts';
import { addGrantOptions, readGrant, readGrantType, withheldGrant } from './grant-options.ts';
import { printExchange } from './print-exchange.ts';
import type { RequestOptions } from './request-options.ts';
import { sendSavedFlow } from './send-saved-flow.ts';
import { addTransportOptions, readTimeout, readTransport } from './transport-options.ts';

type PlacedOptions = RequestOptions & { readonly endpoint: string };

export function defineRequest(command: Command): void {
  const request = command.command('request').description('request a token, and explain the answer');
  addSignOptions(request)
    .option('--endpoint <url>', 'the token endpoint')
    .option('--issuer <url>', 'find the token endpoint in this server’s metadata (RFC 8414)')
    .option('--flow <name>', 'send a saved flow, signed afresh')
    .option('--environment <name>', 'the flow’s variables have the values of this environment')
    .option('--scope <scopes>', 'the scopes wanted, separated by spaces')
    .option('--param <name=value>', 'a form parameter more', collect, [])
    .option('--query <name=value>', 'a query parameter more', collect, [])
    .option('--print <language>', `print the equivalent, send nothing: ${snippetLanguages.join(', ')}`);
  addDpopOptions(addTransportOptions(addClientOptions(addGrantOptions(request))))
    .addHelpText('after', '\nExit status: 0 a token came, 1 the endpoint answered otherwise, 2 no answer.')
    .action(async () => {
      const options = request.optsWithGlobals<RequestOptions>();
      if (options.flow !== undefined) return sendSavedFlow(options, options.flow);
      const placed = await place(options);
      if (options.print === undefined) await send(placed);
      else print(placed, options.print);
    });
}

/** With the endpoint that the server's metadata names, where none is given. */
async function place(options: RequestOptions): Promise<PlacedOptions> {
  const { endpoint, issuer } = options;
  if (endpoint !== undefined) return { ...options, endpoint };
  if (issuer === undefined) {
    throw new SignetError('usage', 'it is not said where to send the request', {
      hint: 'give --endpoint URL, --issuer URL or --flow NAME',
    });
  }
  const { discoverServer } = await import('../../core/oauth/discover-server.ts');
  const { tokenEndpoint, mtlsAliases } = await discoverServer(issuer, await readTransport(options, issuer));
  const found =
    readAuthMethod(options.auth) === 'mtls' ? (mtlsAliases.tokenEndpoint ?? tokenEndpoint) : tokenEndpoint;
  if (found !== undefined) return { ...options, endpoint: found };
  throw new SignetError('metadata-not-found', `${issuer} names no token endpoint`, {
    hint: 'give it with --endpoint',
  });
}

async function send(options: PlacedOptions): Promise<void> {
  const { sendTokenRequest } = await import('../../core/oauth/send-token-request.ts');
  const { endpoint } = options;
  const server = await serverOf(options);
  const transport = await readTransport(options, endpoint);
  const findings: Finding[] = [];
  const onFindings = (more: readonly Finding[]) => void findings.push(...more);
  // With any other grant than JWT bearer there is but one assertion to compose: the client's.
  const shaped = readGrantType(options.grant) !== 'jwt-bearer';
  const { auth, identity } = await readAuthentication(
    options,
    { endpoint, issuer: options.issuer, server, onFindings },
    shaped,
  );
  const dpop = await readDpopKey(options);
  const exchange = await sendTokenRequest(
    { ...addressed(options), grant: await readGrant(options, { endpoint, onFindings }), auth },
    {
      ...transport,
      ...(identity === undefined ? {} : { identity }),
      ...(dpop === undefined ? {} : { dpop }),
      ...(server === undefined ? {} : { server }),
    },
  );
  printExchange(options, findings.length > 0 ? { ...exchange, findings } : exchange);
}

function print(options: PlacedOptions, language: string): void {
  const known = snippetLanguages.find((each): each is SnippetLanguage => each === language);
  if (known === undefined) {
    throw new SignetError('usage', `--print ${language} is not known here`, {
      hint: `use ${snippetLanguages.join(', ')}`,
    });
  }
  const { proxy } = options;
  const snippet = printSnippet(known, {
    ...addressed(options),
    grant: withheldGrant(options),
    auth: withheldAuth(readAuthMethod(options.auth), options.clientId),
    insecure: options.insecure ?? false,
    dpop: options.dpop === true || options.dpopKey !== undefined,
    ca: options.ca !== undefined,
    timeoutSeconds: readTimeout(options),
    ...(proxy === undefined ? {} : { proxy }),
  });
  printAnswer(options, { language: known, snippet }, () => printData(`${snippet}\n`));
}

/** What is sent and what is printed have this in common. */
function addressed({ endpoint, query, scope, param }: PlacedOptions) {
  return {
    endpoint,
    query: query.map(toPair),
    params: [...(scope === undefined ? [] : ([['scope', scope]] as const)), ...param.map(toPair)],
  };
}

export function toPair(text: string): Pair {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new SignetError('usage', `${text} is not NAME=VALUE`);
}
