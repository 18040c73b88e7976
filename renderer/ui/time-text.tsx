import { timeInWords } from '../../shared/jwt/times.ts';
import { localTime } from './local-time.ts';

interface TimeTextProps {
  seconds: number;
  now: number;
  /** `short`: relative words with the rest as a tool tip. */
  form?: 'full' | 'short';
}

/** A time said three ways: relative to now, in the user's own zone, and in UTC. */
export function TimeText({ seconds, now, form = 'full' }: TimeTextProps) {
  const words = timeInWords(seconds, now);
  if (!words) return <span className="quiet">no calendar reaches {seconds}</span>;
  const local = localTime(seconds);
  if (form === 'short') {
    return (
      <time dateTime={words.iso} title={`${local} · ${words.iso}`}>
        {words.relative}
      </time>
    );
  }
  return (
    <time dateTime={words.iso}>
      {words.relative}{' '}
      <span className="faint">
        · {local} · {words.iso}
      </span>
    </time>
  );
}
