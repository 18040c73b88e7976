import { type Asn1, tags } from './asn1.ts';
import { damaged, unlessDamaged } from './damaged.ts';

const utcTime = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})$/;
const generalizedTime = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})?(\d{2})?(?:[.,]\d+)?(Z|[+-]\d{4})?$/;

/**
 * UTCTime or GeneralizedTime as `YYYY-MM-DDTHH:MM:SSZ` (RFC 5280 section 4.1.2.5; the BER forms without seconds or
 * with an offset are taken too). Errors: `damaged-file`.
 */
export function asn1Time({ tag, content }: Asn1): string {
  const text = Buffer.from(content).toString('latin1');
  const match = (tag === tags.utcTime ? utcTime : generalizedTime).exec(text);
  if (match === null || (tag !== tags.utcTime && tag !== tags.generalizedTime))
    throw damaged('it holds an impossible date');
  const [, year = '', month, day, hour, minute = '0', second = '0', zone = 'Z'] = match;
  // RFC 5280 section 4.1.2.5.1: two digits below 50 mean this century.
  const fullYear = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const parts = [fullYear, Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
  if (!isDate(...parts)) throw damaged('it holds an impossible date');
  const date = new Date(0);
  date.setUTCFullYear(fullYear, Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute) - offsetMinutes(zone), Number(second));
  return isoSeconds(date);
}

/** JavaScript would take month 13 for January of the next year. */
function isDate(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): boolean {
  const days = new Date(Date.UTC(2000, month, 0)).getUTCDate();
  const isLeap = month === 2 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0)) ? 28 : days;
  return month >= 1 && month <= 12 && day >= 1 && day <= isLeap && hour <= 23 && minute <= 59 && second <= 59;
}

/** A time as {@link asn1Time} gives it, or its characters where they are none: `not a date (241301000000Z)`. */
export function asn1TimeInWords(node: Asn1): string {
  const time = unlessDamaged(() => asn1Time(node));
  return time ?? `not a date (${Buffer.from(node.content.subarray(0, 40)).toString('latin1')})`;
}

function offsetMinutes(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** `YYYY-MM-DDTHH:MM:SSZ`. */
export function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
