import { isJsonObject, type JsonObject, parseJson } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { type AuthMethod, findAuthMethod } from '../../shared/oauth/client-auth.ts';
import { redactUrl } from '../../shared/oauth/redact.ts';
import type { ServerMetadata } from '../../shared/oauth/server-metadata.ts';
import { requireUrl } from '../../shared/oauth/token-request.ts';
import { exchangeHttp } from '../http/http-exchange.ts';
import type { TransportOptions } from './post-form.ts';
import { createRedactor, redactValue } from './redaction/redactor.ts';
import { secretsOf } from './redaction/sent-secrets.ts';

/**
 * Reads what a server says of itself: OpenID Connect Discovery section 4, then RFC 8414 section 3.
 * @param issuer its identifier, or the address of the document itself
 * @throws SignetError `metadata-not-found`, `endpoint-not-a-url` and the errors of an exchange
 */
export async function discoverServer(
  issuer: string,
  transport: TransportOptions = {},
): Promise<ServerMetadata> {
  const base = requireUrl(issuer).replace(/\/$/, '');
  const tried: string[] = [];
  const { timeoutSeconds = 30 } = transport;
  const started = performance.now();
  for (const url of addressesOf(base)) {
    const document = await fetchDocument(url, {
      ...transport,
      // One limit for both addresses.
      timeoutSeconds: Math.max(1, timeoutSeconds - (performance.now() - started) / 1000),
    });
    if (document === undefined) {
      tried.push(redactUrl(url));
      continue;
    }
    const isDocument = url === base;
    // A document for another issuer must not speak for this one: RFC 8414 section 3.3.
    if (typeof document.issuer !== 'string' || !(isDocument || document.issuer.replace(/\/$/, '') === base)) {
      throw new SignetError('metadata-not-found', `the document at ${redactUrl(url)} is for another issuer`, {
        hint: `it names ${JSON.stringify(document.issuer)?.slice(0, 200)}: was that meant?`,
      });
    }
    return readMetadata(document.issuer, redactUrl(url), document);
  }
  throw new SignetError('metadata-not-found', `${redactUrl(base)} does not describe itself`, {
    hint: 'check the issuer’s address, or type the endpoints by hand',
    details: { tried },
  });
}

function addressesOf(base: string): readonly string[] {
  if (base.includes('/.well-known/')) return [base];
  const { origin, pathname } = new URL(base);
  const path = pathname === '/' ? '' : pathname;
  return [
    `${base}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

async function fetchDocument(
  url: string,
  { dpop: _dpop, now: _now, ...transport }: TransportOptions,
): Promise<JsonObject | undefined> {
  const headers = { 'User-Agent': 'Signet', Accept: 'application/json' };
  const { status, body, sentHeaders } = await exchangeHttp({ method: 'GET', url, headers, ...transport });
  if (status < 200 || status > 299) return undefined;
  const parsed = parseJson(body);
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const secrets = secretsOf({ url, headers: sentHeaders, proxy: transport.proxy });
  return redactValue(parsed.value, createRedactor(secrets));
}

function readMetadata(issuer: string, url: string, document: JsonObject): ServerMetadata {
  const text = (name: string, from: JsonObject = document) => {
    const value = from[name];
    return typeof value === 'string' && value.length <= 4000 ? value : undefined;
  };
  const list = (name: string) => {
    const value = document[name];
    return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
  };
  const aliases = isJsonObject(document.mtls_endpoint_aliases) ? document.mtls_endpoint_aliases : {};
  // RFC 8414 section 2: without the member, client_secret_basic.
  const named =
    document.token_endpoint_auth_methods_supported === undefined
      ? ['client_secret_basic']
      : list('token_endpoint_auth_methods_supported');
  const methods = named.map(findAuthMethod).filter((method): method is AuthMethod => method !== undefined);
  return {
    issuer,
    url,
    ...present({
      tokenEndpoint: text('token_endpoint'),
      introspectionEndpoint: text('introspection_endpoint'),
      revocationEndpoint: text('revocation_endpoint'),
      userinfoEndpoint: text('userinfo_endpoint'),
      jwksUri: text('jwks_uri'),
    }),
    authMethods: [...new Set(methods)],
    authAlgorithms: list('token_endpoint_auth_signing_alg_values_supported'),
    grantTypes: list('grant_types_supported'),
    scopes: list('scopes_supported'),
    dpopAlgorithms: list('dpop_signing_alg_values_supported'),
    mtlsAliases: present({
      tokenEndpoint: text('token_endpoint', aliases),
      introspectionEndpoint: text('introspection_endpoint', aliases),
    }),
    document,
  };
}

function present<T extends Record<string, string | undefined>>(members: T): { [Name in keyof T]?: string } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: string;
  };
}
