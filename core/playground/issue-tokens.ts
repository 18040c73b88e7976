import type { GrantCase } from './grant-case.ts';

export interface Issue extends GrantCase {
  /** Whom the tokens are for. */
  readonly accountId: string;
  /** The grant that the tokens belong to; a new one, when left out. */
  readonly grantId?: string;
  /** How the grant came about: the `grant_type` of the first request. */
  readonly gty: string;
  /** What the form asks for, when left out. */
  readonly scope?: string;
  /** Further members of the answer. */
  readonly more?: Readonly<Record<string, string>>;
}

/**
 * Answers with an access and a refresh token (RFC 6749 section 5.1), both under one grant, so that the library's
 * introspection and revocation take over from here.
 */
export async function issueTokens(issue: Issue): Promise<void> {
  const { provider, ctx, accountId, gty, client: registered, exchange } = issue;
  const { client } = ctx.oidc;
  const scope = issue.scope ?? requestedScope(issue);
  const grantId = issue.grantId ?? (await makeGrant(issue, scope));
  const granted = { accountId, client, grantId, gty, scope };
  const accessToken = new provider.AccessToken(granted);
  if (exchange.jkt !== undefined) accessToken.setThumbprint('jkt', exchange.jkt);
  // RFC 9449 section 5: the refresh token of a client that does not authenticate is bound as well.
  const jkt = registered.authentication === 'none' ? exchange.jkt : undefined;
  const refreshToken = new provider.RefreshToken({ ...granted, rotations: 0, jkt });
  ctx.body = {
    access_token: await accessToken.save(),
    refresh_token: await refreshToken.save(),
    token_type: accessToken.tokenType,
    expires_in: accessToken.expiration,
    ...(scope === '' ? {} : { scope }),
    ...issue.more,
  };
}

/** Answers with an access token for the client itself, without a refresh token (RFC 6749 section 4.4.3). */
export async function issueClientToken(request: GrantCase): Promise<void> {
  const { provider, ctx, exchange } = request;
  const scope = requestedScope(request);
  const token = new provider.ClientCredentials({ client: ctx.oidc.client, scope });
  if (exchange.jkt !== undefined) token.setThumbprint('jkt', exchange.jkt);
  ctx.body = {
    access_token: await token.save(),
    token_type: token.tokenType,
    expires_in: token.expiration,
    ...(scope === '' ? {} : { scope }),
  };
}

async function makeGrant({ provider, accountId, client }: Issue, scope: string): Promise<string> {
  const grant = new provider.Grant({ accountId, clientId: client.clientId });
  if (scope !== '') grant.addOIDCScope(scope);
  return grant.save();
}

/** Scopes of OpenID Connect mean nothing to the gateway, and no one needs `offline_access` for a refresh token here. */
function requestedScope({ exchange, client }: GrantCase): string {
  const meaningless = client.kind === 'gateway' ? ['openid', 'offline_access'] : ['offline_access'];
  return (exchange.form.get('scope') ?? '')
    .split(' ')
    .filter((name) => name !== '' && !meaningless.includes(name))
    .join(' ');
}
