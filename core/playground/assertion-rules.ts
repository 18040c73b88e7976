import type { ClientKind, PlaygroundCheck } from '../../shared/contract/playground.ts';
import { inSeconds, quote } from './plain-words.ts';

/** What the rules look at. */
export interface AssertionFacts {
  readonly claims: Readonly<Record<string, unknown>>;
  /** The server's time: seconds since the epoch, rounded down. */
  readonly now: number;
  /** What `iss` must say. */
  readonly issuer: string;
  /** The addresses under which this token endpoint is known. */
  readonly audiences: readonly string[];
}

/** Holds the claims against one demand; nothing where an optional claim is absent. */
type Rule = (facts: AssertionFacts) => PlaygroundCheck | undefined;

/** The gateway takes `exp` at most this many seconds away. */
export const gatewayMaxLifetime = 300;
/** The API manager's clock skew, which it counts against the client: `exp` must be further away than this. */
export const apiManagerClockSkew = 300;
/** How far `iat` and `nbf` may lie in the future: two clocks on one machine differ by rounding only. */
const futureTolerance = 1;
/** 1e11 seconds are the year 5138: a larger value was meant as milliseconds. */
const largestPlausibleDate = 1e11;

/** The claim rules of each flow, in the order in which the first broken one becomes the answer. */
const claimRules: Record<ClientKind, readonly Rule[]> = {
  gateway: [
    (facts) => issuer(facts, 'the OAuth client id'),
    (facts) => subject(facts, { required: false }),
    audience,
    expiry,
    gatewayLifetime,
    (facts) => issuedAt(facts, { required: true }),
    notBefore,
    tokenId,
  ],
  'api-manager': [
    (facts) => issuer(facts, 'the name of the registered identity provider'),
    (facts) => subject(facts, { required: true }),
    audience,
    expiry,
    apiManagerLifetime,
    (facts) => issuedAt(facts, { required: false }),
    notBefore,
    tokenId,
  ],
};

/** Holds an assertion's claims against every rule of its flow (RFC 7523 section 3). Pure. */
export function checkClaims(kind: ClientKind, facts: AssertionFacts): readonly PlaygroundCheck[] {
  return claimRules[kind].map((rule) => rule(facts)).filter((check) => check !== undefined);
}

const passed = (rule: string, detail: string): PlaygroundCheck => ({ rule, ok: true, detail });
const broken = (rule: string, detail: string): PlaygroundCheck => ({ rule, ok: false, detail });

function issuer({ claims: { iss }, issuer: expected }: AssertionFacts, meaning: string): PlaygroundCheck {
  if (iss === undefined)
    return broken('iss', `the claim iss is missing: it must be ${meaning}, ${quote(expected)}`);
  if (iss !== expected)
    return broken('iss', `iss is ${quote(iss)}: it must be ${meaning}, ${quote(expected)}`);
  return passed('iss', `iss is ${meaning}, ${quote(expected)}`);
}

function subject(
  { claims: { sub } }: AssertionFacts,
  { required }: { required: boolean },
): PlaygroundCheck | undefined {
  if (sub === undefined) {
    return required
      ? broken('sub', 'the claim sub is missing: it must name the user that the token is for')
      : undefined;
  }
  if (typeof sub !== 'string' || sub === '')
    return broken('sub', `sub is ${quote(sub)}: it must be a string that is not empty`);
  return passed('sub', `sub names the user ${quote(sub)}`);
}

function audience({ claims: { aud }, audiences }: AssertionFacts): PlaygroundCheck {
  const [expected] = audiences;
  if (aud === undefined) return broken('aud', `the claim aud is missing: it must be ${quote(expected)}`);
  const values: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (values.length === 0 || values.some((value) => typeof value !== 'string')) {
    return broken(
      'aud',
      `aud is ${quote(aud)}: it must be a string or an array of strings (RFC 7519 section 4.1.3)`,
    );
  }
  // Simple string comparison, as RFC 7523 section 3 has it: a slash more at the end is another audience.
  const match = values.find((value) => audiences.some((known) => known === value));
  if (match === undefined)
    return broken('aud', `aud is ${quote(aud)}, which is not this server: it must be ${quote(expected)}`);
  return passed('aud', `aud names this token endpoint, ${quote(match)}`);
}

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

