import type { Provider, TokenEndpointGrantContext } from 'oidc-provider';
import { jwtBearerGrantType } from './flows.ts';

/** Scopes of OpenID Connect, which would ask for an ID token: not what a bearer assertion is exchanged for here. */
const openidScopes = new Set(['openid', 'offline_access']);

/**
 * Answers an accepted assertion with an access and a refresh token (RFC 6749 section 5.1), both under one grant,
 * so that the library's own refresh, introspection and revocation take over from here.
 */
export async function issueTokens(
  provider: Provider,
  ctx: TokenEndpointGrantContext,
  accountId: string,
): Promise<void> {
  const { client } = ctx.oidc;
  const scope = (ctx.oidc.params.scope ?? '')
    .split(' ')
    .filter((name) => name !== '' && !openidScopes.has(name))
    .join(' ');
  const grant = new provider.Grant({ accountId, clientId: client.clientId });
  if (scope !== '') grant.addOIDCScope(scope);
  const granted = {
    accountId,
    client,
    grantId: await grant.save(),
    gty: jwtBearerGrantType,
    scope,
  };
  const accessToken = new provider.AccessToken(granted);
  const refreshToken = new provider.RefreshToken({ ...granted, rotations: 0 });
  ctx.body = {
    access_token: await accessToken.save(),
    refresh_token: await refreshToken.save(),
    token_type: accessToken.tokenType,
    expires_in: accessToken.expiration,
    ...(scope === '' ? {} : { scope }),
  };
}
