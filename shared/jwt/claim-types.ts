import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { type Finding, finding } from './finding.ts';
import { type Fix, setFix } from './fix.ts';
import { currentSeconds, type TimeInWords, timeInWords } from './times.ts';

/** Claims that are NumericDates, with their section of RFC 7519. */
export const timeClaims: Readonly<Record<string, string>> = {
  exp: 'RFC 7519 section 4.1.4',
  nbf: 'RFC 7519 section 4.1.5',
  iat: 'RFC 7519 section 4.1.6',
  auth_time: 'OpenID Connect Core section 2',
};

const stringClaims: Readonly<Record<string, string>> = {
  iss: 'RFC 7519 section 4.1.1',
  sub: 'RFC 7519 section 4.1.2',
  jti: 'RFC 7519 section 4.1.7',
  client_id: 'RFC 8693 section 4.3',
  azp: 'OpenID Connect Core section 2',
  nonce: 'OpenID Connect Core section 2',
};

const objectClaims: Readonly<Record<string, string>> = {
  cnf: 'RFC 7800 section 3.1',
  act: 'RFC 8693 section 4.1',
  may_act: 'RFC 8693 section 4.4',
  events: 'RFC 8417 section 2.2',
  address: 'OpenID Connect Core section 5.1.1',
};

// 1e11 seconds are in the year 5138; 1e11 milliseconds were in 1973.
const firstMilliseconds = 1e11;

/** Findings for registered claims whose values are not of the type that RFC 7519 section 4.1 gives them. */
export function checkClaimTypes(claims: JsonObject): Finding[] {
  const findings: Finding[] = [];
  const wrong = (name: string, message: string, reference: string, fix?: Fix) =>
    findings.push(finding('claim-wrong-type', `claims.${name}`, message, { reference, fix }));

  for (const [name, reference] of Object.entries(timeClaims)) {
    const value = claims[name];
    if (value === undefined) continue;
    if (typeof value !== 'number') {
      const number = numericDate(value);
      const fix =
        number === undefined ? undefined : setFix(`claims.${name}`, number, `Make ${name} a number`);
      wrong(name, `${name} is ${describe(value)}, but a NumericDate is a JSON number`, reference, fix);
    } else if (!Number.isFinite(value)) {
      findings.push(
        finding(
          'claim-wrong-type',
          `claims.${name}`,
          `${name} is larger than any number that a reader can hold`,
          {
            severity: 'error',
            reference,
          },
        ),
      );
    }
    const seconds = numericDate(value);
    if (seconds !== undefined && seconds >= firstMilliseconds) {
      findings.push(
        finding(
          'claim-in-milliseconds',
          `claims.${name}`,
          `${name} looks like milliseconds; a NumericDate counts seconds`,
          { fix: setFix(`claims.${name}`, Math.floor(seconds / 1000)) },
        ),
      );
    }
  }
  for (const [name, reference] of Object.entries(stringClaims)) {
    const value = claims[name];
    if (value !== undefined && typeof value !== 'string') {
      wrong(name, `${name} is ${describe(value)}, but must be a string`, reference);
    }
  }
  for (const [name, reference] of Object.entries(objectClaims)) {
    const value = claims[name];
    if (value !== undefined && !isJsonObject(value)) {
      wrong(name, `${name} is ${describe(value)}, but must be an object`, reference);
    }
  }
  const { scope } = claims;
  if (scope !== undefined && typeof scope !== 'string') {
    const listed = audiences(scope);
    const fix = listed && setFix('claims.scope', listed.join(' '), 'Join the scopes with spaces');
    wrong('scope', 'scope must be a string, its scopes separated by spaces', 'RFC 8693 section 4.2', fix);
  }
  const audience = claims.aud;
  if (audience !== undefined && !isAudience(audience)) {
    wrong('aud', 'aud must be a string or an array of strings', 'RFC 7519 section 4.1.3');
  }
  return findings;
}

/** The time claims in words, those written as numeric strings included. */
export function readTimes(claims: JsonObject, now: number = currentSeconds()): Record<string, TimeInWords> {
  const times: Record<string, TimeInWords> = {};
  for (const name of Object.keys(timeClaims)) {
    const seconds = numericDate(claims[name]);
    const words = seconds === undefined ? undefined : timeInWords(seconds, now);
    if (words) times[name] = words;
  }
  return times;
}

/** Seconds since the epoch, from a number or a numeric string; undefined for one beyond what a number holds (`1e999`). */
export function numericDate(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^\d{1,15}(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** The audience as a list; undefined when it is not of the right type. */
export function audiences(value: JsonValue | undefined): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && isAudience(value) ? (value as readonly string[]) : undefined;
}

function isAudience(value: JsonValue): boolean {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  );
}

function describe(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return isJsonObject(value) ? 'an object' : `a ${typeof value}`;
}
