import type { Explanation } from './token-exchange.ts';

type Words = Omit<Explanation, 'basis'>;

const section = 'RFC 6749 section 5.2';
const statusSection = 'RFC 9110 section 15';

/** What the standard's error codes usually mean in this flow. */
export const standardErrors: Readonly<Record<string, Words>> = {
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
  server_error: {
    cause: 'the server itself failed; the request may be as it should be',
    fix: 'try again; if it stays, tell whoever runs the server: its log has the reason',
    reference: 'RFC 6749 section 4.1.2.1',
  },
  temporarily_unavailable: {
    cause: 'the server is overloaded or being worked on',
    fix: 'try again later',
    reference: 'RFC 6749 section 4.1.2.1',
  },
  access_denied: {
    cause: 'the server knows who asks, and refuses: a policy, a missing permission, or a user who said no',
    fix: 'have an administrator grant the client what it asks for',
    reference: 'RFC 6749 section 4.1.2.1',
  },
  consent_required: {
    cause: 'nobody has consented to what the app asks for',
    fix: 'have the user, or an administrator for all users, consent to the app once',
    reference: 'OpenID Connect Core section 3.1.2.6',
  },
  interaction_required: {
    cause: 'the server wants the user to sign in or answer something in a browser',
    fix: 'have the user sign in there, or ask for what needs no user',
    reference: 'OpenID Connect Core section 3.1.2.6',
  },
  login_required: {
    cause: 'the server wants the user to sign in',
    fix: 'have the user sign in there, or ask for what needs no user',
    reference: 'OpenID Connect Core section 3.1.2.6',
  },
  unsupported_token_type: {
    cause: 'the server does not revoke this type of token',
    fix: 'revoke the refresh token instead, or wait until the token expires',
    reference: 'RFC 7009 section 2.2.1',
  },
  authorization_pending: {
    cause: 'the user has not yet answered on the other device',
    fix: 'ask again after the interval that the device answer named',
    reference: 'RFC 8628 section 3.5',
  },
  slow_down: {
    cause: 'the server was asked too often whether the user has answered',
    fix: 'wait five seconds longer between the requests',
    reference: 'RFC 8628 section 3.5',
  },
  expired_token: {
    cause: 'the device code has expired before the user answered',
    fix: 'begin anew with a fresh device code',
    reference: 'RFC 8628 section 3.5',
  },
  invalid_authorization_details: {
    cause: 'authorization_details has an unknown type, a missing or an invalid member',
    fix: 'compare it with the types that the server’s metadata names',
    reference: 'RFC 9396 section 5',
  },
  invalid_request_object: {
    cause: 'the request object is not signed, encrypted or composed as the server wants it',
    fix: 'check its signature and key, aud (the server’s issuer), iss and client_id (both the client id) and exp',
    reference: 'RFC 9101 section 6',
  },
  insufficient_scope: {
    cause: 'the access token is good, and lacks a scope that this resource wants',
    fix: 'request a token with the scope that WWW-Authenticate names, and have it granted to the client',
    reference: 'RFC 6750 section 3.1',
  },
  insufficient_user_authentication: {
    cause: 'the resource wants the user to have signed in more recently, or in a stronger way',
    fix: 'have the user sign in again, with the acr_values and max_age that WWW-Authenticate names',
    reference: 'RFC 9470 section 3',
  },
  invalid_token: {
    cause: 'this is what a resource says of an access token, not what a token endpoint says of an assertion',
    fix: 'check the URL: post to the token endpoint, and send the access token to the resource',
    reference: 'RFC 6750 section 3.1',
  },
};

const statuses: Readonly<Record<number, Words>> = {
  400: {
    cause: 'the server could not read the request, and does not say why',
    fix: 'check that the body is a form with grant_type, each parameter once, and that the URL is the token endpoint',
    reference: statusSection,
  },
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
  406: {
    cause: 'the server cannot answer in a format that Accept names',
    fix: 'let the request accept application/json',
    reference: statusSection,
  },
  407: {
    cause: 'a proxy asks for credentials',
    fix: 'the request did not reach the server: ask who runs the proxy',
    reference: statusSection,
  },
  411: {
    cause: 'the server wants to know the length of the body beforehand',
    fix: 'send Content-Length; a proxy may have taken it out',
    reference: statusSection,
  },
  413: {
    cause: 'the request is too large for the server',
    fix: 'make the assertion smaller: leave x5c and claims out that nobody needs',
    reference: statusSection,
  },
  414: {
    cause: 'the URL is too long for the server',
    fix: 'send the parameters in the form, not in the URL',
    reference: statusSection,
  },
  415: {
    cause: 'the server does not take a form here',
    fix: 'check the endpoint: token endpoints take forms',
    reference: statusSection,
  },
  421: {
    cause: 'the request reached a server that does not answer for this host',
    fix: 'check the host name; a proxy or a reused TLS connection may have led it astray',
    reference: statusSection,
  },
  426: {
    cause: 'the server wants another version of HTTP or TLS',
    fix: 'use https, and what the header Upgrade names',
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
  495: {
    cause: 'the web server did not accept the TLS client certificate',
    fix: 'send the certificate that is registered for the client, with its chain',
    reference: 'nginx, ngx_http_ssl_module',
  },
  496: {
    cause: 'the web server wants a TLS client certificate',
    fix: 'send the request with mutual TLS',
    reference: 'nginx, ngx_http_ssl_module',
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

const byKind: Readonly<Record<number, (status: number) => Words>> = {
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
  const words = code !== undefined && Object.hasOwn(standardErrors, code) ? standardErrors[code] : undefined;
  return words && { ...words, basis: 'standard' };
}

/** What a status means when nothing in the answer says more. */
export function explainStatus(status: number): Explanation | undefined {
  const words = statuses[status] ?? byKind[Math.floor(status / 100)]?.(status);
  return words && { ...words, basis: 'standard' };
}

export const notUnderstood: Explanation = {
  cause: 'the answer holds neither a token nor an error that Signet can read',
  fix: 'check that the URL is the token endpoint, and compare the answer with the server’s documentation',
  basis: 'standard',
  reference: section,
};
