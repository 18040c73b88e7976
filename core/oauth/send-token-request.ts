import { explainAnswer } from '../../shared/oauth/explain-answer.ts';
import { type ReadAnswer, tokenMembers, writtenMembers } from '../../shared/oauth/read-answer.ts';
import type { AnswerKind, Explanation, TokenExchange } from '../../shared/oauth/token-exchange.ts';
import { grantMembers, type Pair, type TokenRequest } from '../../shared/oauth/token-request.ts';
import { findServer } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';
import { type AuthSource, type FormAnswer, postForm, type TransportOptions } from './post-form.ts';
import { createRedactor, redactValue } from './redaction/redactor.ts';

export interface SendOptions extends TransportOptions {
  /** The server, or the name of a known one: its texts then explain a failure. */
  readonly server?: string | Server;
}

/** A token request as the core sends it: the client's proof may be made anew for each attempt. */
export type SendableRequest = Omit<TokenRequest, 'auth'> & { readonly auth: AuthSource };

/**
 * Sends a token request (RFC 6749 section 3.2, RFC 7523 section 2.1) and reads whatever comes back.
 * @throws SignetError `unknown-server`, `endpoint-not-a-url` and the errors of an exchange
 */
export async function sendTokenRequest(
  { grant, params = [], insecure, ...request }: SendableRequest,
  { server, ...transport }: SendOptions = {},
): Promise<TokenExchange> {
  const known = typeof server === 'string' ? findServer(server) : server;
  const sent = await postForm(
    { ...request, members: [...grantMembers(grant), ...params] },
    insecure === undefined ? transport : { ...transport, insecure },
  );
  return understand(sent, ({ members }) => tokenMembers(members).length > 0, known);
}

export interface TokenQuestion {
  readonly endpoint: string;
  readonly token: string;
  /** `token_type_hint`: `access_token` or `refresh_token`. */
  readonly hint?: string;
  readonly auth: AuthSource;
}

/** Asks an introspection endpoint about a token (RFC 7662 section 2). */
export async function introspectToken(
  question: TokenQuestion,
  transport: TransportOptions = {},
): Promise<TokenExchange> {
  const sent = await postForm({ ...question, members: questionMembers(question) }, transport);
  return understand(sent, ({ members }) => typeof members.active === 'boolean');
}

/** Has a token revoked (RFC 7009 section 2). A server says yes to tokens it does not know, too. */
export async function revokeToken(
  question: TokenQuestion,
  transport: TransportOptions = {},
): Promise<TokenExchange> {
  const sent = await postForm({ ...question, members: questionMembers(question) }, transport);
  return understand(sent, ({ html }) => !html);
}

function questionMembers({ token, hint }: TokenQuestion): readonly Pair[] {
  return [['token', token], ...(hint === undefined ? [] : ([['token_type_hint', hint]] as const))];
}

/** @param isAnswer whether a 2xx holds what was asked for */
function understand(
  received: FormAnswer,
  isAnswer: (answer: ReadAnswer) => boolean,
  server?: Server,
): TokenExchange {
  const { reply, body, facts, earlier } = received;
  const { answer, error } = reply;
  const { status } = facts;
  const ok = status >= 200 && status < 300 && answer.error === undefined && isAnswer(answer);
  const tokensText = error ? undefined : writtenMembers(answer);
  return {
    ...facts,
    ok,
    answer: kindOf(answer, body, ok),
    format: answer.format,
    tokens: error ? {} : answer.members,
    ...(tokensText === undefined ? {} : { tokensText }),
    ...(error ? { error } : {}),
    ...(ok ? {} : { explanation: explain(received, server) }),
    ...(earlier === undefined ? {} : { earlier }),
  };
}

function explain(
  { reply, body, facts, sent, authenticate, secrets }: FormAnswer,
  server: Server | undefined,
): readonly Explanation[] {
  const { answer } = reply;
  const member = (name: string) => sent.form.find(([each]) => each === name)?.[1];
  const otherJwt = [member('client_secret'), member('subject_token')].find(isJwt);
  const explained = explainAnswer(
    { status: facts.status, answer, body, authenticate },
    {
      server,
      endpoint: facts.url,
      assertion: member('assertion'),
      clientAssertion: member('client_assertion'),
      otherJwt,
      form: sent.form,
      sentAt: sent.at,
      clockOffset: facts.clockOffsetSeconds,
    },
  );
  // A cause may quote the server, and a server may quote a secret.
  return redactValue(explained, createRedactor(secrets));
}

/** Whether it begins as a JWT does: Sign in with Apple has one as client secret. */
function isJwt(text: string | undefined): boolean {
  return text !== undefined && /^e[wy][\w-]{8,}\.[\w-]+\.[\w-]+$/.test(text);
}

function kindOf(answer: ReadAnswer, body: string, ok: boolean): AnswerKind {
  if (answer.error) return 'error';
  if (answer.html) return 'html';
  if (body.trim() === '') return 'empty';
  return ok ? 'tokens' : 'other';
}
