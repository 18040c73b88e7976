import type { Command } from 'commander';
import type { StoreEntry } from '../../core/key/key-store.ts';
import { findAnyServer } from '../../core/servers/own-servers.ts';
import { readChildren, setMember, setRawValue } from '../../shared/base/edit-json.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../shared/base/json.ts';
import { readJson, readJsonObject } from '../../shared/base/read-json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { ComposedToken } from '../../shared/contract/jose.ts';
import type { DerivedParameter } from '../../shared/jwt/fix.ts';
import { parseDuration } from '../../shared/jwt/time-expression.ts';
import { overlay } from '../../shared/oauth/client-assertion.ts';
import { type CompositionUse, serverFor } from '../../shared/servers/check-composition.ts';
import { presetParameters, type Server } from '../../shared/servers/server.ts';
import { fillTemplate } from '../../shared/servers/text-pattern.ts';
import { readInputFile } from './input.ts';
import { readTextOption } from './json-option.ts';
import { addKeyOptions, dashed, type KeyOptions, readKeyOptions, sourceNames } from './key-options.ts';
import { signetHome } from './open-vault.ts';

export interface SignOptions extends KeyOptions {
  readonly algorithm?: string;
  readonly header?: string;
  readonly claims?: string;
  readonly claim?: readonly string[];
  readonly expiresIn?: string;
  readonly issuedNow?: boolean;
  readonly jti?: boolean | string;
  readonly kid?: boolean | string;
  readonly x5t?: boolean;
  readonly x5tS256?: boolean;
  readonly x5c?: boolean;
  readonly server?: string;
  readonly payload?: string;
  readonly detached?: boolean;
  readonly unencoded?: boolean;
  readonly allowWeakKey?: boolean;
  readonly crit?: readonly string[];
  readonly unsigned?: boolean;
}

export function addSignOptions(command: Command): Command {
  return addKeyOptions(command)
    .option('--algorithm <name>', 'RS256, ES256, EdDSA, HS256, …; the key’s usual one if left out')
    .option('--header <json>', 'header parameters: JSON, or @FILE')
    .option('--claims <json>', 'claims: JSON, @FILE, or - for standard input')
    .option('--claim <name=value>', 'one claim: N=V a string, N:=JSON any JSON', collect, [])
    .option('--expires-in <duration>', 'sets exp: 90s, 5m, 1h')
    .option('--issued-now', 'sets iat to now')
    .option('--jti [value]', 'sets jti: the value given, or a fresh UUID')
    .option('--kid [value]', 'sets kid: the value given, or the key’s own, or its thumbprint (RFC 7638)')
    .option('--x5t', 'adds the certificate’s SHA-1 thumbprint')
    .option('--x5t-s256', 'adds the certificate’s SHA-256 thumbprint')
    .option('--x5c', 'adds the certificate chain')
    .option('--payload <file>', 'sign this file’s bytes instead of claims; - for standard input')
    .option('--detached', 'leave the payload out of the token')
    .option('--unencoded', 'sign the payload without encoding it (RFC 7797)')
    .option('--server <name>', 'starts from a known server’s preset, and checks its rules')
    .option('--unsigned', 'do not sign: alg none, to see whether a server refuses it')
    .option('--crit <name>', 'declare a critical header parameter understood', collect, [])
    .option('--allow-weak-key', 'sign even with a key that is too small');
}

export interface SignSurroundings {
  /** What the token is for, where it is sent. */
  readonly use?: CompositionUse;
  readonly endpoint?: string;
  /** What is known for the preset's placeholders: `client_id`. */
  readonly known?: Readonly<Record<string, string>>;
}

/** Composes and signs what the options say. */
export async function signByOptions(
  options: SignOptions,
  { use, endpoint, known = {} }: SignSurroundings = {},
): Promise<ComposedToken> {
  const { composeAssertion } = await import('../../core/jose/compose-assertion.ts');
  const server = serverFor(use, await serverOf(options));
  if (options.unsigned) return composeUnsignedToken(options);
  const entry = await readKeyOptions(options, ['key', 'secret']);
  const wishes = await readWishes(options);
  const preset = server && presetTexts(server, entry, known);
  const claims =
    options.claims === undefined ? overlay(preset?.claims ?? '{}', wishes.claims) : wishes.claims;
  return composeAssertion(
    {
      header: overlay(preset?.header ?? '{}', wishes.header),
      claims: withAccount(claims, entry),
      ...(options.payload === undefined ? {} : { payload: await readInputFile(options.payload) }),
      add: [...new Set([...derivedByPreset(server, wishes.header, entry), ...wishes.add])],
      allowWeakKey: options.allowWeakKey ?? false,
      detached: options.detached ?? false,
      critical: options.crit ?? [],
    },
    entry,
    {
      server,
      endpoint,
      typed: new Set([...pathsOf('header', wishes.header), ...pathsOf('claims', wishes.claims)]),
      ...(use === undefined ? {} : { use, sending: true }),
    },
  );
}

/** @throws SignetError `usage` beside a key, which would be expected to sign */
async function composeUnsignedToken(options: SignOptions): Promise<ComposedToken> {
  const named = sourceNames.find((name) => options[name] !== undefined);
  if (named !== undefined) {
    throw new SignetError('usage', `--unsigned takes no key, and --${dashed(named)} names one`);
  }
  const { composeUnsigned } = await import('../../core/jose/unsigned-token.ts');
  return composeUnsigned(await readWishes(options));
}

