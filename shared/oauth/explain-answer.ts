import { isJsonObject } from '../base/json.ts';
import { audiences } from '../jwt/claim-types.ts';
import { decodeToken } from '../jwt/decode-token.ts';
import type { Fault, Server } from '../servers/server.ts';
import { readChallenge, wordsOfAnswer } from './answer-words.ts';
import { compareSent, measureForm } from './compare-sent.ts';
import {
  isTelling,
  type Measured,
  measureClocks,
  measureJwt,
  sentMember,
  timeFaults,
} from './explain-assertion.ts';
import { wordsOfFault } from './fault-words.ts';
import type { ReadAnswer } from './read-answer.ts';
import { generalFaults, type Reading, readWords } from './read-words.ts';
import { knownForFault, type RecognisedError, recogniseError } from './recognise-error.ts';
import { explainCode, explainStatus, notUnderstood } from './standard-errors.ts';
import type { Explanation } from './token-exchange.ts';
import type { Pair } from './token-request.ts';
import { explainPage } from './web-pages.ts';

/** An answer that brought no token. */
export interface FailedAnswer {
  /** Undefined where the answer was met elsewhere, without it. */
  readonly status: number | undefined;
  readonly answer: ReadAnswer;
  readonly body: string;
  /** The WWW-Authenticate header. */
  readonly authenticate?: string | undefined;
}

/** What was asked, as far as it is known; each member makes the explanation better. */
export interface FailedRequest {
  readonly server?: Server | undefined;
  readonly endpoint?: string | undefined;
  /** The JWT that was sent as the grant. */
  readonly assertion?: string | undefined;
  /** The JWT that was sent to authenticate the client. */
  readonly clientAssertion?: string | undefined;
  /** The JWT that was sent in another way: as client secret, as bearer token, as the token to exchange; or nobody said how. */
  readonly otherJwt?: string | undefined;
  /** A protected resource was called, with an access token: its no is about that token. */
  readonly resource?: boolean | undefined;
  /** The form as it was sent. */
  readonly form?: readonly Pair[] | undefined;
  /** The body was JSON, and not a form. */
  readonly json?: boolean | undefined;
  /** When it was sent, by the own clock: seconds since the epoch. */
  readonly sentAt?: number | undefined;
  /** Now, where the answer was met elsewhere and it is not known when the request was sent. */
  readonly readAt?: number | undefined;
  /** Seconds by which the server's clock is ahead of the own one; negative when it is behind. */
  readonly clockOffset?: number | undefined;
  /** The offset counts from now, and the answer may have come long before. */
  readonly clockAssumed?: boolean | undefined;
}

// A server's own text stands at the beginning; searching megabytes for it would only give a hostile answer room.
const maxSearched = 16 * 1024;

/**
 * Likely causes of a failed answer, likeliest first, by the strength of the evidence: what was measured and accounts for the
 * server's words, those words, what this server is known to mean by them, what else was measured, then the standard.
 */
