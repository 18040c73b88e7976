import type { KnownError, Server } from '../servers/server.ts';
import type { ReadAnswer } from './read-answer.ts';
import type { Explanation } from './token-exchange.ts';

const section = 'RFC 6749 section 5.2';

/** What the standard's error codes usually mean in this flow. */
const standardErrors: Readonly<Record<string, Explanation>> = {
  invalid_request: {
    cause: 'a parameter is missing, doubled or malformed',
    fix: 'check grant_type and assertion, and that the body is a form and not JSON',
    reference: section,
  },
  invalid_client: {
    cause: 'the client did not authenticate, or is not known',
    fix: 'check the client id, the secret, and whether the server wants them in the header or in the form',
    reference: section,
  },
  invalid_grant: {
    cause: 'the assertion itself was refused: signature, iss, aud, exp, iat, or a jti used before',
    fix: 'compare each claim with what the server has configured, and the registered certificate with your key',
    reference: 'RFC 7523 section 3.1',
  },
  unauthorized_client: {
    cause: 'this client may not use this grant',
    fix: 'allow the JWT bearer grant for the client at the server',
    reference: section,
  },
  unsupported_grant_type: {
    cause: 'the server does not offer this grant, or the grant type was misspelt or encoded twice',
    fix: 'switch the JWT bearer grant on at the server, and check the endpoint',
    reference: section,
  },
  invalid_scope: {
    cause: 'a scope is unknown, malformed, or more than the client may ask for',
    fix: 'ask for fewer scopes, separated by spaces',
    reference: section,
  },
};

const statuses: Readonly<Record<number, Explanation>> = {
  404: {
    cause: 'there is nothing at this path',
    fix: 'check the endpoint’s path: it is the token endpoint that is wanted',
  },
  405: {
    cause: 'this path takes no POST',
    fix: 'check the endpoint: this may be the authorization endpoint or a page',
  },
  407: {
    cause: 'a proxy asks for credentials',
    fix: 'the request did not reach the server: ask who runs the proxy',
  },
  415: {
    cause: 'the server does not take a form here',
    fix: 'check the endpoint: token endpoints take forms',
  },
};

// A server's own text stands at the beginning; searching megabytes for it would only give a hostile answer room.
const maxSearched = 16 * 1024;

/** Likely causes of a failed answer, likeliest first: the server's own texts, then what the standard says. */
export function explainAnswer(
  status: number,
  answer: ReadAnswer,
  body: string,
  server?: Server,
): readonly Explanation[] {
  const { error } = answer;
  const text = `${error?.error_description?.slice(0, maxSearched) ?? ''}\n${body.slice(0, maxSearched)}`;
  const explanations: Explanation[] = [];
  for (const { cause, fix } of knownErrors(server, error?.error, text)) {
    explanations.push({ cause, fix, ...(server ? { reference: server.source } : {}) });
  }
  if (answer.html) {
    explanations.push({
      cause: 'a web page answered, not a token endpoint',
      fix: 'check the URL: a login page, a load balancer or a proxy may stand in between',
    });
  }
  // The server chooses the code, and `constructor` is one it may choose.
  const standard =
    error && Object.hasOwn(standardErrors, error.error) ? standardErrors[error.error] : undefined;
  if (standard) explanations.push(standard);
  const byStatus = statuses[status];
  if (byStatus && !standard) explanations.push(byStatus);
  if (explanations.length === 0) {
    explanations.push(
      status >= 500
        ? { cause: `the server failed (status ${status})`, fix: 'try again, and look into the server’s log' }
        : {
            cause: 'the answer holds neither a token nor an OAuth error',
            fix: 'look at the raw answer below',
            reference: section,
          },
    );
  }
  return explanations;
}

/** The server's own errors that fit: those told by their text, and only without such the ones told by their code alone. */
function knownErrors(
  server: Server | undefined,
  code: string | undefined,
  text: string,
): readonly KnownError[] {
  const fitting = (server?.errors ?? []).filter((known) => known.error === undefined || known.error === code);
  const byText = fitting.filter((known) => known.text?.test(text));
  return byText.length > 0 ? byText : fitting.filter((known) => known.text === undefined);
}
