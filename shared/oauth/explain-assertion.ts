import { type JsonObject, textOf } from '../base/json.ts';
import { checkClaims } from '../jwt/check-claims.ts';
import { numericDate } from '../jwt/claim-types.ts';
import { type DecodedToken, decodeToken } from '../jwt/decode-token.ts';
import type { Finding } from '../jwt/finding.ts';
import { findingKinds } from '../jwt/finding-kinds.ts';
import { type Fix, setFix } from '../jwt/fix.ts';
import { resolveTime } from '../jwt/time-expression.ts';
import { relativeTime } from '../jwt/times.ts';
import { checkAgainstServer } from '../servers/check-against-server.ts';
import type { Fault, Server } from '../servers/server.ts';
import type { Explanation } from './token-exchange.ts';

/** A JWT that was sent, whichever way: as grant, client assertion, client secret or bearer token. */
export interface SentJwt {
  readonly token: string;
  /** When it was sent, by the own clock: seconds since the epoch. Undefined when that is not known. */
  readonly sentAt?: number | undefined;
  /** Now, where the answer was met elsewhere and it is not known when the JWT was sent. */
  readonly readAt?: number | undefined;
  /** Seconds by which the server’s clock is ahead of the own one; negative when it is behind. */
  readonly clockOffset?: number | undefined;
  readonly server?: Server | undefined;
  readonly endpoint?: string | undefined;
}

/** Something that was measured here, and the faults that it would account for. */
export interface Measured {
  readonly faults: readonly Fault[];
  readonly explanation: Explanation;
}

// Below this, clocks count as equal: the Date header of HTTP has whole seconds.
const noticeableOffset = 3;
/** So far apart that a refusal without a reason is explained by it before anything else. */
const tellingOffset = 120;

/** What is wrong with a JWT that was refused, by the standard, the server's rules and its clock: the clock's share first. */
export function measureJwt(sent: SentJwt): readonly Measured[] {
  const decoded = decode(sent);
  if (decoded === undefined) return [];
  const offset = noticed(sent.clockOffset);
  const issued = numericDate(decoded.claims?.iat);
  const at = sent.sentAt ?? issued ?? (numericDate(decoded.claims?.exp) ?? 0) - 1;
  const here = findingsAt(decoded, sent, at);
  const there = offset === 0 ? here : findingsAt(decoded, sent, at + offset);
  const seen = new Set(here.map(keyOf));
  const byClock = there.filter((each) => !seen.has(keyOf(each)));
  const otherwise = there.filter(
    (each) => seen.has(keyOf(each)) && (sent.sentAt !== undefined || isDated(each)),
  );
  return [
    ...byClock.map((each) => measured(each, explainByClock(each, offset, sent.server))),
    ...otherwise.map((each) => measured(each, explainFinding(each))),
    ...(byClock.length === 0 ? measureClocks(offset) : []),
    ...(sent.sentAt === undefined ? measureExpiry(decoded, sent.readAt) : []),
  ];
}

/** Whether a finding holds whenever the JWT was sent: what is counted from the time of sending does not. */
function isDated({ code }: Finding): boolean {
  return code !== 'server-issued-at' && code !== 'server-lifetime-too-short';
}

/** It is not known when it was sent: all that can be said is that exp has passed by now. */
function measureExpiry({ claims }: DecodedToken, readAt: number | undefined): readonly Measured[] {
  const exp = numericDate(claims?.exp);
  if (exp === undefined || readAt === undefined || exp > readAt) return [];
  const explanation: Explanation = {
    cause: `exp passed ${relativeTime(exp, readAt)}: the JWT was expired if it was sent after that`,
    fix: findingKinds['token-expired'].remedy,
    basis: 'measured',
    path: 'claims.exp',
    reference: 'RFC 7519 section 4.1.4',
  };
  return [{ faults: ['expired', 'wrong-exp'], explanation }];
}

/** Clocks that differ, where nothing is known of the JWT or none of its times suffers. */
export function measureClocks(clockOffset: number | undefined, assumed = false): readonly Measured[] {
  const offset = noticed(clockOffset);
  if (Math.abs(offset) < 30) return [];
  const explanation: Explanation = {
    cause: assumed ? `if the answer has just come, ${clockWords(offset)}` : clockWords(offset),
    fix: 'correct the clock of this machine or of the server',
    basis: 'measured',
    reference: 'RFC 7519 section 4.1.4',
    path: 'clock',
  };
  return [{ faults: [...timeFaults], explanation }];
}

/** Whether clocks are so far apart that they explain a refusal without any reason. */
export function isTelling(clockOffset: number | undefined): boolean {
  return Math.abs(noticed(clockOffset)) >= tellingOffset;
}

/** Faults that a wrong clock brings about. */
export const timeFaults: ReadonlySet<Fault> = new Set<Fault>([
  'expired',
  'too-long-lived',
  'too-short-lived',
  'not-yet-valid',
  'issued-in-future',
  'issued-too-early',
  'wrong-exp',
  'wrong-iat',
]);

function noticed(clockOffset = 0): number {
  return Math.abs(clockOffset) < noticeableOffset ? 0 : Math.round(clockOffset);
}

function decode({ token, sentAt }: SentJwt): DecodedToken | undefined {
  try {
    return decodeToken(token, sentAt);
  } catch {
    // Empty or far too large: the server said so in its own way.
    return undefined;
  }
}

