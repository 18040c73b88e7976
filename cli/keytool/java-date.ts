// Dates as Java prints them in English, in the time zone of the machine (of TZ, where that is set).

const parts = new Intl.DateTimeFormat('en-US', {
  weekday: 'short',
  year: 'numeric',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});
/** European zones have their names in British English only. */
const british = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' });
const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' });

/** `Sat Nov 21 08:43:09 UTC 2026`: java.util.Date.toString(). */
export function javaDateTime(date: Date): string {
  const part = (type: Intl.DateTimeFormatPartTypes, format = parts) =>
    format.formatToParts(date).find((each) => each.type === type)?.value ?? '';
  const american = part('timeZoneName');
  const zone = american.startsWith('GMT') ? part('timeZoneName', british) : american;
  const time = [part('hour'), part('minute'), part('second')].join(':');
  return [part('weekday'), part('month'), part('day'), time, zone, part('year')].join(' ');
}

/** `Nov 21, 2026`: the medium date of java.text.DateFormat. */
export function javaDay(date: Date): string {
  return day.format(date);
}
