import { textOf } from '../base/json.ts';
import { checkClaims } from '../jwt/check-claims.ts';
import { type DecodedToken, decodeToken } from '../jwt/decode-token.ts';
import type { Finding } from '../jwt/finding.ts';
import { findingKinds } from '../jwt/finding-kinds.ts';
import { type Fix, setFix } from '../jwt/fix.ts';
import { resolveTime } from '../jwt/time-expression.ts';
import { checkAgainstServer } from '../servers/check-against-server.ts';
import type { Server } from '../servers/server.ts';
import type { Explanation } from './token-exchange.ts';

export interface SentAssertion {
  readonly token: string;
  /** When it was sent, by the own clock: seconds since the epoch. */
  readonly sentAt: number;
  /** Seconds by which the server’s clock is ahead of the own one; negative when it is behind. */
  readonly clockOffset?: number | undefined;
  readonly server?: Server | undefined;
  readonly endpoint?: string | undefined;
}

// Below this, clocks count as equal: the Date header of HTTP has whole seconds.
const noticeableOffset = 3;

/**
 * What is wrong with an assertion that was refused, by the server's rules and clock.
 * @param text what the server said; findings about members that it names come first
 */
export function explainAssertion(sent: SentAssertion, text: string): readonly Explanation[] {
  const offset = Math.abs(sent.clockOffset ?? 0) < noticeableOffset ? 0 : Math.round(sent.clockOffset ?? 0);
  const decoded = decode(sent);
  if (decoded === undefined) return [];
  const here = findingsAt(decoded, sent, sent.sentAt);
  const there = offset === 0 ? here : findingsAt(decoded, sent, sent.sentAt + offset);
  const seen = new Set(here.map(keyOf));
  const byClock = there.filter((each) => !seen.has(keyOf(each)));
  const otherwise = there.filter((each) => seen.has(keyOf(each)));
  return [
    ...byClock.map((each) => explainByClock(each, offset, sent.server)),
    ...namedFirst(otherwise, text).map(explainFinding),
    ...(byClock.length === 0 ? clockDifference(offset) : []),
  ];
}

function decode({ token, sentAt }: SentAssertion): DecodedToken | undefined {
  try {
    return decodeToken(token, sentAt);
  } catch {
    // Empty or far too large: the server said so in its own way.
    return undefined;
  }
}

function findingsAt(
  decoded: DecodedToken,
  { server, endpoint }: SentAssertion,
  at: number,
): readonly Finding[] {
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

function namedFirst(findings: readonly Finding[], text: string): readonly Finding[] {
  const words = new Set(text.toLowerCase().match(/[a-z0-9_#]+/g));
  const isNamed = ({ path }: Finding) => words.has(path.slice(path.indexOf('.') + 1).toLowerCase());
  return [...findings.filter(isNamed), ...findings.filter((each) => !isNamed(each))];
}

function explainFinding({ code, message, reference, fix }: Finding): Explanation {
  return {
    cause: message,
    fix: findingKinds[code].remedy,
    ...(reference === '' ? {} : { reference }),
    ...(fix ? { apply: fix } : {}),
  };
}

function explainByClock(found: Finding, offset: number, server: Server | undefined): Explanation {
  const apply = shiftedTime(found, offset, server);
  return {
    cause: `${clockWords(offset)}; by the server’s clock, ${found.message}`,
    fix: 'correct the clock of this machine or of the server; until then, sign with times that allow for it',
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

function clockDifference(offset: number): readonly Explanation[] {
  if (Math.abs(offset) < 30) return [];
  return [
    {
      cause: clockWords(offset),
      fix: 'correct the clock of this machine or of the server',
      reference: 'RFC 7519 section 4.1.4',
    },
  ];
}

function clockWords(offset: number): string {
  return `the clock of this machine is ${Math.abs(offset)} s ${offset > 0 ? 'behind' : 'ahead of'} the server’s`;
}
