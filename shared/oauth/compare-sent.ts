import type { Fault } from '../servers/server.ts';
import { type Measured, sentMember } from './explain-assertion.ts';
import { expectedFix, pathOfFault, wordsOfFault } from './fault-words.ts';
import type { Reading } from './read-words.ts';
import type { Explanation } from './token-exchange.ts';
import { jwtBearerClientAssertion, type Pair } from './token-request.ts';

/** What was sent, as far as it can be compared with what a server says. */
export interface Comparable {
  /** The JWT that the answer is about. */
  readonly jwt?: string | undefined;
  /** The whole form, where it is known. */
  readonly form?: readonly Pair[] | undefined;
}

/**
 * Holds what a server says it expected against what was sent.
 * @returns undefined where there is nothing to compare, or where both agree
 */
export function compareSent(reading: Reading, sent: Comparable): Explanation | undefined {
  const path = pathOfFault(reading.fault);
  const value = valueAt(path, sent);
  if (reading.fault.startsWith('missing-')) return compareMissing(reading.fault, path, value, sent);
  const [expected] = reading.expected;
  if (value === undefined || expected === undefined || reading.expected.some((each) => holds(value, each))) {
    return undefined;
  }
  const name = path.slice(path.indexOf('.') + 1);
  const wanted = reading.expected.map(quoted).join(' or ');
  const apply = reading.expected.length === 1 ? expectedFix(path, expected) : undefined;
  return {
    cause: `${name} is ${quoted(value)}, and the server expects ${wanted}${differenceIn(value, expected)}`,
    fix: apply ? `set ${name} to ${quoted(expected)}, to the letter` : `use ${wanted}, to the letter`,
    basis: 'measured',
    path,
    reference: wordsOfFault(reading.fault).reference ?? '',
    compared: reading.expected.map((each) => ({ path, sent: value, expected: each })),
    ...(apply ? { apply } : {}),
  };
}

function compareMissing(
  fault: Fault,
  path: string,
  value: string | undefined,
  sent: Comparable,
): Explanation | undefined {
  const known = path.startsWith('form.') ? sent.form !== undefined : sent.jwt !== undefined;
  if (!known) return undefined;
  const { cause, fix, reference, apply } = wordsOfFault(fault);
  const name = path.slice(path.indexOf('.') + 1);
  if (value === undefined || value === '') {
    const place = path.startsWith('form.') ? 'request' : 'JWT';
    return {
      cause: `${name} is missing from the ${place}, as the server says`,
      fix,
      basis: 'measured',
      path,
      ...(reference === undefined ? {} : { reference }),
      ...(apply ? { apply } : {}),
    };
  }
  return path.startsWith('form.')
    ? {
        cause: `the server says that ${name} is missing, and it was sent: the server did not read the body as a form, or looks for it elsewhere`,
        fix: 'send Content-Type application/x-www-form-urlencoded, and the parameters in the body',
        basis: 'measured',
        path,
        reference: reference ?? cause,
      }
    : undefined;
}

