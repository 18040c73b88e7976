import { randomUUID } from 'node:crypto';
import type { Recipe } from '../../shared/contract/endpoint.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { algorithmsForKey } from '../../shared/jwt/algorithms.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../shared/jwt/json.ts';
import { resolveTime } from '../../shared/jwt/time-expression.ts';
import { signingKeyOf } from '../jose/entry-keys.ts';
import { deriveParameters } from '../jose/header-parameters.ts';
import { signToken } from '../jose/sign-token.ts';
import type { StoreEntry } from '../keystore/key-store.ts';

/** What is signed with a key that has been found. */
export type Composition = Partial<Omit<Recipe, 'entry'>>;

/**
 * Signs a composition: its time expressions resolved, a `jti` of `uuid` made afresh.
 * @param now seconds since the epoch
 * @param defaults claims that the composition's own go over
 * @throws SignetError `header-not-json`, `claims-not-json`, `time-not-understood`, and the errors of signing
 */
export async function signRecipe(
  entry: StoreEntry,
  { header = '{}', claims = '{}', add = [], allowWeakKey = false }: Composition,
  now: number,
  defaults: JsonObject = {},
): Promise<string> {
  const key = await signingKeyOf(entry);
  const derived = deriveParameters(add, entry.chain, key.description.thumbprint);
  const usual = { alg: algorithmsForKey(key.description)[0] ?? 'RS256' };
  const { token } = await signToken(
    key,
    { ...usual, ...readObject(header, 'header-not-json', 'the header'), ...derived },
    freshClaims({ ...defaults, ...readObject(claims, 'claims-not-json', 'the claims') }, now),
    { allowWeakKey },
  );
  return token;
}

/** @throws SignetError with the code given */
export function readObject(
  text: string,
  code: 'header-not-json' | 'claims-not-json',
  what: string,
): JsonObject {
  const parsed = parseJson(text);
  if (parsed.ok && isJsonObject(parsed.value)) return parsed.value;
  throw new SignetError(
    code,
    parsed.ok ? `${what} is not a JSON object` : `${what} is not JSON: ${parsed.message} at ${parsed.at}`,
    parsed.ok ? {} : { details: { at: parsed.at } },
  );
}

function freshClaims(claims: JsonObject, now: number): JsonObject {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, freshClaim(name, value, now)]),
  );
}

function freshClaim(name: string, value: JsonValue, now: number): JsonValue {
  if (name === 'jti' && value === 'uuid') return randomUUID();
  const isTime =
    ['exp', 'nbf', 'iat'].includes(name) && typeof value === 'string' && /^(?:[+-]|now)/.test(value);
  if (!isTime) return value;
  const seconds = resolveTime(value, now);
  if (seconds !== undefined) return seconds;
  throw new SignetError('time-not-understood', `the claim ${name} is no time`, {
    hint: 'write it as now, +5m, or seconds since 1970',
  });
}
