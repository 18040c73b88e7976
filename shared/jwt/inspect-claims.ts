import type { JsonObject } from '../base/json.ts';
import { audiences, checkClaimTypes, numericDate } from './claim-types.ts';
import { type Finding, finding } from './finding.ts';
import { setFix } from './fix.ts';

/** Everything that can be said of claims by themselves, without a clock and without a server. */
export function inspectClaims(claims: JsonObject): Finding[] {
  return [...checkClaimTypes(claims), ...checkOrder(claims), ...checkNames(claims), ...checkAudience(claims)];
}

/** Times that leave the token valid at no moment. */
function checkOrder({ exp, iat, nbf }: JsonObject): Finding[] {
  const end = numericDate(exp);
  if (end === undefined) return [];
  return [
    ['iat', iat, 'exp is not after iat: the token expired before it was issued'],
    ['nbf', nbf, 'exp is not after nbf: the token expires before it becomes valid'],
  ].flatMap(([, from, message]) => {
    const start = numericDate(from);
    return start === undefined || start < end
      ? []
      : [finding('times-out-of-order', 'claims.exp', String(message))];
  });
}

/** Texts that are compared to the letter. */
function checkNames(claims: JsonObject): Finding[] {
  return ['iss', 'sub', 'aud', 'jti'].flatMap((name) => {
    const value = claims[name];
    if (typeof value !== 'string') return [];
    const trimmed = value.trim();
    const path = `claims.${name}`;
    if (trimmed === '') return [finding('claim-empty', path, `${name} is empty`)];
    if (trimmed === value) return [];
    const fix = setFix(path, trimmed, 'Take the white space away');
    return [finding('claim-untrimmed', path, `${name} begins or ends with white space`, { fix })];
  });
}

function checkAudience(claims: JsonObject): Finding[] {
  if (!Array.isArray(claims.aud)) return [];
  const named = audiences(claims.aud);
  if (named === undefined) return [];
  if (named.length === 0) return [finding('audience-empty', 'claims.aud', 'aud names nobody')];
  const different = [...new Set(named)];
  if (different.length === named.length) return [];
  const fix = setFix('claims.aud', different, 'Name each audience once');
  return [finding('audience-repeated', 'claims.aud', 'aud names an audience more than once', { fix })];
}
