import type { JsonObject } from '../base/json.ts';
import { type Finding, finding } from '../jwt/finding.ts';
import type { KeyDescription } from '../jwt/key-description.ts';
import { placeholdersLeft } from './placeholders-left.ts';
import { type Breach, type Composed, type RuleChecks, ruleChecks } from './rule-checks.ts';
import type { RuleName, Server, ServerRules } from './server.ts';

/** What else is known of a composition besides header and claims. */
export interface Circumstances {
  readonly key?: KeyDescription | undefined;
  /** The URL that the JWT is sent to. */
  readonly endpoint?: string | undefined;
}

/**
 * Holds a header and claims that are about to be signed against a server's rules. The rule's document is the finding's
 * reference; a breach of a rule that nobody has confirmed is no more than `info`.
 * @param now seconds since the epoch
 */
export function checkAgainstServer(
  server: Server,
  header: JsonObject,
  claims: JsonObject,
  now: number,
  circumstances: Circumstances = {},
): Finding[] {
  const composed: Composed = { ...circumstances, server, header, claims, now };
  const byRule = (Object.keys(ruleChecks) as RuleName[]).flatMap((rule) =>
    breaches(rule, composed).map((breach) => toFinding(breach, server, rule)),
  );
  const leftOver = placeholdersLeft(server, header, claims).map(({ path, name, what }) =>
    finding('placeholder-left', path, `put your own value in place of {${name}}: ${what}`, {
      reference: server.source,
    }),
  );
  // Nothing more is to be said of a value that is still to be filled in.
  const unfilled = new Set(leftOver.map((each) => each.path));
  return [...leftOver, ...byRule.filter((each) => !unfilled.has(each.path))];
}

function breaches<Name extends RuleName>(name: Name, composed: Composed): readonly Breach[] {
  const rule = composed.server.rules[name] as Required<ServerRules>[Name] | undefined;
  const check: RuleChecks[Name] = ruleChecks[name];
  return rule === undefined ? [] : check(rule, composed);
}

function toFinding({ code, path, message, fix }: Breach, server: Server, rule: RuleName): Finding {
  const unverified = server.unverified?.includes(rule) ?? false;
  return finding(code, path, unverified ? `${message} [unverified]` : message, {
    reference: server.ruleSources?.[rule] ?? server.source,
    fix,
    ...(unverified ? { severity: 'info' } : {}),
  });
}
