import type { JsonObject } from '../base/json.ts';
import { audiences } from './claim-types.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';
import { relativeTime } from './times.ts';

export interface ClaimCheck {
  readonly name: string;
  readonly ok: boolean;
  /** A finding's code. */
  readonly reason?: string;
}

export interface ClaimExpectations {
  /** The time to check at, seconds since the epoch. */
  readonly at: number;
  /** Seconds by which clocks may differ. */
  readonly leeway: number;
  readonly issuer?: string;
  readonly audience?: string;
}

/**
 * Holds registered claims against what is expected (RFC 7519 section 4.1): `exp`, `nbf` and `iat` where present, `iss`
 * and `aud` where asked for.
 */
export function checkClaims(
  claims: JsonObject,
  expected: ClaimExpectations,
): { readonly checks: readonly ClaimCheck[]; readonly findings: readonly Finding[] } {
  const checks: ClaimCheck[] = [];
  const findings: Finding[] = [];
  const check = (name: string, failure: { code: FindingCode; message: string } | undefined) => {
    checks.push(failure ? { name, ok: false, reason: failure.code } : { name, ok: true });
    // A claim of the wrong type has its finding from decoding already.
    if (failure && failure.code !== 'claim-wrong-type') {
      findings.push(finding(failure.code, `claims.${name}`, failure.message, { severity: 'error' }));
    }
  };
  const words = (seconds: number) => relativeTime(seconds, expected.at);

  for (const [name, rule] of Object.entries(timeRules)) {
    const value = claims[name];
    if (value === undefined) continue;
    check(
      name,
      // 1e999 is read as Infinity: a token that says so would never expire.
      typeof value !== 'number' || !Number.isFinite(value)
        ? { code: 'claim-wrong-type', message: '' }
        : rule.broken(value, expected)
          ? { code: rule.code, message: `${rule.words} ${words(value)}` }
          : undefined,
    );
  }
  if (expected.issuer !== undefined) check('iss', compareIssuer(claims, expected.issuer));
  if (expected.audience !== undefined) check('aud', compareAudience(claims, expected.audience));
  return { checks, findings };
}

interface TimeRule {
  readonly code: FindingCode;
  readonly words: string;
  readonly broken: (value: number, expected: ClaimExpectations) => boolean;
}

const timeRules: Readonly<Record<string, TimeRule>> = {
  // "on or after which the JWT MUST NOT be accepted" (RFC 7519 section 4.1.4)
  exp: {
    code: 'token-expired',
    words: 'the token expired',
    broken: (exp, { at, leeway }) => exp + leeway <= at,
  },
  nbf: {
    code: 'token-not-yet-valid',
    words: 'the token is valid',
    broken: (nbf, { at, leeway }) => nbf - leeway > at,
  },
  iat: {
    code: 'token-issued-in-future',
    words: 'the token was issued',
    broken: (iat, { at, leeway }) => iat - leeway > at,
  },
};

function compareIssuer(claims: JsonObject, issuer: string) {
  if (claims.iss === undefined) return { code: 'claim-missing', message: 'iss is missing' } as const;
  if (claims.iss === issuer) return undefined;
  return {
    code: 'claim-mismatch',
    message: `iss is ${JSON.stringify(claims.iss)}, not ${JSON.stringify(issuer)}`,
  } as const;
}

function compareAudience(claims: JsonObject, audience: string) {
  if (claims.aud === undefined) return { code: 'claim-missing', message: 'aud is missing' } as const;
  const named = audiences(claims.aud);
  if (named === undefined) return { code: 'claim-wrong-type', message: '' } as const;
  if (named.includes(audience)) return undefined;
  return { code: 'claim-mismatch', message: `aud does not name ${JSON.stringify(audience)}` } as const;
}
