import { randomUUID } from 'node:crypto';
import type { Recipe } from '../../shared/contract/endpoint.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { algorithmsForKey } from '../../shared/jwt/algorithms.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../shared/jwt/json.ts';
import { resolveClaims } from '../../shared/jwt/resolve-claims.ts';
import { signingKeyOf } from '../jose/entry-keys.ts';
import { deriveParameters } from '../jose/header-parameters.ts';
import { signToken } from '../jose/sign-token.ts';
import type { StoreEntry } from '../keystore/key-store.ts';

/** What is signed with a key that has been found. */
export type Composition = Partial<Omit<Recipe, 'entry'>>;

/**
 * Signs a composition: its time expressions resolved, a `jti` of `{uuid}` made afresh.
 * @param now seconds since the epoch
 * @param defaults claims that the composition's own go over
 * @throws SignetError `header-not-json`, `claims-not-json`, and the errors of signing
 */
export async function signRecipe(
  entry: StoreEntry,
  { header = '{}', claims = '{}', add = [], allowWeakKey = false }: Composition,
  now: number,
  defaults: JsonObject = {},
): Promise<string> {
  const key = await signingKeyOf(entry);
  const derived = await deriveParameters(add, entry, key.description.thumbprint);
  const usual = { alg: algorithmsForKey(key.description)[0] ?? 'RS256' };
  const given = resolveClaims(claims, now, randomUUID).text;
  const { token } = await signToken(
    key,
    { ...usual, ...readObject(header, 'header-not-json', 'the header'), ...derived },
    { ...defaults, ...readObject(given, 'claims-not-json', 'the claims') },
    { allowWeakKey },
  );
  return token;
}

/** @throws SignetError with the code given */
function readObject(text: string, code: 'header-not-json' | 'claims-not-json', what: string): JsonObject {
  const parsed = parseJson(text);
  if (parsed.ok && isJsonObject(parsed.value)) return parsed.value;
  throw new SignetError(
    code,
    parsed.ok ? `${what} is not a JSON object` : `${what} is not JSON: ${parsed.message} at ${parsed.at}`,
    parsed.ok ? {} : { details: { at: parsed.at } },
  );
}
