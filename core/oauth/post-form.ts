import { currentSeconds } from '../../shared/jwt/times.ts';
import { requestParts, writeRequest } from '../../shared/oauth/request-parts.ts';
import type { ExchangeFacts, TokenExchange } from '../../shared/oauth/token-exchange.ts';
import { type ClientAuth, encodeForm, type Pair, requireUrl } from '../../shared/oauth/token-request.ts';
import { exchangeHttp, type HttpExchange, type HttpExchangeRequest } from '../http/http-exchange.ts';
import type { DpopKey, DpopProofOptions } from './dpop.ts';
import type { ReadReply } from './redaction/read-reply.ts';
import { headerOf, traceExchange } from './trace.ts';

/** How a request gets to the server. */
export type TransportOptions = Pick<
  HttpExchangeRequest,
  'insecure' | 'ca' | 'accepted' | 'identity' | 'proxy' | 'timeoutSeconds' | 'signal'
> & {
  /** Send a DPoP proof with this key. */
  readonly dpop?: DpopKey;
  /** Seconds since the epoch. */
  readonly now?: () => number;
};

/** The client's proof, or what makes one for each attempt. */
export type AuthSource = ClientAuth | (() => Promise<ClientAuth>);

export interface FormRequest {
  readonly endpoint: string;
  readonly query?: readonly Pair[];
  /** The form without the client's own members. */
  readonly members: readonly Pair[];
  readonly auth: AuthSource;
}

export interface FormAnswer {
  readonly reply: ReadReply;
  /** As it came, tokens included. */
  readonly body: string;
  readonly facts: ExchangeFacts;
  /** The whole form that was sent, proofs and secrets included, and when. */
  readonly sent: { readonly form: readonly Pair[]; readonly at: number };
  /** The WWW-Authenticate header. */
  readonly authenticate: string;
  /** What no text of the server may show. */
  readonly secrets: readonly string[];
  readonly earlier?: TokenExchange['earlier'];
}

/**
 * Posts a form to an endpoint of an authorization server, the client's proof with it. A server that wants a nonce in the
 * DPoP proof is asked once more (RFC 9449 section 8).
 * @throws SignetError `endpoint-not-a-url` and the errors of {@link exchangeHttp}
 */
export async function postForm(request: FormRequest, transport: TransportOptions): Promise<FormAnswer> {
  const url = requireUrl(request.endpoint, request.query);
  const first = await attempt(url, request, transport);
  const { status } = first.facts;
  const { error } = first.reply.answer;
  if (error?.error !== 'use_dpop_nonce' || first.nonce === '' || !transport.dpop) return first;
  const { facts, ...second } = await attempt(url, request, transport, first.secrets);
  return {
    ...second,
    facts,
    earlier: { status, request: first.facts.request, response: first.facts.response },
  };
}

async function attempt(
  url: string,
  { members, auth: source }: FormRequest,
  { dpop, now = currentSeconds, ...transport }: TransportOptions,
  earlier: readonly string[] = [],
): Promise<FormAnswer & { readonly nonce: string }> {
  const auth = typeof source === 'function' ? await source() : source;
  const at = now();
  const proof = dpop && (await proveDpop(dpop, { method: 'POST', url, now: at }));
  const parts = requestParts({ url, members, auth, ...(proof === undefined ? {} : { dpopProof: proof }) });
  const form = parts.form.map(([name, { text }]) => [name, text] as const);
  const exchange = await exchangeHttp({
    method: 'POST',
    url,
    ...writeRequest(parts, (text) => Buffer.from(text).toString('base64')),
    ...transport,
  });
  const nonce = keepNonce(dpop, url, exchange);
  const { proxy, timeoutSeconds, signal } = transport;
  const { facts, reply, secrets } = await traceExchange({
    method: 'POST',
    url,
    exchange,
    form,
    body: encodeForm(form),
    proxy,
    timeoutSeconds,
    signal,
    earlier,
  });
  const authenticate = headerOf(exchange, 'www-authenticate');
  return { reply, body: exchange.body, facts, sent: { form, at }, authenticate, nonce, secrets };
}

/** jose is loaded where it is needed, and not before. */
export async function proveDpop(key: DpopKey, request: DpopProofOptions): Promise<string> {
  const { signDpopProof } = await import('./dpop.ts');
  return signDpopProof(key, request);
}

/** Each answer may bring a new nonce, and the newest counts (RFC 9449 section 8.2). */
export function keepNonce(dpop: DpopKey | undefined, url: string, exchange: HttpExchange): string {
  const nonce = headerOf(exchange, 'dpop-nonce');
  if (nonce !== '') dpop?.nonces.set(new URL(url).origin, nonce);
  return nonce;
}
