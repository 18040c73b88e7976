import { SignetError } from '../../shared/contract/signet-error.ts';
import { explainAnswer } from '../../shared/oauth/explain-answer.ts';
import { readAnswer } from '../../shared/oauth/read-answer.ts';
import { isSecretName, redactBody, redactForm, redactHeader, redactUrl } from '../../shared/oauth/redact.ts';
import type { TokenExchange, TracedMessage } from '../../shared/oauth/token-exchange.ts';
import {
  basicCredentials,
  type ClientAuth,
  encodeForm,
  formMembers,
  type Pair,
  requestUrl,
  type TokenRequest,
} from '../../shared/oauth/token-request.ts';
import { findServer } from '../../shared/servers/known-servers.ts';
import { exchangeHttp, type HttpExchange } from './http-exchange.ts';

export interface TransportOptions {
  readonly insecure?: boolean;
  readonly ca?: string;
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

/**
 * Sends a token request (RFC 6749 section 3.2, RFC 7523 section 2.1) and reads whatever comes back.
 * @param server name of a known server, whose texts then explain a failure
 * @throws SignetError `endpoint-not-a-url` and the errors of {@link exchangeHttp}
 */
export async function sendTokenRequest(
  request: TokenRequest,
  { server, ...transport }: TransportOptions & { readonly server?: string } = {},
): Promise<TokenExchange> {
  const known = server === undefined ? undefined : findServer(server);
  const insecure = request.insecure ?? transport.insecure ?? false;
  const sent = await postForm(request.endpoint, request.query ?? [], formMembers(request), request.auth, {
    ...transport,
    insecure,
  });
  const { answer, exchange } = sent;
  const ok =
    exchange.status >= 200 &&
    exchange.status < 300 &&
    answer.error === undefined &&
    typeof answer.members.access_token === 'string';
  return {
    ...sent.summary,
    ok,
    tokens: answer.error ? {} : answer.members,
    ...(answer.error ? { error: answer.error } : {}),
    ...(ok ? {} : { explanation: explainAnswer(exchange.status, answer, exchange.body, known) }),
  };
}

/** Asks an introspection endpoint about a token (RFC 7662 section 2). */
export async function introspectToken(
  endpoint: string,
  token: string,
  auth: ClientAuth,
  transport: TransportOptions = {},
): Promise<TokenExchange> {
  const authMembers = formMembers({ grant: { type: 'client-credentials' }, auth }).slice(1);
  const { answer, exchange, summary } = await postForm(
    endpoint,
    [],
    [['token', token], ...authMembers],
    auth,
    transport,
  );
  const ok = exchange.status >= 200 && exchange.status < 300 && typeof answer.members.active === 'boolean';
  return {
    ...summary,
    ok,
    tokens: answer.members,
    ...(answer.error ? { error: answer.error } : {}),
    ...(ok ? {} : { explanation: explainAnswer(exchange.status, answer, exchange.body) }),
  };
}

async function postForm(
  endpoint: string,
  query: readonly Pair[],
  members: readonly Pair[],
  auth: ClientAuth,
  transport: TransportOptions,
) {
  const url = requestUrl(endpoint, query);
  if (url === undefined) {
    throw new SignetError('endpoint-not-a-url', `${JSON.stringify(endpoint)} is no http or https URL`, {
      hint: 'write it whole, as in https://server.example/oauth2/token',
    });
  }
  const body = encodeForm(members);
  const headers: Record<string, string> = {
    'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
    Accept: 'application/json, application/xml;q=0.9, */*;q=0.8',
    'Content-Length': String(Buffer.byteLength(body)),
    ...(auth.method === 'basic'
      ? {
          Authorization: `Basic ${Buffer.from(basicCredentials(auth.clientId, auth.clientSecret)).toString('base64')}`,
        }
      : {}),
  };
  const exchange = await exchangeHttp({ method: 'POST', url, headers, body, ...transport });
  const answer = await readAnswer(exchange.body, headerOf(exchange, 'content-type'));
  const request: TracedMessage = {
    line: `POST ${redactUrl(url)} HTTP/1.1`,
    headers: redactHeaders(Object.entries(headers)),
    body: redactForm(members),
  };
  const response: TracedMessage = {
    line: `HTTP/${exchange.httpVersion} ${exchange.status} ${exchange.statusText}`.trim(),
    headers: redactHeaders(exchange.headers),
    body: redactBody(exchange.body, answer.members, secretsOf(members, auth)),
  };
  return {
    exchange,
    answer,
    summary: { status: exchange.status, format: answer.format, timing: exchange.timing, request, response },
  };
}

/** What went out and must not be seen when a server quotes it. */
function secretsOf(members: readonly Pair[], auth: ClientAuth): readonly string[] {
  const sent = members.filter(([name]) => isSecretName(name)).map(([, value]) => value);
  return auth.method === 'none' ? sent : [...sent, auth.clientSecret];
}

function redactHeaders(
  headers: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  return headers.map(([name, value]) => [name, redactHeader(name, value)] as const);
}

function headerOf(exchange: HttpExchange, name: string): string {
  return exchange.headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? '';
}
