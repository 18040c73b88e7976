import { relativeTime } from '../../shared/jwt/times.ts';
import { type ExpiryState, expiryState } from './expiry-state.ts';
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
  return (
    <div className={`expiry expiry-${state}`} title={`${notBefore} to ${notAfter}`}>
      <div className="expiry-track" aria-hidden="true">
        <div className="expiry-used" style={{ width: `${used * 100}%` }} />
      </div>
      <span className="expiry-words">
        {inWords(notBefore, notAfter, now)} <span className="faint">· {localDate(secondsOf(notAfter))}</span>
      </span>
    </div>
  );
}

/** The same for a cell of a table: the bar, the date, and a word where it matters; all of it in the tooltip. */
export function ExpiryMark({ notBefore, notAfter, now }: ExpiryBarProps) {
  const { state, used } = expiryState(notBefore, notAfter, now);
  const date = localDate(secondsOf(notAfter));
  return (
    <span
      className={`expiry expiry-mark expiry-${state}`}
      title={`${inWords(notBefore, notAfter, now)}: ${notBefore} to ${notAfter}`}
    >
      <span className="expiry-track" aria-hidden="true">
        <span className="expiry-used" style={{ width: `${used * 100}%` }} />
      </span>
      <span className="expiry-words">
        {markWords[state]}
        {date}
      </span>
    </span>
  );
}

const markWords: Readonly<Record<ExpiryState, string>> = {
  fresh: '',
  soon: 'soon: ',
  expired: 'expired ',
  'not-yet-valid': 'not yet: ',
};

function inWords(notBefore: string, notAfter: string, now: number): string {
  const from = secondsOf(notBefore);
  const until = secondsOf(notAfter);
  switch (expiryState(notBefore, notAfter, now).state) {
    case 'expired':
      return Number.isNaN(until + from) ? 'valid at no time' : `expired ${relativeTime(until, now)}`;
    case 'not-yet-valid':
      return `valid ${relativeTime(from, now)}`;
    case 'fresh':
    case 'soon':
      return `expires ${relativeTime(until, now)}`;
  }
}
