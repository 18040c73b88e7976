import type { PlaygroundCheck } from '../../shared/contract/playground.ts';
import { checkClaims } from './assertion-rules.ts';
import { checkSignature } from './check-signature.ts';
import type { RegisteredClient } from './client-registry.ts';
import { quote } from './plain-words.ts';
import { readAssertion } from './read-assertion.ts';
import type { RegisteredCertificate } from './registered-certificate.ts';
import type { ReplayMemory } from './replay-memory.ts';

export interface AssertionVerdict {
  /** Every rule that was looked at, in order. */
  readonly checks: readonly PlaygroundCheck[];
  /** Why the assertion is refused: the first broken rule's detail. */
  readonly rejection?: string;
  /** Whom the tokens are for: the user that `sub` names, or the client itself. */
  readonly subject: string;
}

export interface AssertionCase {
  readonly assertion: string;
  readonly client: RegisteredClient;
  /** The addresses under which the token endpoint is known. */
  readonly audiences: readonly string[];
  readonly now: Date;
  readonly replays: ReplayMemory;
}

/**
 * Holds an assertion against every rule of its client's flow (RFC 7523 section 3). A broken signature does not
 * keep the claims from being looked at, so that the log shows everything that is wrong at once.
 * An accepted `jti` is remembered.
 */
export async function judgeAssertion(request: AssertionCase): Promise<AssertionVerdict> {
  const { assertion, client, now } = request;
  const reading = readAssertion(assertion);
  if (!reading.ok)
    return verdictOf([{ rule: 'format', ok: false, detail: reading.problem }], client.clientId);

  const { header, claims } = reading.assertion;
  const checks: PlaygroundCheck[] = [{ rule: 'format', ok: true, detail: 'the assertion is a signed JWT' }];
  if (client.kind === 'api-manager') checks.push(checkValidity(client.certificate, now));
  checks.push(...(await checkSignature(assertion, header.alg, client.certificate)));
  checks.push(
    ...checkClaims(client.kind, {
      claims,
      now: Math.floor(now.getTime() / 1000),
      issuer: client.issuer,
      audiences: request.audiences,
    }),
  );
  if (typeof claims.jti === 'string' && claims.jti !== '')
    checks.push(checkReplay(claims.jti, client, request.replays));

  const verdict = verdictOf(checks, typeof claims.sub === 'string' ? claims.sub : client.clientId);
  if (verdict.rejection === undefined && typeof claims.jti === 'string') {
    request.replays.remember(client.clientId, claims.jti, Number(claims.exp));
  }
  return verdict;
}

function verdictOf(checks: readonly PlaygroundCheck[], subject: string): AssertionVerdict {
  const failure = checks.find((check) => !check.ok);
  return { checks, subject, ...(failure === undefined ? {} : { rejection: failure.detail }) };
}

/** The API manager looks at the certificate's dates; the gateway compares the key alone. */
function checkValidity({ notBefore, notAfter }: RegisteredCertificate, now: Date): PlaygroundCheck {
  const rule = 'certificate';
  if (now > notAfter) {
    return {
      rule,
      ok: false,
      detail: `the registered certificate has expired on ${notAfter.toISOString().slice(0, 10)}: renew it`,
    };
  }
  if (now < notBefore) {
    return {
      rule,
      ok: false,
      detail: `the registered certificate is not valid before ${notBefore.toISOString()}`,
    };
  }
  return { rule, ok: true, detail: 'the registered certificate is within its dates' };
}

function checkReplay(jti: string, client: RegisteredClient, replays: ReplayMemory): PlaygroundCheck {
  if (replays.hasSeen(client.clientId, jti)) {
    return {
      rule: 'jti',
      ok: false,
      detail: `the assertion was sent before: jti ${quote(jti)} has been used, so make a new one`,
    };
  }
  return { rule: 'jti', ok: true, detail: 'jti has not been used before' };
}
