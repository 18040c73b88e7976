import type { Fault } from '../servers/server.ts';
import { wordRules } from './word-rules.ts';

/** What a server says is wrong, as far as its words tell. */
export interface Reading {
  readonly fault: Fault;
  /** What the server wants there: `https://as.example/token`, `RS256`. */
  readonly expected: readonly string[];
  /** What it says it got. */
  readonly actual: readonly string[];
}

/** Faults that say little more than no: whatever can be measured, or another clause says, is better. */
export const generalFaults: ReadonlySet<Fault> = new Set<Fault>([
  'client-authentication',
  'token-refused',
  'request-malformed',
  'server-failed',
  'not-permitted',
  'endpoint',
]);

/** Told of a member, but not how it is wrong: `Please check the 'exp' claim`; or of a client, when there is more to come. */
const vagueFaults: ReadonlySet<Fault> = new Set<Fault>([
  'wrong-exp',
  'wrong-iat',
  'wrong-jti',
  'unknown-client',
]);

/** Longer than any sentence that a person wrote; and than all that one answer says. */
const maxSaying = 2000;
const maxRead = 8000;
const maxClauses = 30;

/**
 * Reads a server's own words: “expected X but was Y”, “missing claim X”, “invalid signature”, in any wording and order, and
 * codes that are words run together (`JWT_TOKEN_EXPIRED`, `ExpiredProviderToken`).
 * @param sayings whatever the answer says, the most telling first
 * @returns each fault once, the telling before the general
 */
export function readWords(sayings: readonly string[]): readonly Reading[] {
  const readings = new Map<Fault, Reading>();
  let left = maxRead;
  for (const saying of sayings) {
    if (left <= 0) break;
    left -= Math.min(saying.length, maxSaying);
    let last: Fault | undefined;
    for (const clause of clausesOf(saying).slice(0, maxClauses)) {
      const values = valuesOf(clause);
      // “Invalid audience. Expected X, got Y”: the values of a clause without a fault belong to the one before it.
      const fault = faultOf(clause) ?? (values.expected.length > 0 ? last : undefined);
      if (fault === undefined) continue;
      const before = readings.get(fault);
      readings.set(
        fault,
        before ? { ...before, ...(before.expected.length > 0 ? {} : values) } : { fault, ...values },
      );
      last = fault;
    }
  }
  return [...readings.values()].toSorted((a, b) => rank(a.fault) - rank(b.fault));
}

function rank(fault: Fault): number {
  return generalFaults.has(fault) ? 2 : vagueFaults.has(fault) ? 1 : 0;
}

/** A clause with its quoted values put aside: ‹0›, ‹1› stand for them. */
interface Clause {
  readonly text: string;
  readonly values: readonly string[];
}

function faultOf({ text }: Clause): Fault | undefined {
  const lower = text.toLowerCase();
  const rule = wordRules.find(
    ({ says, unless }) => says.every((each) => each.test(lower)) && !unless?.test(lower),
  );
  return namedMember(lower, rule?.fault) ?? rule?.fault;
}

function valuesOf({ text, values }: Clause): Omit<Reading, 'fault'> {
  const back = (masked: string) => masked.replace(/‹(\d+)›/g, (_, at: string) => values[Number(at)] ?? '');
  return {
    expected: valuesAfter(text, wantedPatterns).map(back).filter(isValue),
    actual: valuesAfter(text, gotPatterns).map(back).filter(isValue),
  };
}

/** `missing-tenant_id`, where what is missing has no rule of its own but is called a claim, a parameter or a field. */
function namedMember(lower: string, fault: Fault | undefined): Fault | undefined {
  if (fault !== undefined && !generalFaults.has(fault)) return undefined;
  const [, before, after] =
    /\b(?:missing|required|no) (?:\w+ )?(?:claim|parameter|field|header|property|attribute)s?[: ]+([a-z][\w-]{1,40})\b|\b([a-z][\w-]{1,40}) (?:claim|parameter|field|header|property|attribute) (?:is |was )?(?:missing|required|not (?:present|provided|found))\b/.exec(
      lower,
    ) ?? [];
  const name = before ?? after;
  return name === undefined || /^(?:is|in|the|a|for|not|and|or)$/.test(name) ? undefined : `missing-${name}`;
}

