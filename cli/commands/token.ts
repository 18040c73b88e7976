import type { Command } from 'commander';
import type { TransportOptions } from '../../core/endpoint/post-form.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { parseDuration } from '../../shared/jwt/time-expression.ts';
import { printCurl } from '../../shared/oauth/print-curl.ts';
import type { TokenExchange, TracedMessage } from '../../shared/oauth/token-exchange.ts';
import type { ClientAuth, Grant, Pair } from '../../shared/oauth/token-request.ts';
import { readInputFile, readTokenArgument } from '../input.ts';
import { paint, printAnswer, printFacts, printLine } from '../output.ts';
import { readSecretFile } from '../passwords.ts';
import { addSignOptions, collect, type SignOptions, signByOptions } from '../sign-options.ts';

interface TokenOptions extends SignOptions {
  readonly endpoint: string;
  readonly assertion?: string;
  readonly refreshToken?: string;
  readonly refreshTokenFile?: string;
  readonly grant: string;
  readonly auth: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly clientSecretFile?: string;
  readonly clientSecretEnv?: string;
  readonly param: readonly string[];
  readonly query: readonly string[];
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly timeout?: string;
  readonly trace?: boolean;
  readonly print?: string;
  readonly json?: boolean;
}

export function define(command: Command): void {
  const request = command.command('request').description('request a token, and explain the answer');
  addSignOptions(request)
    .requiredOption('--endpoint <url>', 'the token endpoint')
    .option('--assertion <token>', 'an assertion that is signed already; - for standard input')
    .option('--grant <type>', 'jwt-bearer, refresh-token or client-credentials', 'jwt-bearer')
    .option('--refresh-token <token>', 'the refresh token to exchange')
    .option('--refresh-token-file <file>', 'a file that holds the refresh token')
    .option('--auth <method>', 'client authentication: none, basic or post', 'none')
    .option('--client-id <id>', 'the client id')
    .option('--client-secret <secret>', 'the client secret (others can see it)')
    .option('--client-secret-file <file>', 'the client secret is the first line of this file')
    .option('--client-secret-env <name>', 'the client secret is in this environment variable')
    .option('--param <name=value>', 'a form parameter more', collect, [])
    .option('--query <name=value>', 'a query parameter more', collect, [])
    .option('--ca <file>', 'trust this certificate authority too (PEM)')
    .option('--insecure', 'accept any TLS certificate, for this request alone')
    .option('--timeout <duration>', 'give up after: 30s, 1m', '30s')
    .option('--trace', 'show what was sent and received, secrets as ***')
    .option('--print <language>', 'print the equivalent curl command, send nothing')
    .addHelpText('after', '\nExit status: 0 a token came, 1 the endpoint answered otherwise, 2 no answer.')
    .action(async () => {
      const options = request.optsWithGlobals<TokenOptions>();
      if (options.print !== undefined) return printSnippet(options);
      const { sendTokenRequest } = await import('../../core/endpoint/send-token-request.ts');
      const exchange = await sendTokenRequest(
        {
          endpoint: options.endpoint,
          grant: await readGrant(options),
          auth: await readAuth(options),
          query: options.query.map(toPair),
          params: options.param.map(toPair),
        },
        {
          ...(await readTransport(options)),
          ...(options.server === undefined ? {} : { server: options.server }),
        },
      );
      const { request: sent, response, ...answer } = exchange;
      printAnswer(options, options.trace ? exchange : answer, () =>
        printExchange(answer, options.trace ? [sent, response] : []),
      );
      if (!exchange.ok) process.exitCode = 1;
    });
}

async function readGrant(options: TokenOptions): Promise<Grant> {
  switch (options.grant) {
    case 'jwt-bearer': {
      const assertion =
        options.assertion === undefined
          ? (await signByOptions(options)).token
          : (await readTokenArgument(options.assertion)).replace(/\s+/g, '');
      return { type: 'jwt-bearer', assertion };
    }
    case 'refresh-token': {
      const refreshToken =
        options.refreshTokenFile === undefined
          ? options.refreshToken
          : await readSecretFile(options.refreshTokenFile);
      if (refreshToken !== undefined) return { type: 'refresh-token', refreshToken };
      throw new SignetError('usage', 'there is no refresh token', {
        hint: 'give it with --refresh-token-file',
      });
    }
    case 'client-credentials':
      return { type: 'client-credentials' };
    default:
      throw new SignetError('usage', `--grant ${options.grant} is not known here`, {
        hint: 'use jwt-bearer, refresh-token or client-credentials',
      });
  }
}

