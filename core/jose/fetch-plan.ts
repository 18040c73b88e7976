import type { FetchPlan, KeyPlace, RemoteKey } from '../../shared/contract/jose.ts';
import { decodeToken } from '../../shared/jwt/decode-token.ts';
import { requestUrl, requireUrl } from '../../shared/oauth/token-request.ts';

/** What fetching keys would request, in order. @throws SignetError `endpoint-not-a-url` */
export function planFetch(key: RemoteKey): FetchPlan {
  if ('jwks' in key) return { requests: [{ url: requireUrl(key.jwks), purpose: 'the JWK set' }] };
  const [discovery, fallback] = discoveryUrls(key.issuer);
  return {
    requests: [
      { url: discovery, purpose: 'the issuer’s discovery document' },
      { url: fallback, purpose: 'the same in its other place, if it is not in the first' },
      { url: null, purpose: 'the JWK set that the document names (jwks_uri)' },
    ],
  };
}

/**
 * Where an issuer's metadata can stand: behind its path (OpenID Connect Discovery section 4), and between its host and
 * its path (RFC 8414 section 3.1). @throws SignetError `endpoint-not-a-url`
 */
export function discoveryUrls(issuer: string): readonly [string, string] {
  const { origin, pathname } = new URL(requireUrl(issuer));
  const path = pathname.replace(/\/$/, '');
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

/** Where a token says that its key can be fetched: its `jku`, `x5u`, and `iss` where that is a URL. */
export function keyPlacesOf(token: string): readonly KeyPlace[] {
  const { header, claims } = decodeToken(token);
  const places: KeyPlace[] = [];
  const add = (parameter: KeyPlace['parameter'], value: unknown, key?: (url: string) => RemoteKey) => {
    const url = typeof value === 'string' ? requestUrl(value) : undefined;
    if (url !== undefined) places.push({ parameter, url, ...(key ? { key: key(String(value)) } : {}) });
  };
  add('jku', header?.jku, (jwks) => ({ jwks }));
  add('x5u', header?.x5u);
  add('iss', claims?.iss, (issuer) => ({ issuer }));
  return places;
}
