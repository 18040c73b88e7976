import type { Server } from 'node:http';
import { SignetError } from '../../shared/base/signet-error.ts';

/** A server that listens, with the handle to close it. */
export interface Listener {
  readonly port: number;
  /** Refuses new connections and ends the open ones, kept-alive and busy alike. */
  close(): Promise<void>;
}

/** A half-sent request must not hold its connection open for longer, in milliseconds. */
const requestTimeout = 30_000;

/**
 * Lets a server listen on 127.0.0.1, and nowhere else.
 *
 * @param port 0 for any free one
 * @throws SignetError `port-in-use`
 */
export async function listen(server: Server, port: number): Promise<Listener> {
  server.requestTimeout = requestTimeout;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(toPortError(cause, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const portProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'is reserved: this user may not listen there',
};

function toPortError(cause: NodeJS.ErrnoException, port: number): Error {
  const problem = portProblems[cause.code ?? ''];
  if (problem === undefined) return cause;
  return new SignetError('port-in-use', `port ${port} ${problem}`, {
    hint: 'choose another port, or none to get a free one',
    details: { port },
    cause,
  });
}