export function explainAnswer(failed: FailedAnswer, request: FailedRequest = {}): readonly Explanation[] {
  const { status, answer, body, authenticate = '' } = failed;
  const code = answer.error?.error ?? readChallenge(authenticate).error;
  const words = wordsOfAnswer(answer, body, authenticate);
  const text = [words.join('\n'), authenticate, body].map((each) => each.slice(0, maxSearched)).join('\n');
  const readings = answer.html ? [] : readWords(words);
  const told = readings.filter(({ fault }) => !generalFaults.has(fault));
  const jwt = jwtInQuestion(code, text, request);
  const recognised = recogniseError(code, text, { ...request, audiences: audiencesOf(jwt) });
  const { server, byText, byCode, elsewhere } = recognised;

  const measured = measure(failed, code, jwt, { ...request, server });
  const faults = faultsOf(byText, told);
  const { supporting, others } = bySupport(
    measured,
    faults,
    request.clockAssumed ? undefined : request.clockOffset,
  );
  const compared = told
    .map((each) => compareSent(each, { jwt, form: request.form }))
    .filter((each) => each !== undefined);
  const general = readings.filter(({ fault }) => generalFaults.has(fault));
  const standard = explainCode(code);
  const byStatus = standard || status === undefined ? undefined : explainStatus(status);
  const foreign = elsewhere && fits(elsewhere, told) ? elsewhere : undefined;

  const atResource = request.resource ?? isChallenge(authenticate);
  // A path that is not there, or a server that failed, says more by its status than by “not found”.
  const statusFirst =
    status !== undefined && (status === 404 || status === 405 || status === 415 || status >= 429);

  const explanations = [
    ...compared,
    ...supporting,
    ...byText.map((each) => withFederatedValues(explainKnown(each), each.server, jwt, text)),
    ...told
      .filter(({ fault }) => !coveredBy(byText, fault))
      .flatMap((each) => explainReading(each, server, atResource)),
    ...(foreign ? [explainKnown(foreign)] : []),
    ...(answer.html ? [explainPage(body)] : []),
    ...others.filter(({ path }) => path !== 'clock' || !request.clockAssumed),
    ...(byText.length > 0 ? [] : byCode.map(explainKnown)),
    ...(byStatus && statusFirst ? [byStatus] : []),
    ...(told.length > 0 || byText.length > 0 || standard
      ? []
      : general.map((each) => sayGeneral(each, atResource))),
    ...(standard ? [standard] : []),
    ...(byStatus && !statusFirst ? [byStatus] : []),
    ...(request.clockAssumed ? others.filter(({ path }) => path === 'clock') : []),
  ];
  const different = explanations.filter(
    ({ cause }, at) => explanations.findIndex((each) => each.cause === cause) === at,
  );
  return different.length > 0 ? different : [notUnderstood];
}

/** Resources answer with a challenge for a token (RFC 6750 section 3); token endpoints with one for Basic. */
function isChallenge(authenticate: string): boolean {
  return (
    /^\s*(?:bearer|dpop)\b/i.test(authenticate) &&
    /\berror="?(?:invalid_token|insufficient_)/.test(authenticate)
  );
}

/** The JWT that the answer is about: what authenticates the client where the client was refused, else the grant. */
function jwtInQuestion(code: string | undefined, text: string, request: FailedRequest): string | undefined {
  const { assertion, clientAssertion, otherJwt, server } = request;
  if (code === 'invalid_client') return clientAssertion ?? otherJwt;
  const client =
    server?.use === 'client-authentication' || /client[_ ]assertion|client authentication/i.test(text);
  return (client ? clientAssertion : undefined) ?? assertion ?? clientAssertion ?? otherJwt;
}

function audiencesOf(jwt: string | undefined): readonly string[] | undefined {
  if (jwt === undefined) return undefined;
  try {
    const { claims } = decodeToken(jwt);
    return isJsonObject(claims) ? audiences(claims.aud) : undefined;
  } catch {
    return undefined;
  }
}

/** Codes that say nothing of the JWT. */
const codesOfOtherThings: ReadonlySet<string> = new Set([
  'unsupported_grant_type',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'use_dpop_nonce',
  'slow_down',
  'authorization_pending',
]);

function measure(
  { status, answer }: FailedAnswer,
  code: string | undefined,
  jwt: string | undefined,
  request: FailedRequest,
): readonly Measured[] {
  // A page, a wrong path or a proxy says nothing about the JWT.
  if (answer.html) return [];
  const form = measureForm(request.form, request.json);
  const aboutJwt =
    code === undefined
      ? status === undefined || status === 400 || status === 401 || status === 403 || status === 500
      : !codesOfOtherThings.has(code);
  if (!aboutJwt) return form;
  const { sentAt, readAt, clockOffset, server, endpoint } = request;
  if (jwt === undefined || request.clockAssumed) {
    const clocks = measureClocks(clockOffset, request.clockAssumed);
    return [
      ...form,
      ...clocks,
      ...(jwt === undefined ? [] : measureJwt({ token: jwt, readAt, server, endpoint })),
    ];
  }
  return [...form, ...measureJwt({ token: jwt, sentAt, readAt, clockOffset, server, endpoint })];
}

