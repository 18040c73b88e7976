import type { AssertionFacts } from './assertion-facts.ts';
import { quote } from './plain-words.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';

const missing = (claim: string, detail: string) => broken(claim, detail, `missing-${claim}`);
const wrong = (claim: string, detail: string) => broken(claim, detail, `wrong-${claim}`);

/** What is kept of each token must stay small. */
const longestSubject = 1000;

export function issuer({ claims: { iss }, issuer: expected }: AssertionFacts, meaning: string): RuleCheck {
  if (iss === undefined)
    return missing('iss', `the claim iss is missing: it must be ${meaning}, ${quote(expected)}`);
  if (iss !== expected)
    return wrong('iss', `iss is ${quote(iss)}: it must be ${meaning}, ${quote(expected)}`);
  return passed('iss', `iss is ${meaning}, ${quote(expected)}`);
}

export function subject(
  { claims: { sub } }: AssertionFacts,
  { required }: { required: boolean },
): RuleCheck | undefined {
  if (sub === undefined) {
    return required
      ? missing('sub', 'the claim sub is missing: it must name the user that the token is for')
      : undefined;
  }
  if (typeof sub !== 'string' || sub === '')
    return wrong('sub', `sub is ${quote(sub)}: it must be a string that is not empty`);
  if (sub.length > longestSubject)
    return wrong('sub', `sub has ${sub.length} characters: at most ${longestSubject} are taken`);
  return passed('sub', `sub names the user ${quote(sub)}`);
}

export function subjectIsClient({ claims: { sub }, issuer: expected }: AssertionFacts): RuleCheck {
  if (sub === undefined)
    return missing('sub', `the claim sub is missing: it must be the client id, ${quote(expected)}`);
  if (sub !== expected)
    return wrong('sub', `sub is ${quote(sub)}: it must be the client id, ${quote(expected)}`);
  return passed('sub', 'sub is the client id');
}

export function audience({ claims: { aud }, audiences }: AssertionFacts): RuleCheck {
  const [expected] = audiences;
  if (aud === undefined) return missing('aud', `the claim aud is missing: it must be ${quote(expected)}`);
  const values: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (values.length === 0 || values.some((value) => typeof value !== 'string')) {
    return wrong(
      'aud',
      `aud is ${quote(aud)}: it must be a string or an array of strings (RFC 7519 section 4.1.3)`,
    );
  }
  // Simple string comparison, as RFC 7523 section 3 has it: a slash more at the end is another audience.
  const match = values.find((value) => audiences.some((known) => known === value));
  if (match === undefined)
    return wrong('aud', `aud is ${quote(aud)}, which is not this server: it must be ${quote(expected)}`);
  return passed('aud', `aud names this server, ${quote(match)}`);
}

export function tokenId(
  { claims: { jti } }: AssertionFacts,
  { required }: { required: boolean },
): RuleCheck | undefined {
  if (jti === undefined && required)
    return missing('jti', 'the claim jti is missing: each assertion needs one of its own');
  if (jti === undefined || (typeof jti === 'string' && jti !== '')) return undefined;
  return wrong('jti', `jti is ${quote(jti)}: it must be a string that is not empty (RFC 7519 section 4.1.7)`);
}