function expiry({ claims: { exp }, now }: AssertionFacts): PlaygroundCheck {
  if (exp === undefined)
    return broken('exp', 'the claim exp is missing: an assertion must say when it expires');
  const date = numericDate('exp', exp);
  if ('problem' in date) return broken('exp', date.problem);
  if (date.seconds <= now) {
    return broken(
      'exp',
      `the assertion has expired: exp was ${inSeconds(Math.ceil(now - date.seconds))} ago by the server's clock`,
    );
  }
  return passed('exp', `exp is ${inSeconds(Math.ceil(date.seconds - now))} away`);
}

/** Seconds until `exp`; nothing where another rule already says what is wrong with it. */
function secondsLeft({ claims: { exp }, now }: AssertionFacts): number | undefined {
  const date = numericDate('exp', exp);
  return 'problem' in date || date.seconds <= now ? undefined : date.seconds - now;
}

function gatewayLifetime(facts: AssertionFacts): PlaygroundCheck | undefined {
  const left = secondsLeft(facts);
  if (left === undefined) return undefined;
  if (left > gatewayMaxLifetime) {
    return broken(
      'lifetime',
      `the assertion lives too long: exp is ${inSeconds(Math.ceil(left))} away, and this gateway takes at most ${gatewayMaxLifetime}`,
    );
  }
  return passed('lifetime', `exp is no more than ${inSeconds(gatewayMaxLifetime)} away`);
}

function apiManagerLifetime(facts: AssertionFacts): PlaygroundCheck | undefined {
  const left = secondsLeft(facts);
  if (left === undefined) return undefined;
  if (left <= apiManagerClockSkew) {
    return broken(
      'lifetime',
      `the assertion counts as expired: exp is ${inSeconds(Math.ceil(left))} away, and the server takes its clock skew of ${apiManagerClockSkew} off; exp must be more than ${inSeconds(apiManagerClockSkew)} away`,
    );
  }
  return passed('lifetime', `exp is more than the clock skew of ${inSeconds(apiManagerClockSkew)} away`);
}

function issuedAt(
  { claims: { iat }, now }: AssertionFacts,
  { required }: { required: boolean },
): PlaygroundCheck | undefined {
  if (iat === undefined) {
    return required
      ? broken('iat', 'the claim iat is missing: this gateway demands the time of issue')
      : undefined;
  }
  const date = numericDate('iat', iat);
  if ('problem' in date) return broken('iat', date.problem);
  if (date.seconds > now + futureTolerance) {
    return broken(
      'iat',
      `the assertion was issued in the future: iat is ${inSeconds(Math.ceil(date.seconds - now))} ahead of the server's clock`,
    );
  }
  return passed('iat', 'iat is in the past');
}

function notBefore({ claims: { nbf }, now }: AssertionFacts): PlaygroundCheck | undefined {
  if (nbf === undefined) return undefined;
  const date = numericDate('nbf', nbf);
  if ('problem' in date) return broken('nbf', date.problem);
  if (date.seconds > now + futureTolerance) {
    return broken(
      'nbf',
      `the assertion is not valid yet: nbf is ${inSeconds(Math.ceil(date.seconds - now))} ahead of the server's clock`,
    );
  }
  return passed('nbf', 'nbf is in the past');
}

function tokenId({ claims: { jti } }: AssertionFacts): PlaygroundCheck | undefined {
  if (jti === undefined || (typeof jti === 'string' && jti !== '')) return undefined;
  return broken(
    'jti',
    `jti is ${quote(jti)}: it must be a string that is not empty (RFC 7519 section 4.1.7)`,
  );
}
