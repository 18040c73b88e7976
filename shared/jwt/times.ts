/** A NumericDate (RFC 7519 section 2) said in ways people read. */
export interface TimeInWords {
  readonly seconds: number;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly iso: string;
  /** `in 5 minutes`, `10 years ago`. */
  readonly relative: string;
}

/** Seconds since 1970-01-01T00:00:00Z, now. */
export function currentSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

const units: readonly (readonly [string, number])[] = [
  ['year', 365.25 * 86_400],
  ['month', 30.44 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

// Beyond what Date reaches (RFC 7519 sets no limit to a NumericDate; 1e400 is read as Infinity).
const endOfCalendar = 8.64e12;

/** `in 5 minutes`, `10 years ago`, `now`: in the largest unit of which there is at least one. */
export function relativeTime(seconds: number, now: number): string {
  const distance = seconds - now;
  const size = Math.abs(distance);
  if (size < 1) return 'now';
  if (!(size <= endOfCalendar)) return distance > 0 ? 'in the far future' : 'in the far past';
  const [unit, length] = units.find(([, each]) => size >= each) ?? (['second', 1] as const);
  const count = Math.round(size / length);
  // Intl.RelativeTimeFormat says the same, and takes half as long to load as a whole command to start.
  const words = `${String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')} ${unit}${count === 1 ? '' : 's'}`;
  return distance > 0 ? `in ${words}` : `${words} ago`;
}

/** `YYYY-MM-DDTHH:MM:SSZ`, or undefined where no calendar reaches. */
export function isoTime(seconds: number): string | undefined {
  const date = new Date(Math.floor(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace('.000Z', 'Z');
}

/** Says a NumericDate in words; undefined where no calendar reaches. */
export function timeInWords(seconds: number, now: number): TimeInWords | undefined {
  const iso = isoTime(seconds);
  return iso === undefined ? undefined : { seconds, iso, relative: relativeTime(seconds, now) };
}
