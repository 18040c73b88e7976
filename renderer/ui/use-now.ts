import { useEffect, useState } from 'react';
import { currentSeconds } from '../../shared/jwt/times.ts';

/** Seconds since the epoch, kept up to date once a second while the component is shown. */
export function useNow(everyMilliseconds = 1000): number {
  const [now, setNow] = useState(currentSeconds);
  useEffect(() => {
    setNow(currentSeconds());
    const timer = setInterval(() => setNow(currentSeconds()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds]);
  return now;
}
