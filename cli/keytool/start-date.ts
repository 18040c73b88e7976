import { KeytoolError } from './keytool-error.ts';

const units = { y: 'FullYear', m: 'Month', d: 'Date', H: 'Hours', M: 'Minutes', S: 'Seconds' } as const;

/** `-startdate`: steps from now (`-1d+2H`), or `yyyy/mm/dd`, `HH:MM:SS` or both, in the machine's time zone. */
export function startDate(text: string | undefined): Date {
  const date = new Date();
  date.setMilliseconds(0);
  if (text === undefined) return date;
  if (/^([+-]\d{1,6}[ymdHMS])+$/.test(text)) {
    for (const [, sign, count, unit] of text.matchAll(/([+-])(\d+)([ymdHMS])/g)) {
      const name = units[unit as keyof typeof units];
      date[`set${name}`](date[`get${name}`]() + Number(`${sign}${count}`));
    }
    return date;
  }
  const match = /^(?:(\d{4})\/(\d\d)\/(\d\d))? ?(?:(\d\d):(\d\d):(\d\d))?$/.exec(text);
  if (match === null || ![8, 10, 19].includes(text.length))
    throw new KeytoolError('java.io.IOException', 'Illegal startdate value');
  const [, year, month, day, hour, minute, second] = match;
  if (year !== undefined) date.setFullYear(Number(year), Number(month) - 1, Number(day));
  if (hour !== undefined) date.setHours(Number(hour), Number(minute), Number(second), 0);
  return date;
}
