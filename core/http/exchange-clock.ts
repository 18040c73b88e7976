import { performance } from 'node:perf_hooks';
import type { Timing } from '../../shared/oauth/token-exchange.ts';
import type { Phase } from './explain-failure.ts';

/** Times the phases of one exchange, and knows which of them is under way. */
export interface ExchangeClock {
  phase(): Phase;
  /** Ends the phase under way, and begins another. */
  enter(phase: Phase): void;
  /** Goes on to a phase without the one under way having happened. */
  skip(phase: Phase): void;
  timing(): Timing;
}

export function startClock(): ExchangeClock {
  const started = performance.now();
  const spent = new Map<Phase, number>();
  let phase: Phase = 'dns';
  let entered = started;
  return {
    phase: () => phase,
    enter(next) {
      const now = performance.now();
      spent.set(phase, (spent.get(phase) ?? 0) + now - entered);
      phase = next;
      entered = now;
    },
    skip(next) {
      phase = next;
    },
    timing() {
      const ended = [...spent].filter(([name]) => name !== 'answer');
      return {
        ...Object.fromEntries(ended.map(([name, milliseconds]) => [name, round(milliseconds)])),
        total: round(performance.now() - started),
      };
    },
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
