import type { Command } from 'commander';
import type { StoreEntry } from '../../core/key/key-store.ts';
import type { Authentication, Credentials, ProofContext } from '../../core/oauth/credentials.ts';
import type { DpopKey } from '../../core/oauth/dpop.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { type ClientAssertionWishes, withAudienceAndLife } from '../../shared/oauth/client-assertion.ts';
import { type AuthMethod, authMethods, findAuthMethod } from '../../shared/oauth/client-auth.ts';
import { readTokenArgument } from '../support/input.ts';
import { openKeyStore, readKeyOptions, type StoreOptions } from '../support/key-options.ts';
import { readSecretFile } from '../support/passwords.ts';
import {
  addClaims,
  collect,
  namedClaims,
  readDuration,
  readWishes,
  type SignOptions,
  serverOf,
} from '../support/sign-options.ts';

export interface DpopOptions extends StoreOptions {
  readonly dpop?: boolean;
  readonly dpopKey?: string;
  readonly alias?: string;
}

export interface ClientOptions extends SignOptions, DpopOptions {
  readonly auth: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly clientSecretFile?: string;
  readonly clientSecretEnv?: string;
  readonly clientKey?: string;
  readonly clientCert?: string;
  readonly clientVault?: string;
  readonly clientAssertion?: string;
  readonly clientAssertionClaim: readonly string[];
  readonly clientAssertionHeader: readonly string[];
  readonly clientAssertionAudience?: string;
  readonly clientAssertionExpiresIn?: string;
}

export function addClientOptions(command: Command): Command {
  return command
    .option('--auth <method>', `client authentication: ${authMethods.join(', ')}`, 'none')
    .option('--client-id <id>', 'the client id')
    .option('--client-secret <secret>', 'the client secret (others can see it)')
    .option('--client-secret-file <file>', 'the client secret is the first line of this file')
    .option('--client-secret-env <name>', 'the client secret is in this environment variable')
    .option(
      '--client-key <file>',
      'the client’s own key, for private_key_jwt and mtls; else the key that signs',
    )
    .option('--client-cert <file>', 'the certificate chain of that key, where its file has none')
    .option('--client-vault <name>', 'the client’s own key is this entry of the vault')
    .option('--client-assertion <token>', 'a client assertion that is signed already')
    .option(
      '--client-assertion-claim <name=value>',
      'one claim of the JWT that authenticates the client',
      collect,
      [],
    )
    .option('--client-assertion-header <name=value>', 'one header parameter of it', collect, [])
    .option('--client-assertion-audience <url>', 'its aud; else what the server’s rule says, or the endpoint')
    .option('--client-assertion-expires-in <duration>', 'its life: 60s, 5m');
}

export function addDpopOptions(command: Command): Command {
  return command
    .option('--dpop', 'send a DPoP proof, with a key made for this request (RFC 9449)')
    .option('--dpop-key <file>', 'send a DPoP proof, with this key');
}

/** @throws SignetError `usage` */
export function readAuthMethod(name: string): AuthMethod {
  const method = findAuthMethod(name);
  if (method !== undefined) return method;
  throw new SignetError('usage', `--auth ${name} is not known here`, {
    hint: `use ${authMethods.join(', ')}`,
  });
}

/**
 * The client's proof at an endpoint.
 * @param shaped whether `--claims`, `--header` and their like shape the client's assertion: where there is no other
 * @throws SignetError `usage`, `key-missing`, and the errors of reading keys
 */
export async function readAuthentication(
  options: ClientOptions,
  context: ProofContext,
  shaped: boolean,
): Promise<Authentication> {
  const { authenticateBy } = await import('../../core/oauth/credentials.ts');
  const server = context.server ?? (await serverOf(options));
  return authenticateBy(await readCredentials(options, shaped), { ...context, server });
}

