import { timeInWords } from '../../shared/jwt/times.ts';
import { localMoment, localTime } from './local-time.ts';

interface TimeTextProps {
  seconds: number;
  now: number;
}

/** A time said three ways: relative to now, in the user's own zone, and in UTC. */
export function TimeText({ seconds, now }: TimeTextProps) {
  const words = timeInWords(seconds, now);
  if (!words) return <span className="quiet">no calendar reaches {seconds}</span>;
  return (
    <time dateTime={words.iso} title={localTime(seconds)}>
      {words.relative} · {localMoment(seconds)}
      <br />
      <span className="faint">{words.iso}</span>
    </time>
  );
}
