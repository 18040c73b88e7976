/** Runs something later, and answers how to call it off. */
export type StartTimer = (run: () => void, milliseconds: number) => () => void;

/** Node's timer, which does not keep the process alive. */
export const startNodeTimer: StartTimer = (run, milliseconds) => {
  const timer = setTimeout(run, milliseconds).unref();
  return () => clearTimeout(timer);
};

export interface IdleLock {
  /** 0 for never. */
  setMinutes(minutes: number): void;
  /** The data key came into use, or was used: the time begins anew. */
  touch(): void;
  /** The data key is gone. */
  stop(): void;
  /** Whether the time is over, though the timer may not have noticed: timers stand still while a machine sleeps. */
  isOver(): boolean;
  locksAt(): Date | undefined;
}

/** Locks once no key was used for a while. */
export function createIdleLock(lock: () => void, clock: () => Date, startTimer: StartTimer): IdleLock {
  let milliseconds = 0;
  let touched: number | undefined;
  let callOff: (() => void) | undefined;

  const end = () => (touched === undefined || milliseconds === 0 ? undefined : touched + milliseconds);

  const restart = () => {
    callOff?.();
    callOff = undefined;
    const until = end();
    if (until !== undefined) callOff = startTimer(lock, Math.max(0, until - clock().getTime()));
  };

  return {
    setMinutes(minutes) {
      milliseconds = minutes * 60_000;
      restart();
    },
    touch() {
      touched = clock().getTime();
      restart();
    },
    stop() {
      touched = undefined;
      restart();
    },
    isOver() {
      const until = end();
      return until !== undefined && clock().getTime() >= until;
    },
    locksAt() {
      const until = end();
      return until === undefined ? undefined : new Date(until);
    },
  };
}
