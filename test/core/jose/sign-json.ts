import { type SigningKey, type SignOptions, signTexts } from '../../../core/jose/sign-token.ts';
import type { JsonObject, JsonValue } from '../../../shared/base/json.ts';
import type { SignedToken } from '../../../shared/contract/jose.ts';

/** Signs header and claims as they are: what tests of verifying are given. */
export function signToken(
  key: SigningKey,
  header: JsonObject,
  claims: JsonValue,
  options: SignOptions = {},
): Promise<SignedToken> {
  const payload = new TextEncoder().encode(JSON.stringify(claims));
  return signTexts(key, { header: JSON.stringify(header), payload }, options);
}
