import { readMembers, setRawValue } from '../../shared/base/edit-json.ts';
import { freshId } from '../../shared/jwt/resolve-claims.ts';
import type { NamedTokenRequest } from '../../shared/oauth/request-model.ts';

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
  return (readMembers(claims) ?? []).reduce((text, { name, raw }) => {
    const fresh = freshClaim(String(name), raw, passed);
    return fresh === undefined ? text : setRawValue(text, [name], fresh);
  }, claims);
}

/** The claim's new JSON text; undefined where it stays. */
function freshClaim(name: string, raw: string, passed: number): string | undefined {
  if (name === 'jti') return JSON.stringify(freshId);
  if (!['exp', 'nbf', 'iat'].includes(name)) return undefined;
  if (/^\d{1,12}(?:\.\d+)?$/.test(raw)) return String(Number(raw) + passed);
  // Some servers are sent times as strings.
  const [, digits] = /^"(\d{1,12})"$/.exec(raw) ?? [];
  return digits === undefined ? undefined : JSON.stringify(String(Number(digits) + passed));
}