async function readCredentials(options: ClientOptions, shaped: boolean): Promise<Credentials> {
  const { clientId } = options;
  const method = readAuthMethod(options.auth);
  if (method === 'none') return { method, ...(clientId === undefined ? {} : { clientId }) };
  if (clientId === undefined) throw new SignetError('usage', `--auth ${method} needs --client-id`);
  switch (method) {
    case 'basic':
    case 'post':
      return { method, clientId, clientSecret: await readClientSecret(options) };
    case 'mtls':
      return { method, clientId, key: await readClientKey(options) };
    case 'client_secret_jwt':
    case 'private_key_jwt': {
      if (options.clientAssertion !== undefined) {
        return { method, clientId, assertion: (await readTokenArgument(options.clientAssertion)).trim() };
      }
      const key =
        method === 'private_key_jwt'
          ? await readClientKey(options)
          : secretKey(await readClientSecret(options));
      return { method, clientId, key, wishes: await clientWishes(options, method, shaped) };
    }
  }
}

async function clientWishes(
  options: ClientOptions,
  method: 'client_secret_jwt' | 'private_key_jwt',
  shaped: boolean,
): Promise<ClientAssertionWishes & { readonly allowWeakKey: boolean }> {
  const { algorithm, kid, x5t, x5tS256, x5c, clientKey, clientVault, allowWeakKey = false } = options;
  // Beside an assertion that is granted upon, what names its key names the client's too, where that is the same key.
  const ownKey = method === 'client_secret_jwt' || clientKey !== undefined || clientVault !== undefined;
  const naming = { algorithm, kid, x5t, x5tS256, x5c } as Partial<SignOptions>;
  const given = await readWishes(shaped ? options : ownKey ? {} : naming);
  const wishes = {
    header: addClaims(given.header, namedClaims(options.clientAssertionHeader, '--client-assertion-header')),
    claims: addClaims(given.claims, namedClaims(options.clientAssertionClaim, '--client-assertion-claim')),
    add: method === 'private_key_jwt' ? given.add : [],
  };
  const { clientAssertionAudience: audience, clientAssertionExpiresIn: life } = options;
  const lifetime = life === undefined ? undefined : readDuration(life);
  return { ...withAudienceAndLife(wishes, { audience, lifetime }), allowWeakKey };
}

function secretKey(secret: string): StoreEntry {
  return { alias: 'client secret', kind: 'secret', chain: [], secret: new TextEncoder().encode(secret) };
}

/** The client's own key, or the one that signs. */
export async function readClientKey(options: ClientOptions): Promise<StoreEntry> {
  const { clientKey, clientCert, clientVault } = options;
  if (clientVault !== undefined)
    return (await import('../support/open-vault.ts')).revealVaultEntry(clientVault);
  const entry =
    clientKey === undefined ? await readKeyOptions(options, ['key']) : await findKey(clientKey, options);
  if (clientCert === undefined) return entry;
  const { entries } = await openKeyStore(clientCert, options);
  return { ...entry, chain: entries.flatMap(({ chain }) => chain) };
}

async function findKey(
  file: string,
  options: Pick<DpopOptions, 'alias'> & StoreOptions,
): Promise<StoreEntry> {
  const { findEntry } = await import('../../core/keystore/find-entry.ts');
  return findEntry(await openKeyStore(file, options), options.alias, ['key']);
}

async function readClientSecret(options: ClientOptions): Promise<string> {
  const secret =
    options.clientSecretFile !== undefined
      ? await readSecretFile(options.clientSecretFile)
      : options.clientSecretEnv !== undefined
        ? process.env[options.clientSecretEnv]
        : options.clientSecret;
  if (secret !== undefined) return secret;
  if (options.clientSecretEnv !== undefined) {
    throw new SignetError('usage', `the environment has no ${options.clientSecretEnv}`);
  }
  throw new SignetError('usage', `--auth ${options.auth} needs a client secret`, {
    hint: 'give it with --client-secret-file or --client-secret-env',
  });
}

/** The key for DPoP proofs; undefined where none are wanted. */
export async function readDpopKey(options: DpopOptions): Promise<DpopKey | undefined> {
  if (!options.dpop && options.dpopKey === undefined) return undefined;
  const { makeDpopKey } = await import('../../core/oauth/dpop.ts');
  if (options.dpopKey === undefined) return makeDpopKey();
  const { signingKeyOf } = await import('../../core/jose/entry-keys.ts');
  return makeDpopKey(await signingKeyOf(await findKey(options.dpopKey, options)));
}
