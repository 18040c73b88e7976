import type { Draft } from '../../../shared/contract/workspace.ts';
import type { ServerMetadata } from '../../../shared/oauth/server-metadata.ts';
import { requestUrl } from '../../../shared/oauth/token-request.ts';

/** The draft with a server's own endpoints, and a way to authenticate that the server takes. */
export function fillFrom(draft: Draft, metadata: ServerMetadata): Draft {
  const { authMethods, mtlsAliases, introspectionEndpoint, revocationEndpoint, userinfoEndpoint } = metadata;
  const [usual] = authMethods;
  const method = usual === undefined || authMethods.includes(draft.auth.method) ? draft.auth.method : usual;
  const alias = method === 'mtls' ? mtlsAliases : {};
  const introspection = alias.introspectionEndpoint ?? introspectionEndpoint;
  return {
    ...draft,
    endpoint: alias.tokenEndpoint ?? metadata.tokenEndpoint ?? draft.endpoint,
    auth: { ...draft.auth, method },
    endpoints: {
      ...(introspection === undefined ? {} : { introspection }),
      ...(revocationEndpoint === undefined ? {} : { revocation: revocationEndpoint }),
      ...(userinfoEndpoint === undefined ? {} : { userinfo: userinfoEndpoint }),
    },
  };
}

/** Where a token endpoint's issuer most likely is: its origin. */
export function issuerOf(endpoint: string): string {
  const url = requestUrl(endpoint);
  return url === undefined ? '' : new URL(url).origin;
}
