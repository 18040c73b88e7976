import { isJsonObject, type JsonObject, parseJson } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { RemoteKey } from '../../shared/contract/jose.ts';
import { redactUrl } from '../../shared/oauth/redact.ts';
import { requireUrl } from '../../shared/oauth/token-request.ts';
import { exchangeHttp } from '../http/http-exchange.ts';
import type { StoreEntry } from '../key/key-store.ts';
import { discoveryUrls } from './fetch-plan.ts';

interface FetchOptions {
  readonly secondsLeft: () => number;
  readonly insecure?: boolean;
  /** Extra trusted certificates, PEM. */
  readonly ca?: string;
  readonly signal?: AbortSignal;
}

/** For the JWK set, with the metadata before it. */
const totalSeconds = 30;

/**
 * Fetches a JWK set (RFC 7517 section 5), by its address or by the discovery document of an issuer (OpenID Connect
 * Discovery section 4, RFC 8414): because the user named it, never because a token did.
 * @throws SignetError `endpoint-not-a-url`, `keys-not-found` (also when the document is for another issuer), and the errors
 * of an exchange
 */
export async function fetchKeys(key: RemoteKey, signal?: AbortSignal): Promise<readonly StoreEntry[]> {
  const { insecure, ca } = key;
  const started = performance.now();
  const options: FetchOptions = {
    // One limit for all of the requests.
    secondsLeft: () => Math.max(1, totalSeconds - (performance.now() - started) / 1000),
    ...(insecure === undefined ? {} : { insecure }),
    ...(ca === undefined ? {} : { ca }),
    ...(signal === undefined ? {} : { signal }),
  };
  return fetchJwks('jwks' in key ? key.jwks : await discoverJwksUri(key.issuer, options), options);
}

async function fetchJwks(url: string, options: FetchOptions): Promise<readonly StoreEntry[]> {
  const document = await fetchJson(url, options);
  if (!Array.isArray(document.keys)) throw notFound(url, 'it has no JWK set: no member "keys"');
  const { readKeyStore } = await import('../keystore/read/read-key-store.ts');
  return (await readKeyStore(new TextEncoder().encode(JSON.stringify(document)), {})).entries;
}

async function discoverJwksUri(issuer: string, options: FetchOptions): Promise<string> {
  const [url, otherUrl] = discoveryUrls(issuer);
  const document = await fetchJson(url, options).catch(async (thrown) => {
    if (!(thrown instanceof SignetError) || thrown.code !== 'keys-not-found') throw thrown;
    // The first place's failure is told: it is the one that most issuers have.
    return fetchJson(otherUrl, options).catch(() => Promise.reject(thrown));
  });
  // A document for another issuer must not vouch for this one (OpenID Connect Discovery section 4.3).
  if (typeof document.issuer !== 'string' || withoutSlash(document.issuer) !== withoutSlash(issuer.trim())) {
    throw notFound(url, `it is for the issuer ${JSON.stringify(document.issuer)?.slice(0, 200)}`);
  }
  if (typeof document.jwks_uri !== 'string') throw notFound(url, 'it names no jwks_uri');
  return document.jwks_uri;
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

async function fetchJson(address: string, { secondsLeft, ...options }: FetchOptions): Promise<JsonObject> {
  const { status, body } = await exchangeHttp({
    method: 'GET',
    url: requireUrl(address),
    headers: { Accept: 'application/json' },
    timeoutSeconds: secondsLeft(),
    ...options,
  });
  if (status < 200 || status > 299) throw notFound(address, `it answered with status ${status}`);
  const parsed = parseJson(body);
  if (!parsed.ok || !isJsonObject(parsed.value)) throw notFound(address, 'it is not a JSON object');
  return parsed.value;
}

function notFound(url: string, why: string): SignetError {
  return new SignetError('keys-not-found', `no keys were found at ${redactUrl(url)}: ${why}`, {
    hint: 'check the address in a browser',
  });
}