function findingsAt(decoded: DecodedToken, { server, endpoint }: SentJwt, at: number): readonly Finding[] {
  const { header, claims } = decoded;
  const all = [
    ...decoded.findings,
    ...(claims ? checkClaims(claims, { at, leeway: 0 }).findings : []),
    ...(server && header && claims ? checkAgainstServer(server, header, claims, at, { endpoint }) : []),
  ].filter(({ severity }) => severity !== 'info');
  const keys = all.map(keyOf);
  return all.filter((each, index) => keys.indexOf(keyOf(each)) === index);
}

function keyOf({ code, path }: Finding): string {
  return `${code} ${path}`;
}

function measured(found: Finding, explanation: Explanation): Measured {
  return { faults: faultsOf(found), explanation };
}

/** What a server may say of a finding, in the words of its own checks. */
function faultsOf({ code, path }: Finding): readonly Fault[] {
  const name = path.slice(path.indexOf('.') + 1);
  const special = byCode[code];
  if (special) return special;
  if (code.startsWith('thumbprint') || code.startsWith('certificate')) {
    return [`wrong-${name}`, 'wrong-x5t', 'wrong-x5t#S256', 'signature', 'wrong-kid', 'certificate'];
  }
  const missing = code.endsWith('-missing');
  const times: readonly Fault[] = name === 'exp' || name === 'iat' || name === 'nbf' ? [...timeFaults] : [];
  const both: readonly Fault[] =
    name === 'iss' || name === 'sub'
      ? ['wrong-iss', 'wrong-sub', 'wrong-client_id', 'unknown-client', 'unknown-user', 'federation']
      : name === 'aud'
        ? ['federation']
        : [];
  return [
    missing ? `missing-${name}` : `wrong-${name}`,
    missing ? `wrong-${name}` : `missing-${name}`,
    ...both,
    ...(missing ? [] : times),
  ];
}

const byCode: Readonly<Partial<Record<Finding['code'], readonly Fault[]>>> = {
  'token-expired': ['expired', 'wrong-exp'],
  'token-not-yet-valid': ['not-yet-valid', 'issued-in-future'],
  'token-issued-in-future': ['issued-in-future', 'not-yet-valid', 'wrong-iat'],
  'server-issued-at': ['issued-in-future', 'wrong-iat', 'not-yet-valid'],
  'server-lifetime-too-long': ['too-long-lived', 'wrong-exp'],
  'server-lifetime-too-short': ['expired', 'too-short-lived', 'wrong-exp'],
  'times-out-of-order': [...timeFaults],
  'server-algorithm': ['wrong-alg', 'signature'],
  'server-key-too-small': ['weak-key', 'signature'],
  'signature-der-encoded': ['signature', 'malformed'],
  'signature-missing': ['signature', 'malformed'],
  'algorithm-none': ['signature', 'wrong-alg'],
  'token-malformed': ['malformed'],
  'token-whitespace': ['malformed', 'signature'],
  'token-padding': ['malformed', 'signature'],
  'token-stray-characters': ['malformed', 'signature'],
  'token-not-canonical': ['malformed', 'signature'],
  'header-not-json': ['malformed'],
  'duplicate-member': ['malformed'],
};

function explainFinding({ code, message, reference, path, fix }: Finding): Explanation {
  return {
    cause: message,
    fix: findingKinds[code].remedy,
    basis: 'measured',
    path,
    ...(reference === '' ? {} : { reference }),
    ...(fix ? { apply: fix } : {}),
  };
}

function explainByClock(found: Finding, offset: number, server: Server | undefined): Explanation {
  const apply = shiftedTime(found, offset, server);
  return {
    cause: `${clockWords(offset)}; by the server’s clock, ${found.message}`,
    fix: 'correct the clock of this machine or of the server; until then, sign with times that allow for it',
    basis: 'measured',
    path: found.path,
    ...(found.reference === '' ? {} : { reference: found.reference }),
    ...(apply ? { apply } : {}),
  };
}

/** The time as an expression that comes out right by the server's clock. */
function shiftedTime({ path }: Finding, offset: number, server: Server | undefined): Fix | undefined {
  if (path === 'claims.iat' || path === 'claims.nbf') return setFix(path, expression(Math.min(0, offset)));
  if (path !== 'claims.exp') return undefined;
  const wanted = resolveTime(textOf(server?.preset.claims.exp ?? '+5m'), 0) ?? 300;
  return wanted + offset > 0 ? setFix(path, expression(wanted + offset)) : undefined;
}

function expression(seconds: number): string {
  return seconds === 0 ? 'now' : `${seconds > 0 ? '+' : ''}${seconds}s`;
}

function clockWords(offset: number): string {
  return `the clock of this machine is ${inWords(Math.abs(offset))} ${offset > 0 ? 'behind' : 'ahead of'} the server’s`;
}

/** `45 s`; `7200 s (2 hours)` from some minutes on. */
function inWords(seconds: number): string {
  if (seconds < tellingOffset) return `${seconds} s`;
  return `${seconds} s (${relativeTime(seconds, 0).replace(/^in /, '')})`;
}

/** What a JWT that was sent says of a member: `claims.aud`, `header.kid`. */
export function sentMember(token: string, path: string): string | undefined {
  const decoded = decode({ token });
  const part: JsonObject | null | undefined = path.startsWith('header.') ? decoded?.header : decoded?.claims;
  const value = part?.[path.slice(path.indexOf('.') + 1)];
  if (value === undefined) return undefined;
  return Array.isArray(value) && value.length === 1 ? textOf(value[0]) : textOf(value);
}