async function readAuth(options: TokenOptions): Promise<ClientAuth> {
  const { clientId } = options;
  const method = authMethod(options.auth);
  if (method === 'none') return { method, ...(clientId === undefined ? {} : { clientId }) };
  const clientSecret = await readClientSecret(options);
  if (clientId === undefined || clientSecret === undefined) {
    throw new SignetError('usage', `--auth ${method} needs --client-id and a client secret`, {
      hint: 'give the secret with --client-secret-file or --client-secret-env',
    });
  }
  return { method, clientId, clientSecret };
}

function authMethod(method: string): 'none' | 'basic' | 'post' {
  if (method === 'none' || method === 'basic' || method === 'post') return method;
  throw new SignetError('usage', `--auth ${method} is not known here`, { hint: 'use none, basic or post' });
}

async function readClientSecret(options: TokenOptions): Promise<string | undefined> {
  if (options.clientSecretFile !== undefined) return readSecretFile(options.clientSecretFile);
  if (options.clientSecretEnv === undefined) return options.clientSecret;
  const value = process.env[options.clientSecretEnv];
  if (value !== undefined) return value;
  throw new SignetError('usage', `the environment has no ${options.clientSecretEnv}`);
}

async function readTransport(options: TokenOptions): Promise<TransportOptions> {
  const timeoutSeconds = parseDuration(options.timeout ?? '30');
  if (timeoutSeconds === undefined || timeoutSeconds === 0) {
    throw new SignetError('time-not-understood', `--timeout ${options.timeout} is no duration`, {
      hint: 'write 30s or 1m',
    });
  }
  return {
    insecure: options.insecure ?? false,
    timeoutSeconds,
    ...(options.ca === undefined ? {} : { ca: new TextDecoder().decode(await readInputFile(options.ca)) }),
  };
}

function printSnippet(options: TokenOptions): void {
  if (options.print !== 'curl') {
    throw new SignetError('usage', `--print ${options.print} is not known here`, { hint: 'use curl' });
  }
  const { grant } = options;
  if (grant !== 'jwt-bearer' && grant !== 'refresh-token' && grant !== 'client-credentials') {
    throw new SignetError('usage', `--grant ${grant} is not known here`);
  }
  const snippet = printCurl({
    endpoint: options.endpoint,
    grant,
    auth: {
      method: authMethod(options.auth),
      ...(options.clientId === undefined ? {} : { clientId: options.clientId }),
    },
    query: options.query.map(toPair),
    params: options.param.map(toPair),
    insecure: options.insecure ?? false,
  });
  printAnswer(options, { language: 'curl', snippet }, () => printLine(snippet));
}

function toPair(text: string): Pair {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new SignetError('usage', `${text} is not NAME=VALUE`);
}

function printExchange(
  exchange: Omit<TokenExchange, 'request' | 'response'>,
  trace: readonly TracedMessage[],
): void {
  for (const message of trace) printMessage(message);
  const { status, format, timing, error } = exchange;
  printLine(paint(exchange.ok ? 'green' : 'red', `${status} · ${format} · ${timing.total} ms`));
  printFacts(
    Object.entries(exchange.tokens).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  if (error) printFacts(Object.entries(error));
  for (const { cause, fix, reference } of exchange.explanation ?? []) {
    printLine(
      `\n${paint('bold', cause)}${reference === undefined ? '' : paint('dim', ` [${reference}]`)}\n  ${fix}`,
    );
  }
}

function printMessage({ line, headers, body }: TracedMessage): void {
  printLine(
    paint('dim', [line, ...headers.map(([name, value]) => `${name}: ${value}`), '', body, ''].join('\n')),
  );
}
