import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../shared/base/json.ts';
import { readJsonObject } from '../../shared/base/read-json.ts';
import type { Recipe } from '../../shared/contract/endpoint.ts';
import { algorithmsForKey } from '../../shared/jwt/algorithms.ts';
import { resolveClaims } from '../../shared/jwt/resolve-claims.ts';
import { signingKeyOf } from '../jose/entry-keys.ts';
import { deriveParameters } from '../jose/header-parameters.ts';
import { signToken } from '../jose/sign-token.ts';
import type { StoreEntry } from '../key/key-store.ts';

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
    { ...usual, ...readJsonObject(header, 'header-not-json', 'the header'), ...derived },
    { ...defaults, ...readJsonObject(given, 'claims-not-json', 'the claims') },
    { allowWeakKey },
  );
  return token;
}