/** Sentences that many servers copy from a standard or add to everything: they say nothing of this request. */
const boilerplate: readonly RegExp[] = [
  /the provided authori[sz]ation grant \((?:e\.g\.|for example)[^)]*\)[^.]*?(?:issued to another client|is invalid[^.]*)\.?/gi,
  /client authentication failed \(e\.g\.,?[^)]*\)\.?/gi,
  /the request is missing a required parameter,? includes an? (?:invalid|unsupported) parameter value[^.]*\.?/gi,
  /make sure that the various parameters are correct[^.]*\.?/gi,
  /the (?:authenticated )?client is not authori[sz]ed to (?:use this authori[sz]ation grant type|request a token using this method)\.?/gi,
  /the authori[sz]ation server encountered an unexpected condition[^.]*\.?/gi,
  /the requested scope is invalid, unknown, (?:or )?malformed[^.]*\.?/gi,
  /\bbad \/ expired jwt claims: /gi,
  /^invalid grant: /gi,
  /\b(?:trace|correlation|request|transaction)[ _]?id:? *[\w-]+|\btimestamp: *[\d :TZ+.-]+/gi,
  /(?:please )?\b(?:visit|see|review|refer to|check out|learn more|read|consider|send an?|provide an?|make sure|ensure)\b[^.]*\.?/gi,
  /\((?:trace_id|request_id|code|ref)[:=][^)]*\)/gi,
];

function clausesOf(saying: string): readonly Clause[] {
  const values: string[] = [];
  const keep = (value: string) => `‹${values.push(value) - 1}›`;
  const plain = saying
    .slice(0, maxSaying)
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  const addressed = splitCode(plain).replace(/\b[a-z][a-z+]*:\/\/[^\s,;)'"\]]+/gi, (url) =>
    keep(url.replace(/\.$/, '')),
  );
  const told = boilerplate.reduce((text, pattern) => text.replace(pattern, ' '), addressed);
  const masked = told
    // Lists and values in brackets: [https://a, https://b]
    .replace(/\[([^\][]{1,400})\]/g, (whole, inside: string) =>
      looksLikeValue(inside)
        ? inside
            .split(/\s*,\s*/)
            .map(keep)
            .join(', ')
        : whole,
    )
    // A value in quotes is put aside; a name in quotes ('exp', "Issued at") loses them.
    .replace(
      /(?<![a-z])'([^']{1,300})'|"([^"]{1,300})"|`([^`]{1,300})`/gi,
      (_, ...found: (string | undefined)[]) => {
        const inside = found.slice(0, 3).find((each) => each !== undefined) ?? '';
        return looksLikeValue(inside) ? keep(inside) : ` ${inside} `;
      },
    )
    .replace(/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, keep);
  return masked
    .split(/(?<=[^.][.;!])\s+(?=[A-Z‹(])|\s\|\s|\.\s*\[/)
    .flatMap((text) => {
      // What stands behind the colon tells more: “Client authentication failed: Token is not active”.
      const [, tail] = /[a-z\])›]:\s+(?=[A-Z])(.*)$/s.exec(text) ?? [];
      return tail === undefined ? [text] : [tail, text];
    })
    .map((text) => ({ text: text.replace(/\s+/g, ' ').trim(), values: values.map(unmasked) }))
    .filter(({ text }) => /[a-z]/i.test(text));

  function unmasked(value: string): string {
    return value.replace(/‹(\d+)›/g, (_, at: string) => values[Number(at)] ?? '');
  }
}

