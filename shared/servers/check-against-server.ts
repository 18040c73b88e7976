import { numericDate } from '../jwt/claim-types.ts';
import { type Finding, finding } from '../jwt/finding.ts';
import type { JsonObject } from '../jwt/json.ts';
import type { Server } from './server.ts';

/**
 * Holds a header and claims that are about to be signed against a server's rules.
 * @param now seconds since the epoch
 */
export function checkAgainstServer(
  server: Server,
  header: JsonObject,
  claims: JsonObject,
  now: number,
): Finding[] {
  const { rules, title } = server;
  const reference = server.source;
  const findings: Finding[] = [];

  const algorithm = header.alg;
  if (
    algorithm !== undefined &&
    rules.algorithms.length > 0 &&
    !rules.algorithms.includes(String(algorithm))
  ) {
    const message = `${title} takes ${rules.algorithms.join(', ')}, not ${String(algorithm)}`;
    findings.push(finding('server-algorithm', 'header.alg', message, { reference }));
  }
  for (const name of rules.requiredHeader) {
    if (header[name] === undefined) {
      findings.push(
        finding('server-header-missing', `header.${name}`, `${title} needs ${name} in the header`, {
          reference,
        }),
      );
    }
  }
  for (const name of rules.requiredClaims) {
    if (claims[name] === undefined) {
      findings.push(
        finding('server-claim-missing', `claims.${name}`, `${title} needs the claim ${name}`, { reference }),
      );
    }
  }

  const exp = numericDate(claims.exp);
  if (exp !== undefined) {
    const away = exp - now;
    const { maxLifetime, minLifetime } = rules;
    if (maxLifetime !== undefined && away > maxLifetime) {
      const message = `exp is ${away} s away; ${title} accepts at most ${maxLifetime} s`;
      findings.push(finding('server-lifetime-too-long', 'claims.exp', message, { reference }));
    }
    if (minLifetime !== undefined && away > 0 && away <= minLifetime) {
      const message = `exp is ${away} s away; ${title} counts its clock skew against you and needs more than ${minLifetime} s`;
      findings.push(finding('server-lifetime-too-short', 'claims.exp', message, { reference }));
    }
  }
  return findings;
}
