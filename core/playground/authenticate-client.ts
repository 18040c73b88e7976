import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ClientProof } from './client-proof.ts';
import { readProof } from './client-proof.ts';
import type { ClientRegistry, RegisteredClient } from './client-registry.ts';
import { judgeAssertion } from './judge-assertion.ts';
import type { Refusal } from './personality.ts';
import { quote } from './plain-words.ts';
import { readClientSecret } from './registered-key.ts';
import type { ReplayMemory } from './replay-memory.ts';
import { about, broken, passed, type RuleCheck } from './rule-check.ts';
import { checkTlsClient } from './tls-client.ts';

export interface AuthenticationSurroundings {
  readonly clients: ClientRegistry;
  readonly replays: ReplayMemory;
  /** The time, once the client is known: its clock may be told to be wrong. */
  readonly now: () => Date;
  /** Called with the client that the request names, before it is judged. */
  readonly onClient: (client: RegisteredClient) => void;
  /** The issuer identifiers and endpoint addresses that a client assertion may name. */
  readonly audiences: readonly string[];
}

export interface AuthenticationVerdict {
  readonly checks: readonly RuleCheck[];
  /** The client that the request names, whether or not it could prove itself. */
  readonly client?: RegisteredClient;
  readonly rejection?: Refusal;
}

const rule = 'client-authentication';

/**
 * Judges how a client proves itself, rule by rule, at the token, introspection and revocation endpoints.
 * The authorization server behind is only told of clients that have proven themselves.
 */
export async function authenticateClient(
  request: IncomingMessage,
  form: URLSearchParams,
  surroundings: AuthenticationSurroundings,
): Promise<AuthenticationVerdict> {
  const reading = readProof(request, form, (issuer) => surroundings.clients.findByIssuer(issuer)?.clientId);
  if (!reading.ok) return verdictOf(undefined, [broken(rule, reading.problem)], reading.error);
  const { proof } = reading;
  const client = surroundings.clients.find(proof.clientId);
  if (client === undefined) {
    const detail = `the client id is not registered here: ${quote(proof.clientId)}`;
    return verdictOf(undefined, [broken(rule, detail, 'client-authentication')]);
  }
  surroundings.onClient(client);
  if (!proof.methods.includes(client.authentication)) {
    const way = proof.methods.join(' or ');
    const detail = `the client does not authenticate in the registered way: this looks like ${way}, and ${client.authentication} is registered`;
    return verdictOf(client, [broken(rule, detail, 'client-authentication')]);
  }
  return prove(request, client, proof, surroundings);
}

async function prove(
  request: IncomingMessage,
  client: RegisteredClient,
  proof: ClientProof,
  surroundings: AuthenticationSurroundings,
): Promise<AuthenticationVerdict> {
  switch (client.authentication) {
    case 'none':
      return verdictOf(client, [passed(rule, 'none is registered: the client id alone names the client')]);
    case 'client_secret_basic':
    case 'client_secret_post':
      return verdictOf(client, [checkSecret(client, proof)]);
    case 'client_secret_jwt':
    case 'private_key_jwt':
      return judgeClientAssertion(client, proof, surroundings);
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return verdictOf(client, checkTlsClient(request.socket, client, surroundings.now()));
  }
}

function checkSecret({ clientSecret = '' }: RegisteredClient, proof: ClientProof): RuleCheck {
  const sent = Buffer.from(proof.clientSecret ?? '');
  const known = Buffer.from(clientSecret);
  if (sent.length !== known.length || !timingSafeEqual(sent, known)) {
    return broken(rule, 'the client secret is wrong', 'client-authentication');
  }
  return passed(rule, "the client's id and secret match");
}

async function judgeClientAssertion(
  client: RegisteredClient,
  { clientAssertion = '' }: ClientProof,
  { replays, now, audiences }: AuthenticationSurroundings,
): Promise<AuthenticationVerdict> {
  const { authentication, clientId, clientSecret, personality } = client;
  const key = authentication === 'client_secret_jwt' ? readClientSecret(clientSecret ?? '') : client.key;
  if (key === undefined) throw new TypeError('a client that signs was registered without a key');
  const plays = personality?.use === 'client-authentication' ? personality : undefined;
  const verdict = await judgeAssertion({
    assertion: clientAssertion,
    key,
    rules: plays === undefined ? 'client-assertion' : 'personality-client-assertion',
    ...(plays === undefined ? {} : { personality: plays }),
    issuer: clientId,
    audiences,
    now: now(),
    replays,
    replayScope: `client assertion of ${clientId}`,
    error: 'invalid_client',
  });
  const checks = about('client-assertion', verdict.checks);
  if (verdict.rejection !== undefined)
    return { client, checks, rejection: { status: 401, ...verdict.rejection } };
  return { client, checks: [...checks, passed(rule, `the client has proven itself by ${authentication}`)] };
}

function verdictOf(
  client: RegisteredClient | undefined,
  checks: readonly RuleCheck[],
  error = 'invalid_client',
): AuthenticationVerdict {
  const failure = checks.find((check) => !check.ok);
  return {
    checks,
    ...(client === undefined ? {} : { client }),
    ...(failure === undefined
      ? {}
      : {
          rejection: { error, description: failure.detail, status: error === 'invalid_client' ? 401 : 400 },
        }),
  };
}
