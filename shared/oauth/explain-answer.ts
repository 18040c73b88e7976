import type { Server } from '../servers/server.ts';
import { explainAssertion } from './explain-assertion.ts';
import type { ReadAnswer } from './read-answer.ts';
import { type RecognisedError, recogniseError } from './recognise-error.ts';
import { explainCode, explainStatus, notUnderstood, webPage } from './standard-errors.ts';
import type { Explanation } from './token-exchange.ts';

/** An answer that brought no token. */
export interface FailedAnswer {
  readonly status: number;
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
  /** When it was sent, by the own clock: seconds since the epoch. */
  readonly sentAt?: number | undefined;
  /** Seconds by which the server's clock is ahead of the own one; negative when it is behind. */
  readonly clockOffset?: number | undefined;
}

// A server's own text stands at the beginning; searching megabytes for it would only give a hostile answer room.
const maxSearched = 16 * 1024;

/**
 * Likely causes of a failed answer, likeliest first: what the server's own words mean, what is wrong with the assertion
 * that was sent, then what the standard says of the code and the status.
 */
export function explainAnswer(failed: FailedAnswer, request: FailedRequest = {}): readonly Explanation[] {
  const { status, answer, body, authenticate = '' } = failed;
  const code = answer.error?.error ?? challengeError(authenticate);
  const description = answer.error?.error_description ?? '';
  const text = [description, authenticate, body].map((each) => each.slice(0, maxSearched)).join('\n');
  const recognised = recogniseError(code, text, request);
  const byServer = (errors: readonly RecognisedError[]) => errors.map(explainKnown);
  const standard = explainCode(code);
  const byStatus = standard ? undefined : explainStatus(status);
  const explanations = [
    ...byServer(recognised.byText),
    ...(isAboutJwt(failed, code) ? explainJwt(code, text, { ...request, server: recognised.server }) : []),
    ...(recognised.byText.length > 0 ? [] : byServer(recognised.byCode)),
    ...(answer.html ? [webPage] : []),
    ...(standard ? [standard] : []),
    ...(byStatus ? [byStatus] : []),
  ];
  return explanations.length > 0 ? explanations : [notUnderstood];
}

function explainKnown({ server, known }: RecognisedError): Explanation {
  const { cause, fix, apply } = known;
  return { cause, fix, reference: known.source ?? server.source, ...(apply ? { apply } : {}) };
}

/** `Bearer error="invalid_token"` → `invalid_token` (RFC 6750 section 3). */
function challengeError(authenticate: string): string | undefined {
  return /\berror="?([a-z_]{1,40})/.exec(authenticate)?.[1];
}

const codesAboutJwt: ReadonlySet<string> = new Set([
  'invalid_grant',
  'invalid_client',
  'invalid_request',
  'unauthorized_client',
]);

/** A page, a wrong path or a proxy says nothing about the JWT. */
function isAboutJwt({ status, answer }: FailedAnswer, code: string | undefined): boolean {
  if (answer.html) return false;
  return code === undefined ? status === 400 || status === 401 || status === 500 : codesAboutJwt.has(code);
}

function explainJwt(code: string | undefined, text: string, request: FailedRequest): readonly Explanation[] {
  const { assertion, clientAssertion, sentAt, clockOffset, server, endpoint } = request;
  const token = code === 'invalid_client' ? clientAssertion : (assertion ?? clientAssertion);
  if (token === undefined || sentAt === undefined) return [];
  return explainAssertion({ token, sentAt, clockOffset, server, endpoint }, text);
}
