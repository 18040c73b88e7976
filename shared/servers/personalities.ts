import { knownServers } from './known-servers.ts';
import type { Server } from './server.ts';

/** The known servers whose own answers are known, so that the playground can take their part. */
export const personalities: readonly Server[] = knownServers.filter((server) =>
  server.errors.some((error) => error.faults !== undefined),
);
