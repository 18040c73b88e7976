import type { AssertionFacts } from './assertion-facts.ts';
import { audience, issuer, subject, subjectIsClient, tokenId } from './claim-rules.ts';
import type { RuleCheck } from './rule-check.ts';
import { apiManagerLifetime, expiry, issuedAt, longestLifetime, notBefore } from './time-rules.ts';

/** Which set of rules an assertion is held against. */
export type RuleSet =
  | 'gateway'
  | 'api-manager'
  | 'standard'
  | 'client-assertion'
  | 'personality'
  | 'personality-client-assertion';

/** Holds the claims against one demand; nothing where an optional claim is absent. */
type Rule = (facts: AssertionFacts) => RuleCheck | undefined;

/** The gateway takes `exp` at most this many seconds away. */
const gatewayMaxLifetime = 300;
/** No standard says how far is too far; an hour is what most servers take (RFC 7523 section 3, item 4). */
const standardMaxLifetime = 3600;

const clientId = 'the OAuth client id';

/** The claim rules of each set, in the order in which the first broken one becomes the answer. */
const claimRules: Record<RuleSet, readonly Rule[]> = {
  gateway: [
    (facts) => issuer(facts, clientId),
    (facts) => subject(facts, { required: false }),
    audience,
    expiry,
    (facts) => longestLifetime(facts, 'this gateway', gatewayMaxLifetime),
    (facts) => issuedAt(facts, { required: true }),
    notBefore,
    (facts) => tokenId(facts, { required: false }),
  ],
  'api-manager': [
    (facts) => issuer(facts, 'the name of the registered identity provider'),
    (facts) => subject(facts, { required: true }),
    audience,
    expiry,
    apiManagerLifetime,
    (facts) => issuedAt(facts, { required: false }),
    notBefore,
    (facts) => tokenId(facts, { required: false }),
  ],
  standard: [
    (facts) => issuer(facts, clientId),
    (facts) => subject(facts, { required: true }),
    audience,
    expiry,
    (facts) => longestLifetime(facts, 'this server', standardMaxLifetime),
    (facts) => issuedAt(facts, { required: false }),
    notBefore,
    (facts) => tokenId(facts, { required: false }),
  ],
  // RFC 7523 section 3 and OpenID Connect Core section 9, which is stricter about jti.
  'client-assertion': [
    (facts) => issuer(facts, clientId),
    subjectIsClient,
    audience,
    expiry,
    (facts) => longestLifetime(facts, 'this server', standardMaxLifetime),
    (facts) => issuedAt(facts, { required: false }),
    notBefore,
    (facts) => tokenId(facts, { required: true }),
  ],
  // What is common to all servers; the known server's own file says the rest.
  personality: [
    (facts) => issuer(facts, 'the registered issuer'),
    (facts) => subject(facts, { required: false }),
    audience,
    expiry,
    (facts) => issuedAt(facts, { required: false }),
    notBefore,
    (facts) => tokenId(facts, { required: false }),
  ],
  'personality-client-assertion': [
    (facts) => issuer(facts, clientId),
    subjectIsClient,
    audience,
    expiry,
    (facts) => issuedAt(facts, { required: false }),
    notBefore,
    (facts) => tokenId(facts, { required: false }),
  ],
};

/** Holds an assertion's claims against every rule of a set (RFC 7523 section 3). Pure. */
export function checkClaims(rules: RuleSet, facts: AssertionFacts): readonly RuleCheck[] {
  return claimRules[rules].map((rule) => rule(facts)).filter((check) => check !== undefined);
}
