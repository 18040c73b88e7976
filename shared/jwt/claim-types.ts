import { type Finding, finding } from './finding.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
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
};

// 1e11 seconds are in the year 5138; 1e11 milliseconds were in 1973.
const firstMilliseconds = 1e11;

/** Findings for registered claims whose values are not of the type that RFC 7519 section 4.1 gives them. */
export function checkClaimTypes(claims: JsonObject): Finding[] {
  const findings: Finding[] = [];
  const wrong = (name: string, message: string, reference: string) =>
    findings.push(finding('claim-wrong-type', `claims.${name}`, message, { reference }));

  for (const [name, reference] of Object.entries(timeClaims)) {
    const value = claims[name];
    if (value === undefined) continue;
    if (typeof value !== 'number') {
      wrong(name, `${name} is ${describe(value)}, but a NumericDate is a JSON number`, reference);
    }
    const seconds = numericDate(value);
    if (seconds !== undefined && seconds >= firstMilliseconds) {
      findings.push(
        finding(
          'claim-in-milliseconds',
          `claims.${name}`,
          `${name} looks like milliseconds; a NumericDate counts seconds`,
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

/** Seconds since the epoch, from a number or a numeric string. */
export function numericDate(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
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
