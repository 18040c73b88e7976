import type { Command } from 'commander';
import type { ProofContext } from '../../core/oauth/credentials.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { withheldGrants } from '../../shared/oauth/snippets/snippet-parts.ts';
import { type Grant, grantTypes } from '../../shared/oauth/token-request.ts';
import { readTokenArgument } from '../support/input.ts';
import { readSecretFile } from '../support/passwords.ts';
import { type SignOptions, signByOptions } from '../support/sign-options.ts';

export interface GrantOptions extends SignOptions {
  readonly grant: string;
  readonly assertion?: string;
  readonly refreshToken?: string;
  readonly refreshTokenFile?: string;
  readonly subjectToken?: string;
  readonly subjectTokenFile?: string;
  readonly subjectTokenType?: string;
  readonly actorToken?: string;
  readonly actorTokenType?: string;
  readonly requestedTokenType?: string;
}

export function addGrantOptions(command: Command): Command {
  return command
    .option('--grant <type>', grantTypes.join(', '), 'jwt-bearer')
    .option('--assertion <token>', 'an assertion that is signed already; - for standard input')
    .option('--refresh-token <token>', 'the refresh token to exchange (others can see it)')
    .option('--refresh-token-file <file>', 'a file that holds the refresh token')
    .option('--subject-token <token>', 'token-exchange: the token to exchange; - for standard input')
    .option('--subject-token-file <file>', 'a file that holds the token to exchange')
    .option('--subject-token-type <type>', 'access_token, jwt, id_token, …, or a whole URN', 'access_token')
    .option('--actor-token <token>', 'token-exchange: the token of the acting party')
    .option('--actor-token-type <type>', 'its type', 'access_token')
    .option('--requested-token-type <type>', 'the type of token wanted');
}

/** @throws SignetError `usage` */
export function readGrantType(name: string): Grant['type'] {
  const type = grantTypes.find((each) => each === name);
  if (type !== undefined) return type;
  throw new SignetError('usage', `--grant ${name} is not known here`, {
    hint: `use ${grantTypes.join(', ')}`,
  });
}

/** @throws SignetError `usage`, `token-needed`, and the errors of signing */
export async function readGrant(
  options: GrantOptions & { readonly clientId?: string },
  { endpoint, onFindings }: Pick<ProofContext, 'endpoint' | 'onFindings'>,
): Promise<Grant> {
  const type = readGrantType(options.grant);
  switch (type) {
    case 'client-credentials':
      return { type };
    case 'jwt-bearer': {
      if (options.assertion !== undefined) return { type, assertion: await readToken(options.assertion) };
      const { clientId } = options;
      const known = clientId === undefined ? {} : { client_id: clientId };
      const { token, findings } = await signByOptions(options, { use: 'grant', endpoint, known });
      onFindings?.(findings);
      return { type, assertion: token };
    }
    case 'on-behalf-of':
      return { type, assertion: await needToken(options.assertion, undefined, '--assertion') };
    case 'refresh-token': {
      const { refreshToken, refreshTokenFile } = options;
      return { type, refreshToken: await needToken(refreshToken, refreshTokenFile, '--refresh-token-file') };
    }
    case 'token-exchange': {
      const { subjectToken, subjectTokenFile } = options;
      return {
        ...exchangeGrant(options),
        subjectToken: await needToken(subjectToken, subjectTokenFile, '--subject-token-file'),
      };
    }
  }
}

/** The same without its tokens, for what is printed and not sent. @throws SignetError `usage` */
export function withheldGrant(options: GrantOptions): Grant {
  const type = readGrantType(options.grant);
  if (type !== 'token-exchange') return withheldGrants[type];
  const { actorToken: _actor, ...grant } = exchangeGrant(options);
  return { ...grant, ...(options.actorToken === undefined ? {} : { actorToken: '' }) };
}

function exchangeGrant(options: GrantOptions): Extract<Grant, { type: 'token-exchange' }> {
  const { actorToken, requestedTokenType } = options;
  return {
    type: 'token-exchange',
    subjectToken: '',
    subjectTokenType: tokenTypeUrn(options.subjectTokenType ?? 'access_token'),
    ...(actorToken === undefined
      ? {}
      : { actorToken, actorTokenType: tokenTypeUrn(options.actorTokenType ?? 'access_token') }),
    ...(requestedTokenType === undefined ? {} : { requestedTokenType: tokenTypeUrn(requestedTokenType) }),
  };
}

/** What a saved flow exchanges, where its grant exchanges anything. */
export async function givenToken(options: GrantOptions): Promise<string | undefined> {
  const file = options.refreshTokenFile ?? options.subjectTokenFile;
  if (file !== undefined) return readSecretFile(file);
  const token = options.assertion ?? options.refreshToken ?? options.subjectToken;
  return token === undefined ? undefined : readToken(token);
}

async function needToken(
  token: string | undefined,
  file: string | undefined,
  option: string,
): Promise<string> {
  if (file !== undefined) return readSecretFile(file);
  if (token !== undefined) return readToken(token);
  throw new SignetError('token-needed', 'there is no token to exchange', { hint: `give it with ${option}` });
}

async function readToken(argument: string): Promise<string> {
  return (await readTokenArgument(argument)).replace(/\s+/g, '');
}

/** RFC 8693 section 3: the last word is enough. */
function tokenTypeUrn(type: string): string {
  return type.includes(':') ? type : `urn:ietf:params:oauth:token-type:${type}`;
}
