import type { JsonObject } from '../../shared/base/json.ts';
import type { Server } from '../../shared/servers/server.ts';
import { checkClaims, type RuleSet } from './assertion-rules.ts';
import { checkSignature } from './check-signature.ts';
import {
  checkKeyNames,
  checkServerRules,
  inServersWords,
  type Refusal,
  realAudiences,
} from './personality.ts';
import { quote } from './plain-words.ts';
import { readAssertion } from './read-assertion.ts';
import type { RegisteredCertificate, RegisteredKey } from './registered-key.ts';
import type { ReplayMemory } from './replay-memory.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';

export interface AssertionVerdict {
  /** Every rule that was looked at, in order. */
  readonly checks: readonly RuleCheck[];
  /** Why the assertion is refused: the first broken rule, in the known server's words where there is one. */
  readonly rejection?: Refusal;
  /** What `sub` names, where it names anything. */
  readonly subject?: string;
}

export interface AssertionCase {
  readonly assertion: string;
  readonly key: RegisteredKey;
  /** Looked at for its dates, where the server does that. */
  readonly certificate?: RegisteredCertificate;
  readonly rules: RuleSet;
  /** A known server whose rules count too. */
  readonly personality?: Server;
  readonly issuer: string;
  /** The names under which this server is known, besides those of the server whose part is taken. */
  readonly audiences: readonly string[];
  readonly now: Date;
  readonly replays: ReplayMemory;
  /** Whose `jti`s are told apart: the client's id. */
  readonly replayScope: string;
  /** The error code of a refusal: `invalid_grant`, `invalid_client`. */
  readonly error: string;
}

/**
 * Holds an assertion against every rule that it is under (RFC 7523 section 3). A broken signature does not keep the
 * claims from being looked at, so that the log shows everything that is wrong at once.
 * An accepted `jti` is remembered.
 */
export async function judgeAssertion(request: AssertionCase): Promise<AssertionVerdict> {
  const { assertion, certificate, personality, now } = request;
  const reading = readAssertion(assertion);
  if (!reading.ok) return verdictOf(request, [broken('format', reading.problem, 'malformed')], {});

  const { header, claims } = reading.assertion;
  const seconds = Math.floor(now.getTime() / 1000);
  const checks: RuleCheck[] = [passed('format', 'the assertion is a signed JWT')];
  if (certificate !== undefined) checks.push(checkValidity(certificate, now));
  checks.push(...(await checkSignature(assertion, header.alg, request.key)));
  const real = personality === undefined ? [] : realAudiences(personality);
  const audiences = [...request.audiences, ...real];
  checks.push(...checkClaims(request.rules, { issuer: request.issuer, audiences, claims, now: seconds }));
  if (personality !== undefined) {
    checks.push(...checkKeyNames(header, request.key));
    checks.push(...checkServerRules(personality, header, claims, seconds, request.audiences));
  }
  if (typeof claims.jti === 'string' && claims.jti !== '') checks.push(checkReplay(claims.jti, request));

  const verdict = verdictOf(request, checks, claims);
  if (verdict.rejection === undefined && typeof claims.jti === 'string') {
    request.replays.remember(request.replayScope, claims.jti, Number(claims.exp));
  }
  return verdict;
}

function verdictOf(
  { personality, error }: AssertionCase,
  checks: readonly RuleCheck[],
  claims: JsonObject,
): AssertionVerdict {
  const subject = typeof claims.sub === 'string' ? { subject: claims.sub } : {};
  const failure = checks.find((check) => !check.ok);
  if (failure === undefined) return { checks, ...subject };
  const own = { error, description: failure.detail };
  const rejection = personality && inServersWords(personality, failure.fault, claims);
  return { checks, ...subject, rejection: rejection ?? own };
}

/** The API manager looks at the certificate's dates; the gateway compares the key alone. */
function checkValidity({ notBefore, notAfter }: RegisteredCertificate, now: Date): RuleCheck {
  const rule = 'certificate';
  if (now > notAfter) {
    const detail = `the registered certificate has expired on ${notAfter.toISOString().slice(0, 10)}: renew it`;
    return broken(rule, detail, 'certificate-expired');
  }
  if (now < notBefore) {
    return broken(rule, `the registered certificate is not valid before ${notBefore.toISOString()}`);
  }
  return passed(rule, 'the registered certificate is within its dates');
}

function checkReplay(jti: string, { replays, replayScope }: AssertionCase): RuleCheck {
  if (replays.hasSeen(replayScope, jti)) {
    const detail = `the assertion was sent before: jti ${quote(jti)} has been used, so make a new one`;
    return broken('replay', detail, 'replayed');
  }
  return passed('replay', 'jti has not been used before');
}
