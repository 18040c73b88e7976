import type { Provider, TokenEndpointGrantContext } from 'oidc-provider';
import type { RegisteredClient } from './client-registry.ts';
import type { Exchange } from './exchange.ts';
import type { AssertionVerdict } from './judge-assertion.ts';
import type { TokenStorage } from './token-storage.ts';

/** What a grant works on. */
export interface GrantCase {
  readonly provider: Provider;
  readonly ctx: TokenEndpointGrantContext;
  readonly exchange: Exchange;
  readonly client: RegisteredClient;
  readonly storage: TokenStorage;
  readonly judge: (assertion: string, client: RegisteredClient, error: string) => Promise<AssertionVerdict>;
}
