import type { IncomingMessage } from 'node:http';
import type { AuthenticationVerdict } from './authenticate-client.ts';
import type { ClientRegistry, RegisteredClient } from './client-registry.ts';
import { jwtBearerGrantType } from './flows.ts';
import { quote } from './plain-words.ts';
import { readAssertion } from './read-assertion.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';

export interface GatewaySurroundings {
  readonly clients: ClientRegistry;
  readonly clientOfRefreshToken: (token: string) => string | undefined;
}

/**
 * Finds out who calls the gateway, where clients have no authentication: by the assertion's unverified `iss`, which
 * proves nothing yet, as a client_id would not either.
 */
export function identifyGatewayClient(
  request: IncomingMessage,
  form: URLSearchParams,
  surroundings: GatewaySurroundings,
): AuthenticationVerdict {
  const sent = form.has('client_secret') || form.has('client_assertion');
  if (sent || request.headers.authorization !== undefined) {
    const detail =
      'the client does not authenticate in the registered way: at the gateway it sends no secret, only the assertion';
    return refused(broken('client-authentication', detail), 'invalid_client', 401);
  }
  if (form.get('grant_type') === jwtBearerGrantType) return identifyByAssertion(form, surroundings);
  return identifyByRefreshToken(form, surroundings);
}

function identifyByAssertion(form: URLSearchParams, { clients }: GatewaySurroundings): AuthenticationVerdict {
  const reading = readAssertion(form.get('assertion') ?? '');
  if (!reading.ok) return refused(broken('format', reading.problem, 'malformed'), 'invalid_grant');
  const { iss } = reading.assertion.claims;
  if (iss === undefined) {
    const detail =
      'the claim iss is missing: it must be the OAuth client id, which tells this gateway who is calling';
    return refused(broken('client', detail), 'invalid_grant');
  }
  const client = typeof iss === 'string' ? clients.find(iss) : undefined;
  if (client?.kind !== 'gateway') {
    const detail = `iss is ${quote(iss)}, and no client of this gateway is registered under that id`;
    return refused(broken('client', detail), 'invalid_grant');
  }
  if (form.has('client_id') && form.get('client_id') !== client.clientId) {
    const detail = 'client_id and the claim iss name different clients: leave client_id out';
    return refused(broken('client', detail), 'invalid_request');
  }
  return found(client, passed('client', 'iss names a registered client'));
}

/** RFC 6749 section 6 binds a refresh token to its client: the token alone tells which one that is. */
function identifyByRefreshToken(
  form: URLSearchParams,
  { clients, clientOfRefreshToken }: GatewaySurroundings,
): AuthenticationVerdict {
  const clientId = form.get('client_id') ?? clientOfRefreshToken(form.get('refresh_token') ?? '');
  const client = clientId === undefined ? undefined : clients.find(clientId);
  if (client?.kind === 'gateway') return found(client, passed('client', 'a registered client is named'));
  const detail = form.has('client_id')
    ? `no client of this gateway is registered as ${quote(clientId)}`
    : 'the refresh token is missing, not known to this gateway, or has expired';
  return form.has('client_id')
    ? refused(broken('client', detail), 'invalid_client', 401)
    : refused(broken('refresh-token', detail), 'invalid_grant');
}

function found(client: RegisteredClient, check: RuleCheck): AuthenticationVerdict {
  return { client, checks: [check] };
}

function refused(check: RuleCheck, error: string, status = 400): AuthenticationVerdict {
  return { checks: [check], rejection: { error, description: check.detail, status } };
}
