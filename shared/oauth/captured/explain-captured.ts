import { type JsonObject, rememberSource } from '../../base/json.ts';
import { numericDate } from '../../jwt/claim-types.ts';
import { decodeToken } from '../../jwt/decode-token.ts';
import type { Finding } from '../../jwt/finding.ts';
import { checkAgainstServer } from '../../servers/check-against-server.ts';
import type { Server } from '../../servers/server.ts';
import { explainAnswer } from '../explain-answer.ts';
import { type ReadAnswer, readAnswer, tokenMembers, writtenMembers } from '../read-answer.ts';
import { recogniseError } from '../recognise-error.ts';
import type { Explanation, OAuthError } from '../token-exchange.ts';
import type { Pair } from '../token-request.ts';
import { headerValue, readHttp } from './read-message.ts';
import { readSentRequest, type SentRequest, toSentRequest } from './sent-request.ts';

/** An answer met elsewhere, and whatever is known of it. */
export interface CapturedAnswer {
  /** The body, or all of the HTTP answer, or a HAR file with the request in it. */
  readonly text: string;
  readonly status?: number | undefined;
  readonly headers?: readonly Pair[] | undefined;
  readonly server?: Server | undefined;
  readonly endpoint?: string | undefined;
  /** The JWT that was sent, whichever way. */
  readonly assertion?: string | undefined;
  /** The request that was sent: a curl command, an HTTP message or a HAR file. */
  readonly request?: string | undefined;
  /** Seconds since the epoch. */
  readonly now: number;
}

export interface ExplainedAnswer {
  readonly error: OAuthError | null;
  /** The members of an answer that brought a token of any known name. */
  readonly tokens: JsonObject | null;
  readonly explanation: readonly Explanation[];
  /** What is to be said of the JWT that was sent. */
  readonly findings: readonly Finding[];
  /** What must not be shown again. */
  readonly secrets: readonly string[];
}

/** As if it had come a moment ago: an assertion this fresh was made for this very request. */
const freshSeconds = 15 * 60;

/**
 * Explains an answer that was met elsewhere: in a log, in another tool. Sends nothing.
 * @throws SignetError `unknown-format` for a request that cannot be read
 */
export async function explainCaptured(captured: CapturedAnswer): Promise<ExplainedAnswer> {
  const pair = readHttp(captured.text);
  const given = captured.request === undefined ? undefined : readSentRequest(captured.request);
  const request: SentRequest = given ?? (pair?.request ? toSentRequest(pair.request) : { secrets: [] });
  const message = pair?.answer ?? (captured.text.trim() === '' ? given?.captured?.answer : undefined);
  const status = captured.status ?? message?.status;
  const headers = [...(captured.headers ?? []), ...(message?.headers ?? [])];
  const body = message?.body ?? captured.text;
  const answer = await readAnswer(body, headerValue(headers, 'content-type') ?? '', status);
  const jwt = captured.assertion?.trim();
  const endpoint = captured.endpoint ?? request.url;
  if (isSuccess(answer, status)) {
    const tokens = { ...answer.members };
    const written = writtenMembers(answer);
    if (written !== undefined) rememberSource(tokens, written);
    const findings = findingsOf(
      jwt ?? request.assertion ?? request.clientAssertion,
      captured.server,
      captured.now,
    );
    return {
      error: null,
      tokens,
      explanation: [],
      findings,
      secrets: request.secrets,
    };
  }

  const failed = { status, answer, body, authenticate: headerValue(headers, 'www-authenticate') };
  const sent = jwt ?? request.clientAssertion ?? request.assertion ?? request.otherJwt;
  const times = timesOf(captured, {
    sent,
    at: pair?.at ?? given?.captured?.at,
    date: headerValue(headers, 'date'),
  });
  const explanation = explainAnswer(failed, {
    server: captured.server,
    endpoint,
    assertion: request.assertion,
    clientAssertion: request.clientAssertion,
    otherJwt: jwt ?? request.otherJwt,
    form: request.form,
    json: request.json,
    ...times,
  });
  const text = [answer.error?.error, answer.error?.error_description, body].join('\n');
  const { server } = recogniseError(answer.error?.error, text, { server: captured.server, endpoint });
  return {
    error: answer.error ?? null,
    tokens: null,
    explanation,
    findings: findingsOf(sent, server, times.sentAt ?? issuedAt(sent) ?? captured.now),
    secrets: request.secrets,
  };
}

function isSuccess(answer: ReadAnswer, status: number | undefined): boolean {
  const good = status === undefined || (status >= 200 && status < 300);
  const active = typeof answer.members.active === 'boolean';
  return good && answer.error === undefined && (tokenMembers(answer.members).length > 0 || active);
}

/** When it was sent and how far the clocks are apart, as far as that can be known of an exchange in the past. */
function timesOf(
  { now }: CapturedAnswer,
  {
    sent,
    at,
    date,
  }: {
    readonly sent: string | undefined;
    readonly at: number | undefined;
    readonly date: string | undefined;
  },
) {
  const served = date === undefined ? Number.NaN : Date.parse(date) / 1000;
  const issued = issuedAt(sent);
  const isFresh = issued !== undefined && Math.abs(now - issued) < freshSeconds;
  const sentAt = at === undefined ? (isFresh ? now : undefined) : Math.floor(at);
  if (Number.isNaN(served)) return { ...(sentAt === undefined ? {} : { sentAt }), readAt: now };
  if (sentAt !== undefined) return { sentAt, clockOffset: served - sentAt };
  // The JWT's times are held against the server's clock; the own clock of that time is not known.
  if (issued !== undefined) return { sentAt: served };
  return { clockOffset: served - now, clockAssumed: true };
}

function issuedAt(jwt: string | undefined): number | undefined {
  return jwt === undefined ? undefined : numericDate(decoded(jwt)?.claims?.iat);
}

function decoded(jwt: string) {
  try {
    return decodeToken(jwt);
  } catch {
    return undefined;
  }
}

function findingsOf(jwt: string | undefined, server: Server | undefined, at: number): readonly Finding[] {
  const token = jwt === undefined ? undefined : decoded(jwt);
  if (!token) return [];
  const { header, claims, findings } = token;
  return [...findings, ...(server && header && claims ? checkAgainstServer(server, header, claims, at) : [])];
}
