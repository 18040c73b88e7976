import type { ClientKind } from '../../shared/contract/playground.ts';
import { type AnswerFormat, isAnswerFormat } from './answer-format.ts';
import type { RegisteredClient } from './client-registry.ts';
import { flows, jwtBearerGrantType, tokenExchangeGrantType } from './flows.ts';
import { quote, toDescription } from './plain-words.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';

/** How the answer to a form is to be written; undefined where the form does not say it rightly. */
export function readFormat(form: URLSearchParams): AnswerFormat | undefined {
  const [format = 'json', ...more] = form.getAll('format');
  return more.length === 0 && isAnswerFormat(format) ? format : undefined;
}

/** Parameters that may be repeated (RFC 8693 section 2.1). */
const repeatable = new Set(['audience', 'resource']);

const requiredParameters: Readonly<Record<string, readonly string[]>> = {
  [jwtBearerGrantType]: ['assertion'],
  refresh_token: ['refresh_token'],
  [tokenExchangeGrantType]: ['subject_token', 'subject_token_type'],
};

/** What is kept of each token must stay small. */
const longestScope = 1000;

/** What is wrong with a token request's parameters, before anybody is asked to prove anything. */
export function checkParameters(form: URLSearchParams): string | undefined {
  if (readFormat(form) === undefined) {
    return 'the parameter format must be json, urlencoded or xml, once';
  }
  // RFC 6749 section 3.2: parameters must not be included more than once.
  const repeated = [...form.keys()].find((name) => !repeatable.has(name) && form.getAll(name).length > 1);
  if (repeated !== undefined) return `the parameter ${quote(repeated)} was sent more than once`;
  const grant = form.get('grant_type');
  if (grant === null || grant === '') return 'the parameter grant_type is missing or empty';
  if ((form.get('scope') ?? '').length > longestScope) {
    return `the parameter scope is longer than ${longestScope} characters`;
  }
  const missing = requiredParameters[grant]?.find((name) => (form.get(name) ?? '') === '');
  return missing === undefined ? undefined : `the parameter ${missing} is missing or empty`;
}

/** Whether there is such a grant at the endpoint of a kind of client. */
export function checkGrant(kind: ClientKind, grant: string): RuleCheck {
  const { grants } = flows[kind];
  return grants.includes(grant)
    ? passed('grant-type', `grant_type is ${grant}`)
    : broken('grant-type', `grant_type is ${quote(grant)}: it must be ${grants.join(', ')}`);
}

/** The gateway's clients have an endpoint of their own. */
export function checkEndpoint({ kind }: RegisteredClient, path: string): RuleCheck | undefined {
  const { tokenPath } = flows[kind];
  if (path === tokenPath) return undefined;
  return broken('client', `this client belongs to the other flow, at ${tokenPath}`);
}

/** WSO2 names the tenant in the URL; every one is taken. */
export function checkTenant(query: URLSearchParams): readonly RuleCheck[] {
  const tenants = query.getAll('tenantDomain');
  if (tenants.length === 0) return [];
  const detail = `tenantDomain is ${tenants.map(quote).join(', ')}: every tenant is taken`;
  return [passed('tenant', toDescription(detail))];
}
