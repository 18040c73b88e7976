// Made once: making one takes longer than all the times of a page take to be written.
const inFull = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const inShort = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `21 Nov 2026, 08:05:00 CET`: a NumericDate in the user's own zone. */
export function localTime(seconds: number): string {
  return written(inFull, seconds);
}

/** `21 Nov, 08:05:00`: short, for where the date in full stands beside it. */
export function localMoment(seconds: number): string {
  return written(inShort, seconds);
}

// Made once: a list of a thousand certificates asks for a date in every row that scrolls by.
const dates = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

/** `21 Nov 2026`. */
export function localDate(seconds: number): string {
  return written(dates, seconds);
}

/** A certificate's dates need not be any. */
function written(format: Intl.DateTimeFormat, seconds: number): string {
  return Number.isNaN(seconds) ? 'not a date' : format.format(seconds * 1000);
}

/** Seconds since the epoch, from `YYYY-MM-DDTHH:MM:SSZ`; NaN where it is no date. */
export function secondsOf(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}
