import { SignetError } from '../../shared/base/signet-error.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import { explainAnswer } from '../../shared/oauth/explain-answer.ts';
import type { OAuthError, ResourceExchange } from '../../shared/oauth/token-exchange.ts';
import type { Pair } from '../../shared/oauth/token-request.ts';
import { requireUrl } from '../../shared/oauth/token-request.ts';
import { exchangeHttp, type HttpExchangeRequest } from '../http/http-exchange.ts';
import { keepNonce, proveDpop, type TransportOptions } from './post-form.ts';
import { createRedactor, redactValue } from './redaction/redactor.ts';
import { headerOf, traceExchange } from './trace.ts';

export interface ResourceRequest {
  readonly url: string;
  readonly method: HttpExchangeRequest['method'];
  readonly accessToken: string;
  readonly headers?: readonly Pair[];
  readonly body?: string;
}

/**
 * Calls a protected resource with an access token: as `Bearer` (RFC 6750 section 2.1), or as `DPoP` with a proof that
 * names the token (RFC 9449 section 7). A resource that wants a nonce is asked once more.
 * @throws SignetError `endpoint-not-a-url`, `invalid-input` for headers that HTTP does not take, and the errors of an exchange
 */
export async function callResource(
  request: ResourceRequest,
  transport: TransportOptions = {},
): Promise<ResourceExchange> {
  const url = requireUrl(request.url);
  const { exchange: first, secrets: firstSecrets } = await attempt(url, request, transport);
  if (first.error?.error !== 'use_dpop_nonce' || !transport.dpop) return first;
  const second = await attempt(url, request, transport, firstSecrets);
  const { status, request: sent, response } = first;
  return { ...second.exchange, earlier: { status, request: sent, response } };
}

async function attempt(
  url: string,
  { method, accessToken, headers = [], body }: ResourceRequest,
  { dpop, now = currentSeconds, ...transport }: TransportOptions,
  earlier: readonly string[] = [],
): Promise<{ readonly exchange: ResourceExchange; readonly secrets: readonly string[] }> {
  const proof = dpop && (await proveDpop(dpop, { method, url, accessToken, now: now() }));
  const exchange = await exchangeHttp({
    method,
    url,
    headers: {
      'User-Agent': 'Signet',
      Accept: 'application/json, */*;q=0.8',
      ...checkedHeaders(headers),
      Authorization: `${proof === undefined ? 'Bearer' : 'DPoP'} ${checkedToken(accessToken)}`,
      ...(proof === undefined ? {} : { DPoP: proof }),
    },
    ...(body === undefined ? {} : { body }),
    ...transport,
  });
  keepNonce(dpop, url, exchange);
  const { status } = exchange;
  const ok = status >= 200 && status < 300;
  const authenticate = headerOf(exchange, 'www-authenticate');
  const { proxy, timeoutSeconds, signal } = transport;
  const { facts, reply, secrets } = await traceExchange({
    method,
    url,
    exchange,
    body: body ?? '',
    proxy,
    timeoutSeconds,
    signal,
    earlier,
    showsBody: true,
  });
  const redactor = createRedactor(secrets);
  const error = readChallenge(authenticate);
  return {
    exchange: {
      ...facts,
      ok,
      contentType: redactValue(headerOf(exchange, 'content-type'), redactor),
      body: reply.body,
      ...(error === undefined ? {} : { error: redactValue(error, redactor) }),
      ...(ok
        ? {}
        : {
            explanation: redactValue(
              explainAnswer(
                { status, answer: reply.answer, body: exchange.body, authenticate },
                { endpoint: url, resource: true },
              ),
              redactor,
            ),
          }),
    },
    secrets,
  };
}

// What would end the header, or begin another.
function checkedToken(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new SignetError('invalid-input', 'this is no access token', {
    hint: 'it is one word of ASCII: RFC 6750 section 2.1',
  });
}

function checkedHeaders(headers: readonly Pair[]): Record<string, string> {
  const own = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'authorization', 'dpop']);
  for (const [name, value] of headers) {
    const sound = /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value);
    if (sound && !own.has(name.toLowerCase())) continue;
    throw new SignetError(
      'invalid-input',
      `the header ${JSON.stringify(name.slice(0, 100))} cannot be sent`,
      {
        hint: sound
          ? 'Signet sets this one itself'
          : 'names are letters, digits and dashes; values are ASCII',
      },
    );
  }
  return Object.fromEntries(headers);
}

/** `WWW-Authenticate: Bearer error="invalid_token", error_description="…"` (RFC 6750 section 3). */
function readChallenge(header: string): OAuthError | undefined {
  const members = Object.fromEntries(
    [...header.slice(0, 4096).matchAll(/\b(error(?:_description|_uri)?)="([^"]*)"/g)].map(
      ([, name, value]) => [name, value],
    ),
  );
  const { error, error_description, error_uri } = members;
  if (error === undefined) return undefined;
  return {
    error,
    ...(error_description === undefined ? {} : { error_description }),
    ...(error_uri === undefined ? {} : { error_uri }),
  };
}
