import { memberFormats } from './member-formats.ts';
import type { RuleName, Server, ServerRules } from './server.ts';

export interface RuleInWords {
  /** What the rule is about: `exp at most`. */
  readonly name: string;
  readonly words: string;
}

type Describe<Rule> = (rule: Rule) => readonly RuleInWords[];

const one = (name: string, words: string): readonly RuleInWords[] => [{ name, words }];
const each = (
  members: Readonly<Record<string, unknown>>,
  words: (value: never) => string,
): readonly RuleInWords[] =>
  Object.entries(members).map(([path, value]) => ({ name: path, words: words(value as never) }));

const descriptions: { readonly [Name in RuleName]: Describe<Required<ServerRules>[Name]> } = {
  algorithms: (names) => one('algorithms', names.join(', ') || 'any'),
  requiredHeader: (names) => one('header', names.join(', ')),
  requiredClaims: (names) => one('claims', names.join(', ')),
  oneHeaderOf: (names) => one('header, one of', names.join(', ')),
  values: (values) => each(values, (allowed: readonly unknown[]) => allowed.join(' or ')),
  formats: (formats) => each(formats, (name: keyof typeof memberFormats) => memberFormats[name].words),
  lengths: (lengths) =>
    each(lengths, ([least, most]: readonly [number, number]) => `${least} to ${most} characters`),
  issuer: (templates) => one('claims.iss', templates.join(' or ')),
  subject: (templates) => one('claims.sub', templates.join(' or ')),
  subjectIsIssuer: () => one('claims.sub', 'the same as iss'),
  audience: (templates) => one('claims.aud', templates.join(' or ')),
  audienceShape: (shape) => one('claims.aud', shape === 'array' ? 'an array' : 'a single text'),
  audienceIsIssuer: () => one('claims.aud', 'the issuer identifier, not the token endpoint'),
  maxLifetime: (seconds) => one('exp at most', `${seconds} s away`),
  minLifetime: (seconds) => one('exp more than', `${seconds} s away`),
  maxSpan: (seconds) => one('exp at most', `${seconds} s after iat`),
  latestIssuedAt: (seconds) =>
    one('iat at the latest', seconds < 0 ? `${-seconds} s ago` : seconds === 0 ? 'now' : `${seconds} s away`),
  wholeTimes: () => one('times', 'whole numbers'),
  scope: (place) => one('scope', place === 'claim' ? 'in the claims' : 'in the form'),
  minKeyBits: (bits) => one('RSA key', `${bits} bits or more`),
};

/** A server's rules in words; those that nobody has confirmed say so. */
export function describeRules(server: Server): readonly RuleInWords[] {
  return (Object.keys(descriptions) as RuleName[]).flatMap((name) => describeRule(server, name));
}

function describeRule<Name extends RuleName>(server: Server, name: Name): readonly RuleInWords[] {
  const rule = server.rules[name] as Required<ServerRules>[Name] | undefined;
  if (rule === undefined) return [];
  const source = server.ruleSources?.[name];
  const after = `${server.unverified?.includes(name) ? ' [unverified]' : ''}${source === undefined ? '' : ` (${source})`}`;
  return descriptions[name](rule).map((each) => ({ ...each, words: `${each.words}${after}` }));
}
