import { SignetError } from '../../shared/contract/signet-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../shared/jwt/json.ts';
import { requestUrl } from '../../shared/oauth/token-request.ts';
import { exchangeHttp } from '../endpoint/http-exchange.ts';
import type { StoreEntry } from '../keystore/key-store.ts';

export interface FetchOptions {
  readonly insecure?: boolean;
  /** Extra trusted certificates, PEM. */
  readonly ca?: string;
  readonly signal?: AbortSignal;
}

/**
 * Fetches a JWK set (RFC 7517 section 5), because the user named its address: never because a token did.
 * @throws SignetError `endpoint-not-a-url`, `keys-not-found`, and the errors of an exchange
 */
export async function fetchJwks(url: string, options: FetchOptions = {}): Promise<readonly StoreEntry[]> {
  const document = await fetchJson(url, options);
  if (!Array.isArray(document.keys)) throw notFound(url, 'it has no JWK set: no member "keys"');
  const { readKeyStore } = await import('../keystore/read-key-store.ts');
  return (await readKeyStore(new TextEncoder().encode(JSON.stringify(document)), {})).entries;
}

/**
 * Fetches the JWK set that an issuer's discovery document names (OpenID Connect Discovery section 4, RFC 8414).
 * @throws SignetError as {@link fetchJwks}; `keys-not-found` also when the document is for another issuer
 */
export async function discoverJwks(
  issuer: string,
  options: FetchOptions = {},
): Promise<readonly StoreEntry[]> {
  const base = issuer.replace(/\/$/, '');
  const url = `${base}/.well-known/openid-configuration`;
  const document = await fetchJson(url, options);
  // A document for another issuer must not vouch for this one (OpenID Connect Discovery section 4.3).
  if (typeof document.issuer !== 'string' || document.issuer.replace(/\/$/, '') !== base) {
    throw notFound(url, `it is for the issuer ${JSON.stringify(document.issuer)}`);
  }
  if (typeof document.jwks_uri !== 'string') throw notFound(url, 'it names no jwks_uri');
  return fetchJwks(document.jwks_uri, options);
}

async function fetchJson(address: string, options: FetchOptions): Promise<JsonObject> {
  const url = requestUrl(address);
  if (url === undefined) {
    throw new SignetError('endpoint-not-a-url', `${JSON.stringify(address)} is no http or https URL`, {
      hint: 'write it whole, as in https://issuer.example/jwks',
    });
  }
  const { status, body } = await exchangeHttp({
    method: 'GET',
    url,
    headers: { Accept: 'application/json' },
    ...options,
  });
  if (status < 200 || status > 299) throw notFound(address, `it answered with status ${status}`);
  const parsed = parseJson(body);
  if (!parsed.ok || !isJsonObject(parsed.value)) throw notFound(address, 'it is not a JSON object');
  return parsed.value;
}

function notFound(url: string, why: string): SignetError {
  return new SignetError('keys-not-found', `no keys were found at ${url}: ${why}`, {
    hint: 'check the address in a browser',
  });
}
