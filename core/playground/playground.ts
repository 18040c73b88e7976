import { SignetError } from '../../shared/base/signet-error.ts';
import type { PlaygroundStatus } from '../../shared/contract/playground.ts';
import type { Registration } from './client-registry.ts';
import type { PlaygroundRegistration } from './control-endpoints.ts';
import type { FailureOrder, Sleep } from './failures.ts';
import { createRequestLog } from './request-log.ts';
import type { RunningPlayground, TlsIdentity } from './running-playground.ts';

export interface PlaygroundPorts {
  /** The server's clock, for every rule about time. */
  readonly clock?: () => Date;
  /** Makes the key and self-signed certificate of the TLS port: PEM, for 127.0.0.1 and localhost. */
  readonly makeTlsIdentity: () => Promise<TlsIdentity>;
  /** How a slow answer waits. */
  readonly sleep?: Sleep;
}

/** The built-in authorization server: on loopback only, off until it is started, all of it in memory. */
export interface Playground {
  /**
   * Listens on 127.0.0.1. One that runs already stays as it is.
   *
   * @param options.port for HTTP; any free one when left out or 0. HTTPS always takes a free one.
   * @throws SignetError `port-in-use`
   */
  start(options?: { readonly port?: number }): Promise<PlaygroundStatus>;
  /** Closes both ports and forgets every client and token. The log stays readable until the next start. */
  stop(): Promise<PlaygroundStatus>;
  /** The contract's status; no client carries a secret. */
  status(): PlaygroundStatus;
  /**
   * Makes a client.
   *
   * @returns the client's facts with `clientSecret`, which is to be kept in the vault and shown to no window
   * @throws SignetError `playground-not-running`, `not-a-certificate`, `key-type-mismatch`, `key-needed`, `name-taken`,
   *   `unknown-server`, `invalid-input`
   */
  register(registration: Registration): Promise<PlaygroundRegistration>;
  /**
   * Makes answers fail, or no longer.
   *
   * @throws SignetError `playground-not-running`, `entry-not-found`
   */
  fail(order: FailureOrder): PlaygroundStatus;
}

/** Makes a playground that is not running. Nothing of its server is loaded before it starts. */
export function createPlayground({
  clock = () => new Date(),
  makeTlsIdentity,
  sleep,
}: PlaygroundPorts): Playground {
  const log = createRequestLog();
  let running: RunningPlayground | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** Starting and stopping take turns: a stop that comes while a start is under way waits for it. */
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const result = turn.then(step);
    turn = result.catch(() => {});
    return result;
  };

  const status = (): PlaygroundStatus => ({
    ...(running === undefined ? { running: false, clients: [] } : running.status()),
    log: log.list(),
  });

  const server = (): RunningPlayground => {
    if (running !== undefined) return running;
    throw new SignetError('playground-not-running', 'the playground is not running', {
      hint: 'start it first',
    });
  };

  return {
    start: ({ port = 0 } = {}) =>
      inTurn(async () => {
        if (running !== undefined) return status();
        const { runPlayground } = await import('./running-playground.ts');
        running = await runPlayground({ port, clock, makeTlsIdentity, log, ...(sleep && { sleep }) });
        log.clear();
        return status();
      }),
    stop: () =>
      inTurn(async () => {
        const stopping = running;
        running = undefined;
        await stopping?.close();
        return status();
      }),
    status,
    register: async (registration) => server().register(registration),
    fail(order) {
      server().fail(order);
      return status();
    },
  };
}