export async function serverOf({ server }: Pick<SignOptions, 'server'>): Promise<Server | undefined> {
  return server === undefined ? undefined : findAnyServer(signetHome(), server);
}

/** What the options say of header and claims, as JSON text. @throws SignetError `header-not-json`, `claims-not-json` */
export async function readWishes(
  options: Omit<SignOptions, 'server'>,
): Promise<{ readonly header: string; readonly claims: string; readonly add: readonly DerivedParameter[] }> {
  let header = options.header === undefined ? '{}' : await readTextOption(options.header);
  readJsonObject(header, 'header-not-json', 'the header');
  if (typeof options.kid === 'string') header = setMember(header, 'kid', options.kid);
  if (options.unencoded) header = setMember(setMember(header, 'b64', false), 'crit', ['b64']);
  if (options.algorithm !== undefined) header = setMember(header, 'alg', options.algorithm);
  const claims = options.claims === undefined ? '{}' : await readTextOption(options.claims);
  return {
    header,
    claims: addClaims(claims, [...namedClaims(options.claim ?? []), ...wantedClaims(options)]),
    add: wantedParameters(options),
  };
}

/** The server's preset as text: its times stay expressions, and it has no `alg`, which follows from the key. */
function presetTexts(
  { preset: { header, claims } }: Server,
  { account }: StoreEntry,
  known: Readonly<Record<string, string>>,
): { readonly header: string; readonly claims: string } {
  const { alg: _alg, ...rest } = header;
  const { iss, sub } = claims;
  const own = account && {
    ...(iss === undefined ? {} : { iss: account.issuer }),
    ...(sub === undefined || account.subject === undefined ? {} : { sub: account.subject }),
  };
  const filled = (members: JsonObject) =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => [
        name,
        typeof value === 'string' ? fillTemplate(value, known) : value,
      ]),
    );
  return { header: JSON.stringify(filled(rest)), claims: JSON.stringify({ ...filled(claims), ...own }) };
}

function pathsOf(part: 'header' | 'claims', text: string): readonly string[] {
  return readChildren(text).map(({ name }) => `${part}.${name}`);
}

/** A service account's file says whom its key signs for. */
function withAccount(claims: string, { account }: StoreEntry): string {
  if (account === undefined) return claims;
  const given = new Set(readChildren(claims).map(({ name }) => name));
  const iss = given.has('iss') ? claims : setMember(claims, 'iss', account.issuer);
  return account.subject === undefined || given.has('sub') ? iss : setMember(iss, 'sub', account.subject);
}

/** What the server's preset derives from the key. Without a certificate, the rules will say that its thumbprint is missing. */
function derivedByPreset(
  server: Server | undefined,
  header: string,
  { chain, jwk }: StoreEntry,
): readonly DerivedParameter[] {
  if (server === undefined) return [];
  const given = new Set(readChildren(header).map(({ name }) => name));
  const about = { hasKid: jwk?.kid !== undefined, hasCertificate: chain.length > 0 };
  return presetParameters(server, about).filter((name) => !given.has(name));
}

function wantedParameters(
  options: Pick<SignOptions, 'kid' | 'x5t' | 'x5tS256' | 'x5c'>,
): readonly DerivedParameter[] {
  return [
    ...(options.kid === true ? (['kid'] as const) : []),
    ...(options.x5t ? (['x5t'] as const) : []),
    ...(options.x5tS256 ? (['x5t#S256'] as const) : []),
    ...(options.x5c ? (['x5c'] as const) : []),
  ];
}

/** `N=V` a string, `N:=JSON` any JSON. @throws SignetError `usage`, `claims-not-json` */
export function namedClaims(
  texts: readonly string[],
  option = '--claim',
): readonly (readonly [name: string, raw: string])[] {
  return texts.map((text) => {
    const [, name, any, value = ''] = /^([^=:]+|[^=]+?)(:?)=(.*)$/s.exec(text) ?? [];
    if (name === undefined) throw new SignetError('usage', `${option} ${text} is not N=V or N:=JSON`);
    if (any !== ':') return [name, JSON.stringify(value)] as const;
    const parsed = parseJson(value);
    if (parsed.ok) return [name, value.trim()] as const;
    throw new SignetError('claims-not-json', `the claim ${name} is not JSON: ${parsed.message}`);
  });
}

function wantedClaims({ issuedNow, expiresIn, jti }: SignOptions): readonly (readonly [string, string])[] {
  return [
    ...(issuedNow ? ([['iat', '"now"']] as const) : []),
    ...(expiresIn === undefined ? [] : ([['exp', JSON.stringify(`+${readDuration(expiresIn)}`)]] as const)),
    ...(jti === undefined ? [] : ([['jti', JSON.stringify(jti === true ? '{uuid}' : jti)]] as const)),
  ];
}

/** `5m`, without a sign. @throws SignetError `time-not-understood` */
export function readDuration(text: string): string {
  const duration = text.replace(/^\+/, '');
  if (parseDuration(duration) !== undefined) return duration;
  throw new SignetError('time-not-understood', `Not a duration: ${text}`, { hint: 'write 90s, 5m or 1h' });
}

export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Adds members to a JSON object's text, each value given as JSON text. @throws SignetError `claims-not-json` */
export function addClaims(text: string, claims: readonly (readonly [name: string, raw: string])[]): string {
  if (claims.length === 0) return text;
  if (!isJsonObject(readJson(text, 'claims-not-json', 'the claims'))) {
    throw new SignetError('claims-not-json', 'claims can be added only to a JSON object');
  }
  return claims.reduce((changed, [name, raw]) => setRawValue(changed, [name], raw), text);
}
