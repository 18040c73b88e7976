import type { JsonObject } from '../base/json.ts';
import { numericDate } from '../jwt/claim-types.ts';
import { type Finding, type FindingCode, finding } from '../jwt/finding.ts';
import { setFix } from '../jwt/fix.ts';
import { inspectClaims } from '../jwt/inspect-claims.ts';
import { relativeTime } from '../jwt/times.ts';
import { type Circumstances, checkAgainstServer } from './check-against-server.ts';
import type { Server, ServerUse } from './server.ts';

/** What a JWT is made for. */
export type CompositionUse = Extract<ServerUse, 'grant' | 'client-authentication'>;

export interface CompositionCircumstances extends Circumstances {
  /** Seconds since the epoch. */
  readonly now: number;
  /** Left out where nothing is known of it. */
  readonly use?: CompositionUse | undefined;
  readonly server?: Server | undefined;
}

/**
 * Everything that can be said of header and claims before they are sent: by themselves, by what RFC 7523 asks of an
 * assertion, and by the rules of the server that they are for.
 */
export function checkComposition(
  header: JsonObject,
  claims: JsonObject,
  { now, use, server: given, ...circumstances }: CompositionCircumstances,
): Finding[] {
  const server = serverFor(use, given);
  return [
    ...inspectClaims(claims),
    ...checkHollow(claims, now, use, server),
    ...(server ? checkAgainstServer(server, header, claims, now, circumstances) : []),
  ];
}

/** A server's rules are about one of the two assertions: the other is checked by the standard alone. */
export function serverFor(use: CompositionUse | undefined, server: Server | undefined): Server | undefined {
  const isClients = server?.use === 'client-authentication';
  return use === undefined || (use === 'client-authentication') === isClients ? server : undefined;
}

/** What {@link checkComposition} alone finds, whatever else is found of the same token. */
export const hollowCodes: ReadonlySet<FindingCode> = new Set([
  'claims-empty',
  'claim-missing',
  'token-expired',
]);

/** RFC 7523 section 3, and what no server takes. */
function checkHollow(
  claims: JsonObject,
  now: number,
  use: CompositionUse | undefined,
  server: Server | undefined,
): Finding[] {
  const findings: Finding[] = [];
  if (Object.keys(claims).length === 0) {
    findings.push(finding('claims-empty', 'claims', 'the claims are empty'));
  }
  // A server's own list counts in place of the standard's.
  const asked = server === undefined ? ['iss', 'sub', 'aud', 'exp'] : [];
  for (const name of asked.filter((each) => claims[each] === undefined)) {
    findings.push(
      finding('claim-missing', `claims.${name}`, `${name} is missing: ${meanings[name]}`, {
        // A JWT for something else need not be an assertion.
        severity: use === undefined ? 'info' : 'warning',
        ...(name === 'exp' ? { fix: setFix('claims.exp', '+5m') } : {}),
      }),
    );
  }
  const exp = numericDate(claims.exp);
  if (exp !== undefined && exp <= now) {
    findings.push(
      finding('token-expired', 'claims.exp', `exp is in the past: ${relativeTime(exp, now)}`, {
        severity: 'warning',
        fix: setFix('claims.exp', '+5m'),
      }),
    );
  }
  return findings;
}

const meanings: Readonly<Record<string, string>> = {
  iss: 'who issued the assertion',
  sub: 'whom it is about',
  aud: 'which server it is for',
  exp: 'until when it is valid',
};
