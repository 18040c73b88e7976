import type { ClientOptions } from './client-options.ts';
import type { GrantOptions } from './grant-options.ts';
import type { TransportCommandOptions } from './transport-options.ts';

/** The options of `token request`, but for those of signing. */
export interface RequestOptions extends ClientOptions, GrantOptions, TransportCommandOptions {
  readonly endpoint?: string;
  readonly issuer?: string;
  readonly flow?: string;
  readonly environment?: string;
  readonly scope?: string;
  readonly param: readonly string[];
  readonly query: readonly string[];
  readonly print?: string;
}
