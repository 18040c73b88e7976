const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Reads `90`, `90s`, `5m`, `1h30m`, `2d`, `1w` as seconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  if (!/^(?:\d{1,10}[smhdw])+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([smhdw])/g)) {
    seconds += Number(count) * (unitSeconds[unit ?? ''] ?? 0);
  }
  return seconds;
}

/**
 * Reads a time as people type it: `now`, `+5m`, `-60s`, `now+1h`, an ISO 8601 date or date-time (UTC unless it names a
 * zone), or seconds since the epoch.
 * @param now seconds since the epoch
 * @returns seconds since the epoch, or undefined when the text is none of these
 */
export function resolveTime(expression: string, now: number): number | undefined {
  const text = expression.trim();
  if (text === 'now') return now;
  if (/^\d{1,12}$/.test(text)) return Number(text);
  const relative = /^(?:now)?\s*([+-])\s*(\S+)$/.exec(text);
  if (relative) {
    const duration = parseDuration(relative[2] ?? '');
    return duration === undefined ? undefined : now + (relative[1] === '-' ? -duration : duration);
  }
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text,
  );
  if (!iso?.[1] || !isDay(iso[1])) return undefined;
  const milliseconds = Date.parse(`${iso[1]}T${iso[2] ?? '00:00:00'}${iso[3] ?? 'Z'}`);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

// Date.parse takes 30 February for 1 March.
function isDay(date: string): boolean {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
