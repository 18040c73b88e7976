import type { ClientKind } from '../../shared/contract/playground.ts';
import { flows, sharedPaths } from './flows.ts';

/** What a path is for. */
export interface Route {
  readonly methods: readonly ('GET' | 'POST')[];
  readonly role: 'token' | 'client' | 'document' | 'resource' | 'summary' | 'control';
  /** Where a token request came in. */
  readonly kind?: ClientKind;
}

/** Everything that is answered. `oidc-provider` has more routes, for browsers: none of them can be reached. */
const routes: Readonly<Record<string, Route>> = {
  [flows.gateway.tokenPath]: { methods: ['POST'], role: 'token', kind: 'gateway' },
  [sharedPaths.token]: { methods: ['POST'], role: 'token', kind: 'standard' },
  [sharedPaths.introspection]: { methods: ['POST'], role: 'client' },
  [sharedPaths.revocation]: { methods: ['POST'], role: 'client' },
  [sharedPaths.jwks]: { methods: ['GET'], role: 'document' },
  [sharedPaths.openidDiscovery]: { methods: ['GET'], role: 'document' },
  [sharedPaths.discovery]: { methods: ['GET'], role: 'document' },
  [sharedPaths.resource]: { methods: ['GET', 'POST'], role: 'resource' },
  [sharedPaths.userinfo]: { methods: ['GET', 'POST'], role: 'resource' },
  [sharedPaths.summary]: { methods: ['GET'], role: 'summary' },
  [sharedPaths.registration]: { methods: ['POST'], role: 'control' },
  [sharedPaths.failures]: { methods: ['POST'], role: 'control' },
};

export function routeOf(path: string): Route | undefined {
  return Object.hasOwn(routes, path) ? routes[path] : undefined;
}
