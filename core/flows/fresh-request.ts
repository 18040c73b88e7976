import { isJsonObject, type JsonValue, parseJson } from '../../shared/base/json.ts';
import type { NamedTokenRequest } from '../../shared/contract/endpoint.ts';
import { freshId } from '../../shared/jwt/resolve-claims.ts';

/**
 * A request to send again: the times of what it signs moved on by the time that has passed, and a fresh `jti`. Time
 * expressions stay, as they are resolved when they are signed.
 * @param passed seconds since it was sent
 */
export function freshRequest(request: NamedTokenRequest, passed: number): NamedTokenRequest {
  const { grant, auth } = request;
  return {
    ...request,
    grant:
      'sign' in grant
        ? { ...grant, sign: { ...grant.sign, claims: freshen(grant.sign.claims, passed) } }
        : grant,
    auth:
      'claims' in auth && auth.claims !== undefined
        ? { ...auth, claims: freshen(auth.claims, passed) }
        : auth,
  };
}

function freshen(claims: string, passed: number): string {
  const parsed = parseJson(claims);
  if (!parsed.ok || !isJsonObject(parsed.value)) return claims;
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(parsed.value).map(([name, value]) => [name, freshClaim(name, value, passed)]),
    ),
  );
}

function freshClaim(name: string, value: JsonValue, passed: number): JsonValue {
  if (name === 'jti') return freshId;
  if (!['exp', 'nbf', 'iat'].includes(name)) return value;
  if (typeof value === 'number') return value + passed;
  // Some servers are sent times as strings.
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? String(Number(value) + passed) : value;
}
