import type { AssertionFacts } from './assertion-facts.ts';
import { inSeconds, quote } from './plain-words.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';

/** The API manager's clock skew, which it counts against the client: `exp` must be further away than this. */
const apiManagerClockSkew = 300;
/** How far `iat` and `nbf` may lie in the future: two clocks on one machine differ by rounding only. */
const futureTolerance = 1;
/** 1e11 seconds are the year 5138: a larger value was meant as milliseconds. */
const largestPlausibleDate = 1e11;

type NumericDate = { readonly seconds: number } | { readonly problem: string };

function numericDate(name: string, value: unknown): NumericDate {
  if (typeof value !== 'number') {
    return {
      problem: `${name} is ${quote(value)}: it must be a JSON number of seconds (NumericDate, RFC 7519 section 2)`,
    };
  }
  if (Math.abs(value) > largestPlausibleDate) {
    return {
      problem: `${name} is ${quote(value)}, which looks like milliseconds: NumericDate counts seconds (RFC 7519 section 2)`,
    };
  }
  return { seconds: value };
}

export function expiry({ claims: { exp }, now }: AssertionFacts): RuleCheck {
  if (exp === undefined)
    return broken('exp', 'the claim exp is missing: an assertion must say when it expires', 'missing-exp');
  const date = numericDate('exp', exp);
  if ('problem' in date) return broken('exp', date.problem, 'wrong-exp');
  if (date.seconds <= now) {
    return broken(
      'exp',
      `the assertion has expired: exp was ${inSeconds(Math.ceil(now - date.seconds))} ago by the server's clock`,
      'expired',
    );
  }
  return passed('exp', `exp is ${inSeconds(Math.ceil(date.seconds - now))} away`);
}

function secondsLeft({ claims: { exp }, now }: AssertionFacts): number | undefined {
  const date = numericDate('exp', exp);
  return 'problem' in date || date.seconds <= now ? undefined : date.seconds - now;
}

export function longestLifetime(
  facts: AssertionFacts,
  server: string,
  longest: number,
): RuleCheck | undefined {
  const left = secondsLeft(facts);
  if (left === undefined) return undefined;
  if (left > longest) {
    const detail = `the assertion lives too long: exp is ${inSeconds(Math.ceil(left))} away, and ${server} takes at most ${longest}`;
    return broken('lifetime', detail, 'too-long-lived');
  }
  return passed('lifetime', `exp is no more than ${inSeconds(longest)} away`);
}

export function apiManagerLifetime(facts: AssertionFacts): RuleCheck | undefined {
  const left = secondsLeft(facts);
  if (left === undefined) return undefined;
  if (left <= apiManagerClockSkew) {
    return broken(
      'lifetime',
      `the assertion counts as expired: exp is ${inSeconds(Math.ceil(left))} away, and the server takes its clock skew of ${apiManagerClockSkew} off; exp must be more than ${inSeconds(apiManagerClockSkew)} away`,
      'too-short-lived',
    );
  }
  return passed('lifetime', `exp is more than the clock skew of ${inSeconds(apiManagerClockSkew)} away`);
}

export function issuedAt(
  { claims: { iat }, now }: AssertionFacts,
  { required }: { required: boolean },
): RuleCheck | undefined {
  if (iat === undefined) {
    return required
      ? broken('iat', 'the claim iat is missing: this gateway demands the time of issue', 'missing-iat')
      : undefined;
  }
  const date = numericDate('iat', iat);
  if ('problem' in date) return broken('iat', date.problem, 'wrong-iat');
  if (date.seconds > now + futureTolerance) {
    return broken(
      'iat',
      `the assertion was issued in the future: iat is ${inSeconds(Math.ceil(date.seconds - now))} ahead of the server's clock`,
      'issued-in-future',
    );
  }
  return passed('iat', 'iat is in the past');
}

export function notBefore({ claims: { nbf }, now }: AssertionFacts): RuleCheck | undefined {
  if (nbf === undefined) return undefined;
  const date = numericDate('nbf', nbf);
  if ('problem' in date) return broken('nbf', date.problem, 'wrong-nbf');
  if (date.seconds > now + futureTolerance) {
    return broken(
      'nbf',
      `the assertion is not valid yet: nbf is ${inSeconds(Math.ceil(date.seconds - now))} ahead of the server's clock`,
      'not-yet-valid',
    );
  }
  return passed('nbf', 'nbf is in the past');
}
