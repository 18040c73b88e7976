import { SignetError } from '../../shared/contract/signet-error.ts';
import type { JsonObject } from '../../shared/jwt/json.ts';
import { checkAgainstServer } from '../../shared/servers/check-against-server.ts';
import { personalities } from '../../shared/servers/personalities.ts';
import type { Fault, Server } from '../../shared/servers/server.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';

/** An error answer before it is written. */
export interface Refusal {
  readonly error: string;
  /** Left out where the server whose part is taken says no more than the code. */
  readonly description?: string;
  /** 400, when left out. */
  readonly status?: number;
}

/** @throws SignetError `unknown-server` */
export function findPersonality(name: string): Server {
  const server = personalities.find((each) => each.name === name);
  if (server) return server;
  const names = personalities.map((each) => each.name);
  throw new SignetError('unknown-server', `the playground cannot take the part of ${JSON.stringify(name)}`, {
    hint: `it can be: ${names.join(', ')}`,
    details: { servers: names },
  });
}

/** The faults behind the findings that are not named for a header parameter or claim. */
const findingFaults: Readonly<Record<string, Fault>> = {
  'server-lifetime-too-long': 'too-long-lived',
  'server-lifetime-too-short': 'too-short-lived',
};

/** Holds an assertion against what a known server's file says of it, besides the rules that all servers share. */
export function checkServerRules(
  server: Server,
  header: JsonObject,
  claims: JsonObject,
  now: number,
): readonly RuleCheck[] {
  const findings = checkAgainstServer(server, header, claims, now).filter(
    (finding) => finding.severity !== 'info',
  );
  if (findings.length === 0) return [passed('server-rules', `every rule of ${server.title} is kept`)];
  return findings.map(({ code, path, message }) => {
    const name = path.slice(path.indexOf('.') + 1);
    const kind = code.endsWith('-missing') ? 'missing' : 'wrong';
    return broken(path, message, findingFaults[code] ?? `${kind}-${name}`);
  });
}

/**
 * A broken rule in a known server's own words, or undefined where they are not known.
 *
 * @param claims fill the places of the server's text: `{iss}`
 */
export function inServersWords(
  server: Server,
  fault: Fault | undefined,
  claims: JsonObject,
): Refusal | undefined {
  const known = fault === undefined ? undefined : server.errors.find((each) => each.faults?.includes(fault));
  if (known === undefined) return undefined;
  const description = known.says?.replace(/\{(\w+)\}/g, (_, name: string) => String(claims[name] ?? ''));
  return {
    error: known.error ?? (server.use === 'grant' ? 'invalid_grant' : 'invalid_client'),
    ...(description === undefined ? {} : { description }),
    ...(known.status === undefined ? {} : { status: known.status }),
  };
}
