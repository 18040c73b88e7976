import { knownServers } from './known-servers.ts';
import type { Server } from './server.ts';

/** The known servers with a token endpoint whose own answers are known, so that the playground can take their part. */
export const personalities: readonly Server[] = knownServers.filter(
  ({ use, errors }) =>
    (use === 'grant' || use === 'client-authentication') &&
    errors.some((error) => error.faults !== undefined),
);