/** What the server says is wrong, as far as it says it. */
function faultsOf(byText: readonly RecognisedError[], told: readonly Reading[]): ReadonlySet<Fault> {
  const known = byText.flatMap((each) => each.known.faults ?? []);
  const [first] = told;
  return new Set([...known, ...(first ? [first.fault] : [])]);
}

/** What was measured: first what accounts for the server's words. Where it has none, whatever is wrong does. */
function bySupport(
  measured: readonly Measured[],
  faults: ReadonlySet<Fault>,
  clockOffset: number | undefined,
) {
  const isAbout = (each: Measured) =>
    faults.size === 0
      ? each.explanation.path !== 'clock' || isTelling(clockOffset)
      : each.faults.some((fault) => faults.has(fault));
  const explained = (found: readonly Measured[]) => found.map(({ explanation }) => explanation);
  return {
    supporting: explained(measured.filter(isAbout)),
    others: explained(measured.filter((each) => !isAbout(each))),
  };
}

/** Whether another vendor's text, met where nothing tells the server, says what the words say. */
function fits({ known }: RecognisedError, told: readonly Reading[]): boolean {
  const [first] = told;
  return first === undefined || known.faults?.includes(first.fault) === true;
}

function coveredBy(byText: readonly RecognisedError[], fault: Fault): boolean {
  return (
    byText.length > 0 && (byText.some(({ known }) => known.faults?.includes(fault)) || timeFaults.has(fault))
  );
}

function explainKnown({ server, known }: RecognisedError): Explanation {
  const { cause, fix, apply, path } = known;
  const [fault] = known.faults ?? [];
  const about = path ?? (fault === undefined ? undefined : wordsOfFault(fault).path);
  return {
    cause,
    fix,
    basis: 'server-known',
    reference: known.source ?? server.source,
    ...(about === undefined ? {} : { path: about }),
    ...(apply ? { apply } : {}),
  };
}

/** Of a token that another issuer signed, the three values that must match, side by side with what the server names of them. */
function withFederatedValues(
  explanation: Explanation,
  { rules, use, marks }: Server,
  jwt: string | undefined,
  text: string,
): Explanation {
  const federated = use === 'exchange' || marks?.audience !== undefined;
  if (!federated || !/^claims\.(?:iss|sub|aud)$/.test(explanation.path ?? '')) return explanation;
  const compared = Object.entries({ iss: 'issuer', sub: 'subject', aud: 'audience' }).flatMap(
    ([name, word]) => {
      const path = `claims.${name}`;
      const named = new RegExp(`\\b${word}:? ['"]([^'"]{1,500})['"]`, 'i').exec(text)?.[1];
      const sent = (jwt === undefined ? undefined : sentMember(jwt, path)) ?? named;
      const wanted = name === 'aud' ? rules.audience?.[0] : undefined;
      const expected = wanted ?? (sent === named ? undefined : named);
      return sent === undefined && expected === undefined
        ? []
        : [
            {
              path,
              ...(sent === undefined ? {} : { sent }),
              ...(expected === undefined ? {} : { expected }),
            },
          ];
    },
  );
  return { ...explanation, compared };
}

/** The server's own words, and what this server's file knows to do about them. */
function explainReading(
  reading: Reading,
  server: Server | undefined,
  atResource: boolean,
): readonly Explanation[] {
  const { expected } = reading;
  const general = wordsOfFault(reading.fault, atResource);
  const wanted =
    expected.length === 0 ? '' : `; it names ${expected.map((each) => `“${each}”`).join(' or ')}`;
  const known = knownForFault(server, reading.fault);
  return [
    { ...general, cause: `${general.cause}${wanted}`, basis: 'server-text' },
    ...(known ? [explainKnown(known)] : []),
  ];
}

function sayGeneral({ fault }: Reading, atResource: boolean): Explanation {
  return { ...wordsOfFault(fault, atResource), basis: 'server-text' };
}