/** What is wrong with the form that was sent, whatever the answer says. */
export function measureForm(form: readonly Pair[] | undefined, json = false): readonly Measured[] {
  if (form === undefined) return [];
  const value = (name: string) => form.find(([each]) => each === name)?.[1];
  const found: Measured[] = [];
  const report = (faults: readonly Fault[], path: string, cause: string, fix: string, reference: string) =>
    found.push({ faults, explanation: { cause, fix, basis: 'measured', path, reference } });

  if (json) {
    report(
      [
        'wrong-content-type',
        'missing-grant_type',
        'missing-assertion',
        'missing-client_assertion',
        'request-malformed',
      ],
      'form',
      'the body was JSON: token endpoints take forms',
      'send the parameters as a form, with Content-Type application/x-www-form-urlencoded',
      'RFC 6749 section 3.2',
    );
  }
  for (const [name, text] of form) {
    if (
      /^(?:grant_type|client_assertion_type|subject_token_type|requested_token_type)$/.test(name) &&
      /%3A/i.test(text)
    ) {
      report(
        [`wrong-${name}`, 'grant-not-allowed', 'request-malformed'],
        `form.${name}`,
        `${name} was encoded twice: the server reads ${quoted(text)}`,
        'encode the form once',
        'RFC 6749 appendix B',
      );
    }
    if (
      /^(?:assertion|client_assertion|subject_token)$/.test(name) &&
      /^\s|\s$|^["']|["']$|^bearer /i.test(text)
    ) {
      report(
        ['malformed', 'signature', 'token-refused'],
        `form.${name}`,
        `${name} has quotes, white space or “Bearer” around the JWT`,
        'send the JWT alone',
        'RFC 7519 section 3',
      );
    }
  }
  const names = form.map(([name]) => name);
  const doubled = names.find(
    (name, at) => names.indexOf(name) !== at && name !== 'resource' && name !== 'audience',
  );
  if (doubled !== undefined) {
    report(
      ['parameter-doubled', 'request-malformed'],
      `form.${doubled}`,
      `${doubled} is in the form more than once`,
      'send each parameter once',
      'RFC 6749 section 3.2',
    );
  }
  const clientAssertion = value('client_assertion');
  const type = value('client_assertion_type');
  if (clientAssertion !== undefined && type !== jwtBearerClientAssertion && !/%3A/i.test(type ?? '')) {
    const { fix, reference } = wordsOfFault('wrong-client_assertion_type');
    report(
      ['wrong-client_assertion_type', 'client-authentication'],
      'form.client_assertion_type',
      type === undefined
        ? 'client_assertion was sent without client_assertion_type'
        : `client_assertion_type is ${quoted(type)}, not the URN of RFC 7523`,
      fix,
      reference ?? '',
    );
  }
  const clientId = value('client_id');
  const subject = clientAssertion === undefined ? undefined : sentMember(clientAssertion, 'claims.sub');
  const issuer = clientAssertion === undefined ? undefined : sentMember(clientAssertion, 'claims.iss');
  // With federation, iss and sub are another provider's, and no client id.
  if (clientId !== undefined && subject !== undefined && subject === issuer && subject !== clientId) {
    found.push({
      faults: ['wrong-client_id', 'wrong-iss', 'wrong-sub', 'unknown-client', 'client-authentication'],
      explanation: {
        cause: `client_id is ${quoted(clientId)}, and iss and sub of the client assertion are ${quoted(subject)}`,
        fix: 'use one client id everywhere: in the request, and as iss and sub',
        basis: 'measured',
        path: 'form.client_id',
        reference: 'RFC 7523 section 3',
        compared: [{ path: 'form.client_id', sent: clientId, expected: subject }],
      },
    });
  }
  return found;
}

function valueAt(path: string, { jwt, form }: Comparable): string | undefined {
  if (path.startsWith('form.')) return form?.find(([name]) => `form.${name}` === path)?.[1];
  return jwt === undefined ? undefined : sentMember(jwt, path);
}

/** Whether a value that was sent is, or holds, the one that is wanted: aud may be a list, scope too. */
function holds(value: string, expected: string): boolean {
  return value === expected || value.split(/[\s,"[\]]+/).includes(expected);
}

/** In what two values differ that look alike. */
function differenceIn(sent: string, expected: string): string {
  const bare = (text: string) => text.replace(/\/+$/, '');
  if (sent === expected) return '';
  if (bare(sent) === bare(expected)) return ': they differ in the slash at the end';
  if (sent.toLowerCase() === expected.toLowerCase()) return ': they differ in upper and lower case';
  if (sent.replace(/^https?:/, '') === expected.replace(/^https?:/, ''))
    return ': they differ in http and https';
  if (sent.trim() === expected.trim()) return ': they differ in white space';
  const hosts = [sent, expected].map((each) => /^[a-z]+:\/\/([^/]+)(.*)$/i.exec(each));
  const [[, host, path] = [], [, otherHost, otherPath] = []] = hosts.map((each) => each ?? []);
  if (host === undefined || otherHost === undefined) return '';
  return host === otherHost
    ? ': they differ in the path'
    : path === otherPath
      ? ': they differ in the host'
      : '';
}

function quoted(text: string): string {
  return `“${text.length > 200 ? `${text.slice(0, 200)}…` : text}”`;
}
