import type { ClientKind, PlaygroundCheck } from '../../shared/contract/playground.ts';
import { type AnswerFormat, isAnswerFormat } from './answer-format.ts';
import type { ClientRegistry } from './client-registry.ts';
import { flows, jwtBearerGrantType } from './flows.ts';
import { quote, toDescription } from './plain-words.ts';
import { readAssertion } from './read-assertion.ts';

/** A token request as it goes on to `oidc-provider`. */
export interface PreparedTokenRequest {
  readonly format: AnswerFormat;
  readonly checks: readonly PlaygroundCheck[];
  /** Set aside: the grant reads it from here. */
  readonly assertion?: string;
  readonly clientId?: string;
  /** The form without what was set aside, and with the client id that the library demands. */
  readonly form: URLSearchParams;
  /** Set where the request goes no further. */
  readonly refusal?: { readonly error: string; readonly description: string };
}

export interface TokenRequestSurroundings {
  readonly clients: ClientRegistry;
  readonly clientOfRefreshToken: (token: string) => string | undefined;
}

/**
 * Looks at a token request before the library does. The gateway's request names no client: it is found by the
 * assertion's unverified `iss`, which proves nothing yet, as a client_id would not either.
 *
 * @param query the URL's, for the tenant
 */
export function prepareTokenRequest(
  kind: ClientKind,
  form: URLSearchParams,
  query: URLSearchParams,
  surroundings: TokenRequestSurroundings,
): PreparedTokenRequest {
  const [format = 'json', ...moreFormats] = flows[kind].takesFormat ? form.getAll('format') : [];
  const [assertion, ...moreAssertions] = form.getAll('assertion');
  const rest = new URLSearchParams([...form].filter(([name]) => name !== 'assertion' && name !== 'format'));
  const prepared = {
    format: isAnswerFormat(format) ? format : 'json',
    checks: tenantCheck(query),
    form: rest,
  } as const;
  const refuse = (rule: string, error: string, description: string): PreparedTokenRequest => ({
    ...prepared,
    checks: [...prepared.checks, { rule, ok: false, detail: description }],
    refusal: { error, description },
  });

  if (moreFormats.length > 0 || !isAnswerFormat(format)) {
    return refuse('request', 'invalid_request', 'the parameter format must be json, urlencoded or xml, once');
  }
  // RFC 6749 section 3.2: parameters must not be included more than once.
  if (moreAssertions.length > 0)
    return refuse('request', 'invalid_request', 'the parameter assertion was sent more than once');

  if (form.get('grant_type') === jwtBearerGrantType) {
    if (assertion === undefined || assertion === '') {
      return refuse('request', 'invalid_request', 'the parameter assertion is missing or empty');
    }
    if (flows[kind].clientSecret) return { ...prepared, assertion };
    return identifyByAssertion(assertion);
  }
  if (flows[kind].clientSecret || form.has('client_id')) return prepared;
  if (form.get('grant_type') === 'refresh_token') return identifyByRefreshToken();
  return refuse(
    'grant-type',
    'unsupported_grant_type',
    `grant_type must be ${jwtBearerGrantType} or refresh_token`,
  );

  function identifyByAssertion(text: string): PreparedTokenRequest {
    const reading = readAssertion(text);
    if (!reading.ok) return refuse('format', 'invalid_grant', reading.problem);
    const { iss } = reading.assertion.claims;
    if (iss === undefined) {
      return refuse(
        'client',
        'invalid_grant',
        'the claim iss is missing: it must be the OAuth client id, which tells this gateway who is calling',
      );
    }
    const client = typeof iss === 'string' ? surroundings.clients.find(iss) : undefined;
    if (client?.kind !== kind) {
      return refuse(
        'client',
        'invalid_grant',
        `iss is ${quote(iss)}, and no client of this gateway is registered under that id`,
      );
    }
    if (form.getAll('client_id').some((clientId) => clientId !== client.clientId)) {
      return refuse(
        'client',
        'invalid_request',
        'client_id and the claim iss name different clients: leave client_id out',
      );
    }
    rest.set('client_id', client.clientId);
    const check: PlaygroundCheck = { rule: 'client', ok: true, detail: 'iss names a registered client' };
    return { ...prepared, checks: [...prepared.checks, check], assertion: text, clientId: client.clientId };
  }

  /** RFC 6749 section 6 binds a refresh token to its client: the token alone tells which one that is. */
  function identifyByRefreshToken(): PreparedTokenRequest {
    const token = form.get('refresh_token');
    const clientId = token === null ? undefined : surroundings.clientOfRefreshToken(token);
    if (clientId === undefined || surroundings.clients.find(clientId)?.kind !== kind) {
      return refuse(
        'refresh-token',
        'invalid_grant',
        'the refresh token is missing, not known to this gateway, or has expired',
      );
    }
    rest.set('client_id', clientId);
    return { ...prepared, clientId };
  }
}

function tenantCheck(query: URLSearchParams): readonly PlaygroundCheck[] {
  const tenants = query.getAll('tenantDomain');
  if (tenants.length === 0) return [];
  return [
    {
      rule: 'tenant',
      ok: true,
      detail: toDescription(`tenantDomain is ${tenants.map(quote).join(', ')}: every tenant is taken`),
    },
  ];
}
