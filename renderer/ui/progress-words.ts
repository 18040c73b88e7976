import type { Progress } from '../../shared/contract/progress.ts';

const counts = new Intl.NumberFormat('en');

/** `opening entries, 640 of 10,000`; what cannot be counted is only named. */
export function inWords({ step, done, total }: Progress): string {
  return total === null ? step : `${step}, ${counts.format(done)} of ${counts.format(total)}`;
}
