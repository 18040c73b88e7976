import { secondsOf } from './local-time.ts';

export type ExpiryState = 'fresh' | 'soon' | 'expired' | 'not-yet-valid';

const thirtyDays = 30 * 86_400;

/** Where now stands in a certificate's life; `used` runs from 0 to 1. One that is not made of dates is over. */
export function expiryState(
  notBefore: string,
  notAfter: string,
  now: number,
): { state: ExpiryState; used: number } {
  const from = secondsOf(notBefore);
  const to = secondsOf(notAfter);
  if (Number.isNaN(from + to)) return { state: 'expired', used: 1 };
  if (now >= to) return { state: 'expired', used: 1 };
  if (now < from) return { state: 'not-yet-valid', used: 0 };
  // A certificate made for a few days would always be "soon": there the last fifth counts.
  const soon = Math.min(thirtyDays, (to - from) / 5);
  return { state: to - now <= soon ? 'soon' : 'fresh', used: (now - from) / (to - from) };
}
