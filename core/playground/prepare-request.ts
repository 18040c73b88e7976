import type { IncomingMessage } from 'node:http';
import { authenticateClient } from './authenticate-client.ts';
import type { ClientRegistry, RegisteredClient } from './client-registry.ts';
import type { DpopNonces } from './dpop-nonces.ts';
import type { Exchange } from './exchange.ts';
import { flows } from './flows.ts';
import { identifyGatewayClient } from './gateway-client.ts';
import { type DpopVerdict, judgeDpop } from './judge-dpop.ts';
import type { Refusal } from './personality.ts';
import type { ReplayMemory } from './replay-memory.ts';
import { broken, type RuleCheck } from './rule-check.ts';
import { checkEndpoint, checkGrant, checkParameters, checkTenant, readFormat } from './token-request.ts';
import type { TokenStorage } from './token-storage.ts';

/** What every request is judged with. */
export interface Surroundings {
  readonly clients: ClientRegistry;
  readonly storage: TokenStorage;
  readonly replays: ReplayMemory;
  readonly nonces: DpopNonces;
  /** The server's addresses, over HTTP and over TLS: its issuer identifiers. */
  readonly issuers: readonly string[];
}

/**
 * Judges a token request, up to its grant: parameters, client, DPoP proof. What was looked at goes to the exchange.
 *
 * @param onClient called with the client that the request names, before it is judged
 * @returns why the request goes no further, where it does not
 */
export async function prepareTokenRequest(
  request: IncomingMessage,
  exchange: Exchange,
  query: URLSearchParams,
  surroundings: Surroundings,
  onClient: (client: RegisteredClient) => void,
): Promise<Refusal | undefined> {
  const { form, checks, kind = 'standard' } = exchange;
  exchange.format = readFormat(form) ?? 'json';
  checks.push(...checkTenant(query));
  const refuse = (check: RuleCheck, error: string): Refusal => {
    checks.push(check);
    return { error, description: check.detail };
  };
  const malformed = checkParameters(form);
  if (malformed !== undefined) return refuse(broken('request', malformed), 'invalid_request');
  const grant = form.get('grant_type') ?? '';
  const grantCheck = checkGrant(kind, grant);
  if (!grantCheck.ok) return refuse(grantCheck, 'unsupported_grant_type');
  exchange.grant = grant;
  checks.push(grantCheck);

  const refusal =
    kind === 'gateway'
      ? findGatewayClient(request, exchange, surroundings, onClient)
      : await proveClient(request, exchange, surroundings, onClient);
  if (refusal !== undefined) return refusal;
  const misplaced = exchange.client && checkEndpoint(exchange.client, exchange.path);
  if (misplaced !== undefined) return refuse(misplaced, 'unauthorized_client');
  // The gateway knows no DPoP: it passes the header over.
  return kind === 'gateway' ? undefined : proveKey(request, exchange, surroundings);
}

/** Judges how the client proves itself: of an introspection or revocation request that is all. */
export async function proveClient(
  request: IncomingMessage,
  exchange: Exchange,
  { clients, replays, issuers }: Surroundings,
  onClient: (client: RegisteredClient) => void,
): Promise<Refusal | undefined> {
  const paths = [flows.standard.tokenPath, exchange.path];
  const verdict = await authenticateClient(request, exchange.form, {
    clients,
    replays,
    now: () => exchange.at,
    onClient,
    audiences: [...issuers, ...issuers.flatMap((issuer) => paths.map((path) => `${issuer}${path}`))],
  });
  exchange.checks.push(...verdict.checks);
  return verdict.rejection;
}

function findGatewayClient(
  request: IncomingMessage,
  exchange: Exchange,
  { clients, storage }: Surroundings,
  onClient: (client: RegisteredClient) => void,
): Refusal | undefined {
  const { clientOfRefreshToken } = storage;
  const verdict = identifyGatewayClient(request, exchange.form, { clients, clientOfRefreshToken });
  exchange.checks.push(...verdict.checks);
  if (verdict.client !== undefined) onClient(verdict.client);
  return verdict.rejection;
}

/** RFC 9449 section 5: a proof binds the tokens to its key. */
async function proveKey(
  request: IncomingMessage,
  exchange: Exchange,
  surroundings: Surroundings,
): Promise<Refusal | undefined> {
  const proof = request.headers.dpop;
  if (proof === undefined) {
    if (exchange.client?.dpop === undefined) return undefined;
    const detail = 'this client is registered for DPoP: send a proof in the header DPoP (RFC 9449 section 5)';
    exchange.checks.push(broken('dpop', detail));
    return { error: 'invalid_dpop_proof', description: detail };
  }
  const { checks, jkt, rejection } = await judgeProof(request, exchange, surroundings);
  exchange.checks.push(...checks);
  if (jkt !== undefined) exchange.jkt = jkt;
  return rejection;
}

/** Judges the request's DPoP proof. An absent one is a malformed one here. */
export function judgeProof(
  request: IncomingMessage,
  { path, at, client }: Exchange,
  { nonces, replays }: Surroundings,
  token?: { readonly value: string; readonly jkt: string },
): Promise<DpopVerdict> {
  const scheme = 'encrypted' in request.socket ? 'https' : 'http';
  const names = ['127.0.0.1', 'localhost'];
  return judgeDpop({
    proof: String(request.headers.dpop ?? ''),
    method: request.method ?? '',
    urls: names.map((name) => `${scheme}://${name}:${request.socket.localPort}${path}`),
    now: at,
    nonces,
    needsNonce: client?.dpop === 'nonce',
    replays,
    ...(token === undefined ? {} : { token }),
  });
}
