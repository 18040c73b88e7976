import type { Timing } from '../../shared/oauth/token-exchange.ts';

export interface TimingPhase {
  readonly key: 'dns' | 'connect' | 'tls' | 'firstByte' | 'rest';
  readonly name: string;
  /** Start and length, as shares of the whole. */
  readonly from: number;
  readonly share: number;
  /** `12 ms`. */
  readonly words: string;
}

const names = {
  dns: 'Name look-up',
  connect: 'Connect',
  tls: 'TLS',
  firstByte: 'Wait for answer',
  rest: 'Read answer',
};

/** Puts the phases one after the other; what no phase accounts for is the reading of the answer. */
export function timingPhases(timing: Timing): TimingPhase[] {
  const known = [timing.dns, timing.connect, timing.tls, timing.firstByte];
  const spent = known.reduce((sum: number, each) => sum + (each ?? 0), 0);
  const rest = Math.max(0, timing.total - spent);
  const whole = Math.max(timing.total, spent, 0.001);
  const phases: TimingPhase[] = [];
  let from = 0;
  for (const key of ['dns', 'connect', 'tls', 'firstByte', 'rest'] as const) {
    const length = key === 'rest' ? rest : timing[key];
    if (length === undefined) continue;
    phases.push({
      key,
      name: names[key],
      from: from / whole,
      share: length / whole,
      words: milliseconds(length),
    });
    from += length;
  }
  return phases;
}

/** `0.4 ms`, `41 ms`, `1.2 s`. */
export function milliseconds(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return value < 10 ? `${Math.round(value * 10) / 10} ms` : `${Math.round(value)} ms`;
}
