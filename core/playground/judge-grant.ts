import type { RegisteredClient } from './client-registry.ts';
import { flows } from './flows.ts';
import { type AssertionVerdict, judgeAssertion } from './judge-assertion.ts';
import type { ReplayMemory } from './replay-memory.ts';
import { broken } from './rule-check.ts';

export interface GrantAssertion {
  readonly assertion: string;
  readonly client: RegisteredClient;
  readonly now: Date;
  /** The server's addresses, over HTTP and over TLS. */
  readonly issuers: readonly string[];
  readonly replays: ReplayMemory;
  readonly error: string;
}

/** Holds an assertion that is to be exchanged for tokens against the rules of its client. */
export async function judgeGrant(request: GrantAssertion): Promise<AssertionVerdict> {
  const { client, issuers } = request;
  const { kind, key, certificate } = client;
  if (key === undefined) {
    const description =
      'no certificate or public key is registered for this client, to check an assertion with';
    return {
      checks: [broken('signature', description)],
      rejection: { error: request.error, description },
    };
  }
  const plays = client.personality?.use === 'grant' ? client.personality : undefined;
  // The same endpoint under both of its addresses, wherever the request came in.
  const endpoints = issuers.map((issuer) => `${issuer}${flows[kind].tokenPath}`);
  return judgeAssertion({
    ...request,
    key,
    // The gateway compares the key alone; the others look at the dates of a certificate.
    ...(certificate === undefined || kind === 'gateway' ? {} : { certificate }),
    rules: plays === undefined ? kind : 'personality',
    ...(plays === undefined ? {} : { personality: plays }),
    issuer: client.issuer,
    audiences: kind === 'standard' ? [...endpoints, ...issuers] : endpoints,
    replayScope: client.clientId,
  });
}
