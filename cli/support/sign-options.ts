import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { deriveParameters } from '../../core/jose/header-parameters.ts';
import type { StoreEntry } from '../../core/key/key-store.ts';
import { findAnyServer } from '../../core/servers/own-servers.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { SignedToken } from '../../shared/contract/jose.ts';
import { algorithmsForKey } from '../../shared/jwt/algorithms.ts';
import type { DerivedParameter } from '../../shared/jwt/fix.ts';
import { parseDuration } from '../../shared/jwt/time-expression.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import { checkAgainstServer } from '../../shared/servers/check-against-server.ts';
import { resolvePreset } from '../../shared/servers/resolve-preset.ts';
import type { Server } from '../../shared/servers/server.ts';
import { readInputFile } from './input.ts';
import { readHeaderOption, readJsonOption } from './json-option.ts';
import { addKeyOptions, type KeyOptions, readKeyOptions } from './key-options.ts';
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
    .option('--kid [value]', 'sets kid: the value given, or the key’s thumbprint (RFC 7638)')
    .option('--x5t', 'adds the certificate’s SHA-1 thumbprint')
    .option('--x5t-s256', 'adds the certificate’s SHA-256 thumbprint')
    .option('--x5c', 'adds the certificate chain')
    .option('--payload <file>', 'sign this file’s bytes instead of claims; - for standard input')
    .option('--detached', 'leave the payload out of the token')
    .option('--unencoded', 'sign the payload without encoding it (RFC 7797)')
    .option('--server <name>', 'starts from a known server’s preset, and checks its rules')
    .option('--allow-weak-key', 'sign even with a key that is too small');
}

export interface SignSurroundings {
  /** The key, where it was found already. */
  readonly entry?: StoreEntry;
  /** Claims that go without saying: those of the options go over them, and they over `iss`, `sub` and `aud` of a preset. */
  readonly defaults?: JsonObject;
}

/** Composes and signs what the options say. */
export async function signByOptions(
  options: SignOptions,
  { entry: found, defaults }: SignSurroundings = {},
): Promise<SignedToken> {
  const [{ signTexts }, { signingKeyOf }] = await Promise.all([
    import('../../core/jose/sign-token.ts'),
    import('../../core/jose/entry-keys.ts'),
  ]);
  const now = currentSeconds();
  const server = options.server === undefined ? undefined : await findAnyServer(signetHome(), options.server);
  const entry = found ?? (await readKeyOptions(options, ['key', 'secret']));
  const signingKey = await signingKeyOf(entry);
  const { description } = signingKey;

  const given = await readHeaderOption(options.header);
  const algorithm =
    options.algorithm ??
    given.alg ??
    presetAlgorithm(server, description) ??
    algorithmsForKey(description)[0];
  const preset = server && resolvePreset(server, { now, freshId: randomUUID });
  const header: JsonObject = {
    ...preset?.header,
    alg: algorithm ?? 'RS256',
    ...given,
    ...(await deriveParameters(presetParameters(server, given, entry.chain), entry, description.thumbprint)),
    ...(await deriveParameters(wantedParameters(options), entry, description.thumbprint)),
    ...(typeof options.kid === 'string' ? { kid: options.kid } : {}),
    ...(options.unencoded ? { b64: false, crit: ['b64'] } : {}),
    ...(options.algorithm === undefined ? {} : { alg: options.algorithm }),
  };
  const claims =
    options.payload === undefined
      ? await readClaims(options, preset?.claims ?? {}, now, defaults)
      : undefined;
  const payload =
    claims === undefined
      ? await readInputFile(options.payload ?? '-')
      : new TextEncoder().encode(JSON.stringify(claims));
  const signed = await signTexts(
    signingKey,
    { header: JSON.stringify(header), payload },
    { allowWeakKey: options.allowWeakKey ?? false, detached: options.detached ?? false },
  );
  const byServer =
    server && isJsonObject(claims)
      ? checkAgainstServer(server, header, claims, now, { key: description })
      : [];
  return { ...signed, findings: [...signed.findings, ...byServer] };
}

function presetAlgorithm(
  server: Server | undefined,
  key: Parameters<typeof algorithmsForKey>[0],
): string | undefined {
  return server?.rules.algorithms.find((each) => algorithmsForKey(key).includes(each));
}

/** What the server's preset derives from the key. Without a certificate, the rules will say that its thumbprint is missing. */
function presetParameters(
  server: Server | undefined,
  given: JsonObject,
  chain: readonly Uint8Array[],
): readonly DerivedParameter[] {
  const wanted = server?.preset.derive ?? [];
  return wanted.filter((name) => given[name] === undefined && (name === 'kid' || chain.length > 0));
}

export function wantedParameters(options: SignOptions): readonly DerivedParameter[] {
  return [
    ...(options.kid === true ? (['kid'] as const) : []),
    ...(options.x5t ? (['x5t'] as const) : []),
    ...(options.x5tS256 ? (['x5t#S256'] as const) : []),
    ...(options.x5c ? (['x5c'] as const) : []),
  ];
}

async function readClaims(
  options: SignOptions,
  preset: JsonObject,
  now: number,
  defaults: JsonObject | undefined,
): Promise<JsonValue> {
  const base =
    options.claims === undefined
      ? overPreset(preset, defaults)
      : await readJsonOption(options.claims, 'claims-not-json', 'the claims');
  const added = addedClaims(options, now);
  if (isJsonObject(base)) return { ...defaults, ...base, ...added };
  if (Object.keys(added).length === 0) return base;
  throw new SignetError('claims-not-json', 'claims can be added only to a JSON object');
}

/** A preset knows how long a server lets a token live; whose token it is, it can only guess. */
function overPreset(preset: JsonObject, defaults: JsonObject | undefined): JsonObject {
  if (defaults === undefined) return preset;
  const { iss: _iss, sub: _sub, aud: _aud, ...rest } = preset;
  return rest;
}

function addedClaims(options: SignOptions, now: number): JsonObject {
  const claims: Record<string, JsonValue> = {};
  for (const text of options.claim ?? []) {
    const [, name, any, value = ''] = /^([^=:]+|[^=]+?)(:?)=(.*)$/s.exec(text) ?? [];
    if (name === undefined) throw new SignetError('usage', `--claim ${text} is not N=V or N:=JSON`);
    const parsed = any === ':' ? parseJson(value) : ({ ok: true, value } as const);
    if (!parsed.ok)
      throw new SignetError('claims-not-json', `the claim ${name} is not JSON: ${parsed.message}`);
    claims[name] = parsed.value;
  }
  if (options.issuedNow) claims.iat = now;
  if (options.expiresIn !== undefined) {
    const seconds = parseDuration(options.expiresIn.replace(/^\+/, ''));
    if (seconds === undefined) {
      throw new SignetError('time-not-understood', `${options.expiresIn} is no duration`, {
        hint: 'write 90s, 5m or 1h',
      });
    }
    claims.exp = now + seconds;
  }
  if (options.jti !== undefined) claims.jti = options.jti === true ? randomUUID() : String(options.jti);
  return claims;
}

export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