/** Names with an underscore that stay whole. */
const compounds =
  /\b(client_assertion_type|client_assertion|client_id|client_secret|grant_type|subject_token|actor_token|refresh_token|redirect_uri|consent_required|user_not_found|issuer_not_found|no_valid_keys_or_signatures)\b/;

/** `JWT_TOKEN_EXPIRED`, `ExpiredProviderToken`, `steps.jwt.TokenExpired` as words; a sentence stays as it is. */
function splitCode(text: string): string {
  if (/\s/.test(text) || text.includes('://') || compounds.test(text)) return text;
  return text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[_.:/-]+/g, ' ');
}

/** A URL, an id, a list, a number of digits: not a name such as `exp` or `Issued at`. */
function looksLikeValue(text: string): boolean {
  if (/^(?:reason\b|audience\b|issuer\b|kid\b|x5t|client_|grant_)/i.test(text)) return false;
  if (/:\/\/|@|[\d]{4}|^\S{24,}$|^urn:|^api:|\.[a-z]{2,}(?:$|[/:,])|^[A-Z]{2}\d{3}$|^[*]+$/i.test(text))
    return true;
  return /[/=,]/.test(text) && !/\s[a-z]+\s/.test(text);
}

const value = String.raw`(‹\d+›|[A-Za-z0-9_.:/+@-]*[A-Za-z0-9/_])`;
const list = `${value}(?:(?:,| or| and|, or) ${value})*`;

/** What stands after these words is what the server wants. */
const wantedPatterns: readonly RegExp[] = [
  String.raw`\bexpect(?:ed|s|ing)?(?: (?:value|values|one of|any of|the|an?|is|are|was|to be|audiences?|issuers?|subject|algorithms?|aud|iss|alg|ones?(?: in config)?))*:? `,
  String.raw`\b(?:must|should) (?:be|equal|match|contain|include)(?: (?:one of|any of|the|value|exactly|equal to|string|a value|authorization server's|server's|token endpoint|endpoint|issuer|url))*:? `,
  String.raw`\b(?:required|wanted|want|allowed|supported|accepted|enforces signing algorithm|right audience is|correct value is|enforces)(?: (?:value|values|is|are|audience|algorithms?|to be|one of))*:? `,
].map((words) => new RegExp(`${words}${list}`, 'gi'));

/** What stands after these words is what it got. */
const gotPatterns: readonly RegExp[] = [
  String.raw`\b(?:but|instead|and)? ?(?:got|was|found|received|actual|actually|presented|provided|given|saw)(?: (?:value|is|was|audience|issuer|assertion|subject|one))*:? `,
  String.raw`\b(?:audience|issuer|subject|algorithm|kid|aud|iss|sub|alg)(?: (?:claim|value|in the assertion|in id token|from token|of))*(?: (?:is|was|:|has value))? `,
].map((words) => new RegExp(`${words}${value}`, 'gi'));

function valuesAfter(text: string, patterns: readonly RegExp[]): readonly string[] {
  const found = patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, ...groups]) => groups.filter((each) => each !== undefined)),
  );
  return [...new Set(found)];
}

/** Words of the sentence itself are not what it speaks of. */
const wordsOfSentences =
  /^(?:a|an|the|is|are|was|be|to|not|and|or|of|in|for|with|as|by|value|valid|set|present|provided|specified|claim|token|jwt|audience|issuer|subject|client|one|any|at|on|from|does|did|must|should|required|missing|invalid|it|that|this|identical|unique|used|only|same|signed|sent|an?y?|integer|string|array|number|numeric|before|after|least|most|less|more|than|within|match|matching|equal|presented|assertion|parameter|parameters|header|request|endpoint|url|issued|expected|registered|known|configured)$/i;

function isValue(text: string): boolean {
  return text !== '' && !wordsOfSentences.test(text) && /[./:@\d-]|^[A-Z]{2}|_/.test(text);
}
