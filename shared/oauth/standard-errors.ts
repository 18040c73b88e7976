import type { Explanation } from './token-exchange.ts';

const section = 'RFC 6749 section 5.2';
const statusSection = 'RFC 9110 section 15';

/** What the standard's error codes usually mean in this flow. */
export const standardErrors: Readonly<Record<string, Explanation>> = {
  invalid_request: {
    cause: 'a parameter is missing, doubled, empty or malformed',
    fix: 'check grant_type and assertion, and that the body is a form and not JSON',
    reference: section,
  },
  invalid_client: {
    cause: 'the client did not authenticate, or is not known',
    fix: 'check the client id, the secret, and whether the server wants them in the header or in the form; with a client assertion, its key, aud and client_assertion_type',
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
    fix: 'switch the JWT bearer grant on at the server, and check the endpoint; %253A in the body means encoded twice',
    reference: section,
  },
  invalid_scope: {
    cause: 'a scope is unknown, malformed, or more than the client may ask for',
    fix: 'ask for fewer scopes, separated by spaces',
    reference: section,
  },
  invalid_target: {
    cause: 'the resource or audience that was asked for is not known',
    fix: 'check the parameters resource and audience',
    reference: 'RFC 8707 section 2',
  },
  invalid_dpop_proof: {
    cause: 'the server demands DPoP, and there was no proof or a wrong one',
    fix: 'send the request with DPoP, with an algorithm for its proof that the server takes, and compare the clocks',
    reference: 'RFC 9449 section 5',
  },
  use_dpop_nonce: {
    cause: 'the server demands DPoP with its nonce',
    fix: 'send the request with DPoP: the nonce is then answered at once',
    reference: 'RFC 9449 section 8',
  },
  invalid_token: {
    cause: 'this is what a resource says of an access token, not what a token endpoint says of an assertion',
    fix: 'check the URL: post to the token endpoint, and send the access token to the resource',
    reference: 'RFC 6750 section 3.1',
  },
};

const statuses: Readonly<Record<number, Explanation>> = {
  401: {
    cause: 'the server, or what stands before it, wants the client to authenticate',
    fix: 'check the client id and secret, and whether they belong into the header or the form',
    reference: statusSection,
  },
  403: {
    cause: 'the server, or a firewall before it, forbids the request',
    fix: 'ask who runs it: an address not allowed, a missing API key, or a rule about the request',
    reference: statusSection,
  },
  404: {
    cause: 'there is nothing at this path',
    fix: 'check the endpoint’s path: it is the token endpoint that is wanted',
    reference: statusSection,
  },
  405: {
    cause: 'this path takes no POST',
    fix: 'check the endpoint: this may be the authorization endpoint or a page',
    reference: statusSection,
  },
  407: {
    cause: 'a proxy asks for credentials',
    fix: 'the request did not reach the server: ask who runs the proxy',
    reference: statusSection,
  },
  413: {
    cause: 'the request is too large for the server',
    fix: 'make the assertion smaller: leave x5c and claims out that nobody needs',
    reference: statusSection,
  },
  415: {
    cause: 'the server does not take a form here',
    fix: 'check the endpoint: token endpoints take forms',
    reference: statusSection,
  },
  429: {
    cause: 'there were too many requests',
    fix: 'wait as long as Retry-After says, and keep the access token until it expires',
    reference: 'RFC 6585 section 4',
  },
  431: {
    cause: 'the header of the request is too large for the server',
    fix: 'send id and secret in the form instead of the header',
    reference: 'RFC 6585 section 5',
  },
  502: {
    cause: 'a proxy got no proper answer from the server behind it',
    fix: 'try again; if it stays, whoever runs the proxy has to look',
    reference: statusSection,
  },
  503: {
    cause: 'the server failed (status 503): it is overloaded or being worked on',
    fix: 'try again later',
    reference: statusSection,
  },
  504: {
    cause: 'a proxy waited too long for the server behind it',
    fix: 'try again; if it stays, whoever runs the proxy has to look',
    reference: statusSection,
  },
};

const byKind: Readonly<Record<number, (status: number) => Explanation>> = {
  3: (status) => ({
    cause: `the endpoint sends elsewhere (status ${status}): it moved, or a login page stands before it`,
    fix: 'post to the address in Location if it is the token endpoint; token requests are never redirected',
    reference: statusSection,
  }),
  5: (status) => ({
    cause: `the server failed (status ${status})`,
    fix: 'try again, and look into the server’s log',
    reference: statusSection,
  }),
};

/** What an error code of the standard means; undefined for others. The server chooses the code, and `constructor` is one it may choose. */
export function explainCode(code: string | undefined): Explanation | undefined {
  return code !== undefined && Object.hasOwn(standardErrors, code) ? standardErrors[code] : undefined;
}

/** What a status means when nothing in the answer says more. */
export function explainStatus(status: number): Explanation | undefined {
  return statuses[status] ?? byKind[Math.floor(status / 100)]?.(status);
}

export const webPage: Explanation = {
  cause: 'a web page answered, not a token endpoint',
  fix: 'check the URL: a login page, a load balancer or a proxy may stand in between',
};

export const notUnderstood: Explanation = {
  cause: 'the answer holds neither a token nor an OAuth error',
  fix: 'look at the raw answer below',
  reference: section,
};
