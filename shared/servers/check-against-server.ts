import type { JsonObject, JsonValue } from '../base/json.ts';
import { type Finding, finding } from '../jwt/finding.ts';
import type { KeyDescription } from '../jwt/key-description.ts';
import { type Breach, type Composed, type RuleChecks, ruleChecks } from './rule-checks.ts';
import type { RuleName, Server, ServerRules } from './server.ts';
import { placeholdersIn } from './text-pattern.ts';

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
  const leftOver = leftOverPlaceholders(composed);
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

/** Members that still hold a `{name}` of the server's preset. */
function leftOverPlaceholders({ server, header, claims }: Composed): Finding[] {
  const members = [
    ...Object.entries(header).map(([name, value]) => [`header.${name}`, value] as const),
    ...Object.entries(claims).map(([name, value]) => [`claims.${name}`, value] as const),
  ];
  return members.flatMap(([path, value]) =>
    texts(value)
      .flatMap(placeholdersIn)
      .flatMap((name) => {
        const placeholder = Object.hasOwn(server.placeholders, name) ? server.placeholders[name] : undefined;
        if (placeholder === undefined) return [];
        const message = `put your own value in place of {${name}}: ${placeholder.what}`;
        return [finding('placeholder-left', path, message, { reference: server.source })];
      }),
  );
}

function texts(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
