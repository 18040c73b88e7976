import { relativeTime } from '../../shared/jwt/times.ts';
import { expiryState } from './expiry-state.ts';
import './expiry-bar.css';
import { localDate, secondsOf } from './local-time.ts';

interface ExpiryBarProps {
  notBefore: string;
  notAfter: string;
  now: number;
}

/** How much of a certificate's life is over, as a bar and in words. */
export function ExpiryBar({ notBefore, notAfter, now }: ExpiryBarProps) {
  const { state, used } = expiryState(notBefore, notAfter, now);
  const until = secondsOf(notAfter);
  const words =
    state === 'expired'
      ? Number.isNaN(until + secondsOf(notBefore))
        ? 'valid at no time'
        : `expired ${relativeTime(until, now)}`
      : state === 'not-yet-valid'
        ? `valid ${relativeTime(secondsOf(notBefore), now)}`
        : `expires ${relativeTime(until, now)}`;
  return (
    <div className={`expiry expiry-${state}`} title={`${notBefore} to ${notAfter}`}>
      <div className="expiry-track" aria-hidden="true">
        <div className="expiry-used" style={{ width: `${used * 100}%` }} />
      </div>
      <span className="expiry-words">
        {words} <span className="faint">· {localDate(until)}</span>
      </span>
    </div>
  );
}
